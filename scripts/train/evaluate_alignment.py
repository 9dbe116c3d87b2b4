#!/usr/bin/env python3
"""Alignment error rate of the guided attention head, on sentences aligned by hand (corpus/word-alignment.tsv).

The reference is fed to the decoder; each English piece is linked to the Indonesian piece its prediction attends to most. Columns of the
file: document, Indonesian tokens, English tokens, links (`3-5` sure, `3?5` possible).
"""
import argparse
import json
import os
import re
from pathlib import Path

import torch

from evaluate import network_of
from memori_train.pieces import MARK, Pieces

CLOSING = set('.,;:!?)%]}”’')
OPENING = set('([{“‘')


def written(tokens):
    """Tokens as a text: punctuation joined to its word."""
    out = ''
    for token in tokens:
        glue = not out or token in CLOSING or out[-1] in OPENING
        out += token if glue else ' ' + token
    return out


def owners(pieces, ids, tokens):
    """Index of the token that each piece belongs to (a piece over two tokens goes to the first)."""
    place, left, out = 0, len(tokens[0]), []
    for i in ids:
        text = pieces.text[i].replace(MARK, '')
        size = len(text) if not re.fullmatch(r'<0x..>', text) else 0
        while left == 0 and place + 1 < len(tokens) and size:
            place += 1
            left = len(tokens[place])
        out.append(place)
        while size > left and place + 1 < len(tokens):
            size, place = size - left, place + 1
            left = len(tokens[place])
        left -= size
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--weights', required=True, type=Path, help='weights folder or checkpoint.pt')
    parser.add_argument('--spm', type=Path)
    parser.add_argument('--gold', type=Path, default=Path(__file__).resolve().parents[2] / 'corpus' / 'word-alignment.tsv')
    parser.add_argument('--threshold', type=float, default=0.15, help='least attention that makes a link')
    parser.add_argument('--threads', type=int, default=0)
    args = parser.parse_args()

    torch.set_num_threads(args.threads or os.cpu_count() or 1)
    network = network_of(args.weights, 'cuda' if torch.cuda.is_available() else 'cpu', torch.float32)
    pieces, config, device = Pieces(args.spm or args.weights / 'spm.model'), network.config, network.flat.device
    hit_sure = hit_possible = found = sure_total = sentences = 0
    for line in args.gold.read_text(encoding='utf-8').splitlines()[1:]:
        _, source, target, gold = line.split('\t')[:4]
        source, target = source.split(' '), target.split(' ')
        sure = {tuple(map(int, link.split('-'))) for link in gold.split() if '-' in link}
        possible = sure | {tuple(map(int, link.split('?'))) for link in gold.split() if '?' in link}
        ids, goal = pieces.encode(written(source)), pieces.encode(written(target))
        with torch.no_grad():
            memory, mask = network.encode(torch.tensor([ids + [config['eos']]], device=device))
            _, attention = network.decode(torch.tensor([[config['decoder_start']] + goal], device=device), network.cross(memory), mask)
        weight, best = attention[0, :len(goal), :len(ids)].max(-1)
        from_source, from_target = owners(pieces, ids, source), owners(pieces, goal, target)
        links = {(from_source[i], from_target[j]) for j, (i, w) in enumerate(zip(best.tolist(), weight.tolist())) if w >= args.threshold}
        hit_sure, hit_possible = hit_sure + len(links & sure), hit_possible + len(links & possible)
        found, sure_total, sentences = found + len(links), sure_total + len(sure), sentences + 1
    print(json.dumps({'sentences': sentences, 'AER': round(1 - (hit_sure + hit_possible) / (found + sure_total), 4),
                      'precision': round(hit_possible / found, 4), 'recall': round(hit_sure / sure_total, 4)}))


if __name__ == '__main__':
    main()
