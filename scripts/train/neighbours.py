#!/usr/bin/env python3
"""Stage 3b, neighbours (optional): for each pair, another pair whose Indonesian side is alike, for memory-primed training.

Candidates share rare words (an inverted index as a sparse matrix product); the one with the highest word-level edit similarity within
[--low, --high] is kept. Writes OUT/neighbours.npz: `row` (index of the neighbour or -1) and `similarity`.
"""
import argparse
import re
import time
from pathlib import Path

import numpy as np
from scipy import sparse

from links import read_corpus

_WORDS = re.compile(r'\w+|[^\w\s]')
CANDIDATES = 3


def similarity(one, other):
    """1 - edit distance over the longer length, on words."""
    if len(one) < len(other):
        one, other = other, one
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return 1 - row[-1] / len(one)


def index(texts, rarest, most):
    """Sparse [texts, words] matrix of idf weights, rows of unit length, words in `rarest`..`most` texts only."""
    vocabulary, rows, columns = {}, [], []
    for k, words in enumerate(texts):
        for word in set(words):
            rows.append(k)
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
    columns = np.array(columns)
    frequency = np.bincount(columns, minlength=len(vocabulary))
    fit = (frequency[columns] >= rarest) & (frequency[columns] <= most)
    weights = np.log(len(texts) / frequency[columns[fit]]).astype(np.float32)
    matrix = sparse.csr_matrix((weights, (np.array(rows)[fit], columns[fit])), shape=(len(texts), len(vocabulary)))
    norms = np.sqrt(matrix.multiply(matrix).sum(1)).A1
    return sparse.diags(1 / np.maximum(norms, 1e-6)) @ matrix


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv')
    parser.add_argument('--low', type=float, default=0.5)
    parser.add_argument('--high', type=float, default=0.98)
    parser.add_argument('--most', type=int, default=100, help='words in more texts than this are no key')
    args = parser.parse_args()

    begun = time.time()
    texts = [_WORDS.findall(row[1].lower()) for row in read_corpus(args.data / 'corpus.tsv')]
    matrix = index(texts, 2, args.most).tocsr()
    turned = matrix.T.tocsr()
    row, value = np.full(len(texts), -1, dtype=np.int32), np.zeros(len(texts), dtype=np.float32)
    for at in range(0, len(texts), 4096):
        product = (matrix[at:at + 4096] @ turned).tocsr()
        for k in range(product.shape[0]):
            begin, end = product.indptr[k], product.indptr[k + 1]
            shared, there = product.data[begin:end], product.indices[begin:end]
            best = np.argsort(-shared)[:CANDIDATES + 1]
            for n in there[best[shared[best] > 0.4]]:
                one, other = texts[at + k], texts[n]
                if n == at + k or not 0.5 <= len(one) / len(other) <= 2 or len(one) > 60:
                    continue
                found = similarity(one, other)
                if args.low <= found <= args.high and found > value[at + k]:
                    row[at + k], value[at + k] = n, found
    np.savez(args.data / 'neighbours.npz', row=row, similarity=value)
    print(f'{int((row >= 0).sum())} of {len(texts)} pairs have a neighbour ({time.time() - begun:.0f} s)')


if __name__ == '__main__':
    main()
