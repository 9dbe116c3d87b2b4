#!/usr/bin/env python3
"""Stage 5, evaluate: translate evaluation files and score them (BLEU, chrF with signatures).

The weights are a weights folder or the moving average in a run's checkpoint.pt. A model that has no word for it is not helped: the
reserved symbols are ordinary pieces here.
"""
import argparse
import json
import os
import time
from pathlib import Path

import torch

from memori_train.checkpoint import load, read_folder
from memori_train.corpus import read_pairs, tidy
from memori_train.decoding import decode_all
from memori_train.metrics import score
from memori_train.model import Network
from memori_train.pieces import Pieces


def network_of(path, device, compute):
    """Network of a weights folder, or of the moving average in a checkpoint."""
    if path.is_dir():
        return Network.of(*read_folder(path), device=device, compute=compute)
    state = load(path)
    return Network(state['config'], state['average'].to(device), compute)


def translate(network, pieces, texts, width=1, penalty=1.0):
    """English for each text."""
    limit, eos = network.config.get('max_source_tokens', 110), network.config['eos']
    sources = [pieces.encode(tidy(text))[:4 * limit] + [eos] for text in texts]
    return [pieces.decode(ids) for ids in decode_all(network, sources, width, penalty=penalty)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--weights', required=True, type=Path, help='weights folder or checkpoint.pt')
    parser.add_argument('--spm', type=Path, help='SentencePiece model (default: in the weights folder)')
    parser.add_argument('--dev', required=True, nargs='+', type=Path, help='TSV files, ID<TAB>EN')
    parser.add_argument('--lines', type=int, help='only the first N lines of each file')
    parser.add_argument('--beam', type=int, default=1, help='1 = greedy')
    parser.add_argument('--length-penalty', type=float, default=1.0)
    parser.add_argument('--precision', default='bf16', choices=('bf16', 'fp32'))
    parser.add_argument('--out', type=Path, help='folder for the translations')
    parser.add_argument('--append', type=Path, help='TSV to which the scores are appended')
    parser.add_argument('--label', default='', help='first column of the appended rows')
    parser.add_argument('--threads', type=int, default=0)
    args = parser.parse_args()

    torch.set_num_threads(args.threads or os.cpu_count() or 1)
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    network = network_of(args.weights, device, torch.bfloat16 if args.precision == 'bf16' else torch.float32)
    pieces = Pieces(args.spm or args.weights / 'spm.model')
    for path in args.dev:
        pairs = list(read_pairs(path))[:args.lines]
        begun = time.time()
        outputs = translate(network, pieces, [p[0] for p in pairs], args.beam, args.length_penalty)
        bleu, chrf, signatures = score(outputs, [p[1] for p in pairs])
        row = {'label': args.label, 'set': path.name, 'lines': len(pairs), 'beam': args.beam, 'precision': args.precision,
               'BLEU': round(bleu, 2), 'chrF': round(chrf, 2)}
        print(json.dumps({**row, 'seconds': round(time.time() - begun, 1), 'signatures': signatures}), flush=True)
        if args.append:
            with open(args.append, 'a', encoding='utf-8') as out:
                out.write('\t'.join(map(str, row.values())) + '\n')
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            (args.out / f'{path.stem}.beam{args.beam}.en').write_text('\n'.join(outputs) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
