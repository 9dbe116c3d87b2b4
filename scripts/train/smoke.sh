#!/bin/sh
# Trains a tiny network on corpus/parallel through every stage, in under a minute (see smoke.py). Skips loudly where PyTorch is missing.
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
for module in torch sentencepiece numpy tomllib; do
  if ! "$python" -c "import $module" 2>/dev/null; then
    echo "SKIPPED: scripts/train/smoke.sh: $python has no module $module (see scripts/train/requirements.txt)"
    exit 0
  fi
done
exec "$python" "$here/smoke.py" "$@"
