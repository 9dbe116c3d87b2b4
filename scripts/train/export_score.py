"""What int8 costs: BLEU, chrF and cross-entropy of the references, fp32 graphs against int8 graphs of one weights folder."""
import json
import subprocess
import tempfile
from pathlib import Path

import sentencepiece

from memori_train.metrics import score

HERE = Path(__file__).resolve().parent


def dev_rows(path, spm, config, limit):
    """(sources, references, source rows, target rows) of the first `limit` lines; over-long sources are cut."""
    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    pairs = [line.split('\t') for line in Path(path).read_text('utf-8').splitlines() if '\t' in line][:limit]
    most = config['max_source_tokens'] - 1
    rows = [sp.encode(p[0])[:most] + [config['eos']] for p in pairs]
    targets = [sp.encode(p[1])[:2 * most] + [config['eos']] for p in pairs]
    return sp, [p[1] for p in pairs], rows, targets


def measure(folder, suffix, sp, references, rows, targets, batch=32):
    """{'BLEU', 'chrF', 'entropy', 'ms', 'ids'} of one pair of graphs."""
    with tempfile.TemporaryDirectory() as scratch:
        job, out = Path(scratch) / 'job.json', Path(scratch) / 'out.json'
        job.write_text(json.dumps({'folder': str(folder), 'suffix': suffix, 'rows': rows, 'targets': targets,
                                   'batch': batch, 'out': str(out)}))
        subprocess.run(['node', str(HERE / 'export_score.mjs'), str(job)], check=True)
        result = json.loads(out.read_text())
    bleu, chrf, _ = score([sp.decode(ids) for ids in result['ids']], references)
    return {'BLEU': bleu, 'chrF': chrf, 'entropy': result['entropy'], 'ms': result['milliseconds'] / len(rows),
            'ids': result['ids']}
