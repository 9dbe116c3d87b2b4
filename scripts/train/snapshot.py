#!/usr/bin/env python3
"""Weights folder (float16, at most 20 MB) from the moving average of one or several checkpoints, or from weights folders: the mean.

A weights folder can be trained on (`train.py --start`), evaluated (`evaluate.py --weights`) and exported.
"""
import argparse
import json
from pathlib import Path

import torch

from memori_train.checkpoint import load, read_folder, write_folder
from memori_train.model import Network

LIMIT = 20_000_000


def average_of(path):
    """(config, flat weights, what is known of their training) of a checkpoint or a weights folder."""
    if path.is_dir():
        config, arrays = read_folder(path)
        record = path / 'run.json'
        return config, Network.of(config, arrays).flat, json.loads(record.read_text()) if record.exists() else {}
    state = load(path)
    config = {**state['config'], 'steps': state['config'].get('steps', 0) + state['step']}       # of this run and those before it
    return config, state['average'], {'steps': state['step'], 'target_pieces': state['tokens'], 'examples': state['seen'].get('examples'),
                                               'arguments': state['arguments']}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sources', nargs='+', type=Path, help='checkpoint.pt files or weights folders')
    parser.add_argument('--spm', required=True, type=Path)
    parser.add_argument('--out', required=True, type=Path)
    parser.add_argument('--data', type=Path, help='folder with prepare.json and links.json, taken into the record')
    parser.add_argument('--scores', type=Path, help='TSV written by evaluate.py --append, taken into the record')
    parser.add_argument('--measures', nargs='*', default=[], type=Path, help='JSON lines printed by the other evaluate scripts, for the record')
    parser.add_argument('--note', help='anything else worth knowing about the run, for the record')
    parser.add_argument('--start', help='what the run started from, in words for the record')
    args = parser.parse_args()

    config, total, record = average_of(args.sources[0])
    for path in args.sources[1:]:
        other, flat, _ = average_of(path)
        if {**other, 'steps': 0} != {**config, 'steps': 0}:
            raise SystemExit(f'{path} has another shape than {args.sources[0]}')
        total = total + flat
    flat = total / len(args.sources)
    if args.start:
        record['started_from'] = args.start
    if args.data:
        record['data'] = json.loads((args.data / 'prepare.json').read_text())
        record['links'] = json.loads((args.data / 'links.json').read_text())
    if args.scores:
        rows = [line.split('\t') for line in args.scores.read_text(encoding='utf-8').splitlines()]
        record['scores'] = [dict(zip(('label', 'set', 'lines', 'beam', 'precision', 'BLEU', 'chrF'), row)) for row in rows]
    if args.measures:
        record['measures'] = {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in args.measures}
    if args.note:
        record['note'] = args.note
    if torch.isnan(flat).any():
        raise SystemExit('the weights hold NaN; nothing written')
    write_folder(args.out, config, flat, args.spm, {k: v for k, v in record.items() if k != 'arguments'} | _settings(record))
    size = (args.out / 'weights.safetensors').stat().st_size
    print(f'{args.out}: {size:,} bytes, {record.get("steps")} steps')
    if size > LIMIT:
        raise SystemExit(f'weights are larger than {LIMIT:,} bytes')


def _settings(record):
    """Training settings without paths, which mean nothing on another machine."""
    known = ('lr', 'warmup', 'decay', 'budget', 'dropout', 'smoothing', 'guidance', 'average', 'seed')
    found = {k: v for k, v in record.get('arguments', {}).items() if k in known}
    return {'settings': found} if found else {}


if __name__ == '__main__':
    main()
