#!/usr/bin/env python3
"""What a remembered translation is worth: held-out pairs that have a neighbour in the training text, by similarity of the neighbour.

For each band: the neighbour's translation as it is (raw), the network without it (plain), and with it (primed).
"""
import argparse
import json
import os
import tomllib
from pathlib import Path

import numpy as np
import torch

from evaluate import network_of
from links import read_corpus
from memori_train.batches import held_out
from memori_train.decoding import decode_all
from memori_train.metrics import score
from memori_train.pieces import Pieces
from memori_train.primed import LIMIT

HERE = Path(__file__).resolve().parent
BANDS = ((0.5, 0.7), (0.7, 0.85), (0.85, 0.99))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--weights', required=True, type=Path, help='weights folder or checkpoint.pt')
    parser.add_argument('--spm', type=Path)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv and neighbours.npz')
    parser.add_argument('--mixture', type=Path, default=HERE / 'mixture.toml')
    parser.add_argument('--lines', type=int, default=150, help='at most this many pairs a band')
    parser.add_argument('--threads', type=int, default=0)
    args = parser.parse_args()

    torch.set_num_threads(args.threads or os.cpu_count() or 1)
    network = network_of(args.weights, 'cuda' if torch.cuda.is_available() else 'cpu', torch.bfloat16)
    pieces, rows, stored = Pieces(args.spm or args.weights / 'spm.model'), read_corpus(args.data / 'corpus.tsv'), np.load(args.data / 'neighbours.npz')
    kept_out = held_out(np.array([r[0] for r in rows]), tomllib.loads(args.mixture.read_text(encoding='utf-8'))['source'])
    near, similarity, eos = stored['row'], stored['similarity'], [network.config['eos']]
    for low, high in BANDS:
        chosen = []
        for k in np.flatnonzero(kept_out & (near >= 0) & (similarity >= low) & (similarity < high)):
            source, remembered = pieces.encode(rows[k][1]), pieces.encode(rows[near[k]][2])
            if not kept_out[near[k]] and len(source) + len(remembered) + 2 <= LIMIT:
                chosen.append((int(k), source, remembered))
        chosen = chosen[:args.lines]
        if not chosen:
            continue
        references = [rows[k][2] for k, _, _ in chosen]
        outputs = {'raw': [rows[near[k]][2] for k, _, _ in chosen],
                   'plain': [pieces.decode(ids) for ids in decode_all(network, [source + eos for _, source, _ in chosen])],
                   'primed': [pieces.decode(ids) for ids in decode_all(
                       network, [source + [pieces.reserved['<fuzzy>']] + remembered + eos for _, source, remembered in chosen])]}
        result = {'band': f'{low:.0%}-{high:.0%}', 'pairs': len(chosen)}
        for name, texts in outputs.items():
            bleu, chrf, _ = score(texts, references)
            result[name] = {'BLEU': round(bleu, 1), 'chrF': round(chrf, 1)}
        print(json.dumps(result), flush=True)


if __name__ == '__main__':
    main()
