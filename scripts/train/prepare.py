#!/usr/bin/env python3
"""Stage 1, prepare: read the sources of the mixture, clean, de-duplicate, keep evaluation text out, write one corpus file.

Writes OUT/corpus.tsv (source name, Indonesian, English) and OUT/prepare.json (what was kept and dropped, and why).
"""
import argparse
import json
import random
import tomllib
from collections import Counter
from pathlib import Path

from memori_train.corpus import evaluation_keys, fault, key, read_pairs, tidy

HERE = Path(__file__).resolve().parent


def locate(name, folders):
    """First folder that holds the file, or None."""
    return next((path for path in (Path(folder) / name for folder in folders) if path.is_file()), None)


def source_files(settings, folders):
    """Files of a source that are present: all of them, or the first alternative."""
    found = [path for path in (locate(name, folders) for name in settings['files']) if path]
    return found if settings.get('all_files') else found[:1]


def prepare(mixture, folders, excluded, seed):
    """Return the rows (source, id, en) and the record of what happened to each source."""
    rows, record, seen = [], {}, set()
    for name, own in mixture['source'].items():
        settings = {**mixture['defaults'], **own}
        files = source_files(settings, folders)
        dropped, kept = Counter(), []
        for path in files:
            for raw_source, raw_target in read_pairs(path):
                source, target = tidy(raw_source), tidy(raw_target)
                why = fault(source, target, settings['min_words'], settings['max_words'], settings['strict'])
                if why is None:
                    keys = key(source), key(target)
                    if keys[0] in excluded or keys[1] in excluded:
                        why = 'evaluation'
                    elif keys in seen:
                        why = 'repeated'
                    else:
                        seen.add(keys)
                if why:
                    dropped[why] += 1
                else:
                    kept.append((name, source, target))
        if len(kept) > settings['cap']:
            dropped['cap'] = len(kept) - settings['cap']
            chosen = sorted(random.Random(f'{seed} {name}').sample(range(len(kept)), settings['cap']))
            kept = [kept[i] for i in chosen]
        rows += kept
        record[name] = {'files': [path.name for path in files], 'pairs': len(kept), 'weight': settings['weight'], 'dropped': dict(dropped),
                        'words_id': sum(len(r[1].split()) for r in kept), 'words_en': sum(len(r[2].split()) for r in kept)}
    return rows, record


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--mixture', default=HERE / 'mixture.toml', type=Path, help='mixture file (default: beside this script)')
    parser.add_argument('--data', action='append', required=True, type=Path, help='folder with the files of the mixture; may be given again')
    parser.add_argument('--exclude', type=Path, help='folder of evaluation TSV files whose lines are kept out of training')
    parser.add_argument('--out', required=True, type=Path, help='folder to write to')
    parser.add_argument('--limit', type=int, help='keep only the first N pairs of each source (for the smoke test)')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()

    mixture = tomllib.loads(args.mixture.read_text(encoding='utf-8'))
    excluded = evaluation_keys(args.exclude) if args.exclude else set()
    rows, record = prepare(mixture, args.data, excluded, args.seed)
    if args.limit:
        taken = Counter()
        rows = [r for r in rows if taken.update([r[0]]) or taken[r[0]] <= args.limit]
    if not rows:
        raise SystemExit(f'no training pairs: none of the files of {args.mixture} is in {", ".join(map(str, args.data))}')
    args.out.mkdir(parents=True, exist_ok=True)
    with open(args.out / 'corpus.tsv', 'w', encoding='utf-8', newline='\n') as out:
        out.writelines('\t'.join(row) + '\n' for row in rows)
    record = {'excluded_lines': len(excluded), 'pairs': len(rows), 'sources': record}
    (args.out / 'prepare.json').write_text(json.dumps(record, indent=1) + '\n')
    for name, entry in record['sources'].items():
        print(f'{name:16} {entry["pairs"]:7} pairs  ×{entry["weight"]:<4} dropped {entry["dropped"]}')
    print(f'{len(rows)} pairs, {len(excluded)} evaluation lines kept out')


if __name__ == '__main__':
    main()
