#!/usr/bin/env python3
"""Stage 3, links: encode the corpus and link its pieces (IBM-1 with a diagonal prior, both directions, grow-diag).

Reads OUT/corpus.tsv and an spm.model; writes OUT/links.npz: the links of pair k are rows link_start[k]:link_start[k+1] of `links`
(source piece, target piece); -1 in `length` marks pairs too long to train on.
"""
import argparse
import json
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from memori_train import aligned
from memori_train.pieces import Pieces

MAX_PIECES = 110


def read_corpus(path):
    """Rows (source name, Indonesian, English) of corpus.tsv."""
    with open(path, encoding='utf-8', newline='\n') as lines:
        return [tuple(line.rstrip('\n').split('\t')) for line in lines]


def _direction(job):
    """Train one direction in a worker process."""
    name, source, target, vocab, rounds = job
    begun = time.time()
    return aligned.train(source, target, vocab, rounds, lambda turn: print(f'{name}: round {turn} ({time.time() - begun:.0f} s)', flush=True))


def link(source, target, vocab, rounds, workers):
    """Links of every pair as one int16 array and its starts."""
    jobs = [('id→en', source, target, vocab, rounds), ('en→id', target, source, vocab, rounds)]
    if workers > 1:
        with ProcessPoolExecutor(2) as pool:
            (table, nulls), (table_back, nulls_back) = pool.map(_direction, jobs)
    else:
        (table, nulls), (table_back, nulls_back) = map(_direction, jobs)
    found = [None] * len(source)
    for chosen, s, t, slens, tlens in aligned.batches(source, target):
        forward = aligned.best(table, nulls, s, t, slens, tlens)
        backward = aligned.best(table_back, nulls_back, t, s, tlens, slens).transpose(0, 2, 1)
        rows, j, i = np.nonzero(aligned.grow_diagonal(forward, backward))
        cuts = np.searchsorted(rows, np.arange(len(chosen) + 1))
        pairs = np.stack([i, j], 1).astype(np.int16)
        for row, k in enumerate(chosen):
            found[k] = pairs[cuts[row]:cuts[row + 1]]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv; links.npz is written there')
    parser.add_argument('--spm', required=True, type=Path, help='SentencePiece model')
    parser.add_argument('--rounds', type=int, default=5, help='EM rounds (default 5)')
    parser.add_argument('--workers', type=int, default=2, help='2 = both directions at once')
    args = parser.parse_args()

    pieces, rows = Pieces(args.spm), read_corpus(args.data / 'corpus.tsv')
    source = [np.array([i for w in pieces.words(r[1]) for i in w], dtype=np.int32) for r in rows]
    target = [np.array([i for w in pieces.words(r[2]) for i in w], dtype=np.int32) for r in rows]
    fit = [k for k in range(len(rows)) if 0 < len(source[k]) <= MAX_PIECES and 0 < len(target[k]) <= MAX_PIECES]
    found = link([source[k] for k in fit], [target[k] for k in fit], pieces.size, args.rounds, args.workers)
    length = np.full((len(rows), 2), -1, dtype=np.int16)
    per_pair = [np.zeros((0, 2), dtype=np.int16)] * len(rows)
    for k, pairs in zip(fit, found):
        per_pair[k], length[k] = pairs, (len(source[k]), len(target[k]))
    starts = np.concatenate([[0], np.cumsum([len(p) for p in per_pair])])
    np.savez(args.data / 'links.npz', links=np.concatenate(per_pair), link_start=starts, length=length)
    linked = sum(len(np.unique(p[:, 1])) for p in per_pair)
    total = int(length[length[:, 1] > 0, 1].sum())
    record = {'pairs': len(fit), 'too_long': len(rows) - len(fit), 'pieces_en': total, 'linked_en': linked, 'rounds': args.rounds}
    (args.data / 'links.json').write_text(json.dumps(record, indent=1) + '\n')
    print(f'{len(fit)} pairs linked, {linked / max(total, 1):.0%} of the English pieces have a link')


if __name__ == '__main__':
    main()
