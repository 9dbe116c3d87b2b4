#!/usr/bin/env python3
"""How well terms and inline codes are obeyed, on the held-out pairs of the mixture (sources with `hold_out`).

Terms: one annotation set per pair, once with the term of the reference and once with a term lent by another pair (which only copying
can get right); honoured = the term, or its plain inflection, appears in the output. Codes: balanced = the same codes come out as went
in, each once and properly nested; place is judged by the words that paired codes enclose, compared with those in the reference (F1).
A free translation encloses other words of the same meaning, so this figure stays below 1 even where every code is right.
"""
import argparse
import json
import os
import re
import time
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from evaluate import network_of
from links import read_corpus
from memori_train.batches import held_out
from memori_train.decoding import decode_all
from memori_train.examples import unit_of
from memori_train.marks import add_codes, add_terms
from memori_train.pieces import Pieces

HERE = Path(__file__).resolve().parent
_CODE = re.compile(r'</?g\d>|<x\d>')


def balanced(symbols, wanted):
    """True when the codes are exactly the wanted ones and nest."""
    if Counter(symbols) != Counter(wanted):
        return False
    open_codes = []
    for symbol in symbols:
        if symbol.startswith('</'):
            if not open_codes or open_codes.pop() != symbol.replace('/', ''):
                return False
        elif symbol.startswith('<g'):
            open_codes.append(symbol)
    return not open_codes


def enclosed(pieces, ids):
    """Code → bag of the words it encloses."""
    inside, found = {}, {}
    for i in ids:
        text = pieces.text[i]
        if text.startswith('<g') and _CODE.fullmatch(text):
            inside[text] = []
        elif text.startswith('</g') and text.replace('/', '') in inside:
            found[text.replace('/', '')] = Counter(pieces.decode(inside.pop(text.replace('/', ''))).lower().split())
        else:
            for bag in inside.values():
                bag.append(i)
    return found


def agreement(ours, theirs):
    """F1 of enclosed words over all codes."""
    both = sum(sum((ours.get(k, Counter()) & bag).values()) for k, bag in theirs.items())
    size = sum(sum(bag.values()) for bag in ours.values()) + sum(sum(bag.values()) for bag in theirs.values())
    return 2 * both / size if size else None


def honoured(term, output):
    """The term as given, or with a plain English ending, as whole words."""
    stem = re.escape(term.lower())
    if term.lower().endswith('y'):
        stem = re.escape(term.lower()[:-1]) + '(?:y|ies|ied)'
    elif term.lower().endswith('e'):
        stem = re.escape(term.lower()[:-1]) + '(?:e|es|ed|ing)'
    return re.search(r'(?<!\w)' + stem + r"(?:s|es|ed|ing|'s|’s)?(?!\w)", output.lower()) is not None


def shown_terms(pieces, ids):
    """Terms asked for in an annotated source."""
    found, at = [], None
    for k, i in enumerate(ids):
        if i == pieces.reserved['<to>']:
            at = k + 1
        elif i == pieces.reserved['</term>'] and at is not None:
            found.append(pieces.decode(ids[at:k]))
            at = None
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--weights', required=True, type=Path, help='weights folder or checkpoint.pt')
    parser.add_argument('--spm', type=Path)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv and links.npz')
    parser.add_argument('--mixture', type=Path, default=HERE / 'mixture.toml')
    parser.add_argument('--source', default='own', help='source of the mixture whose held-out pairs are used')
    parser.add_argument('--beam', type=int, default=1)
    parser.add_argument('--lines', type=int, default=400, help='at most this many held-out pairs')
    parser.add_argument('--show', type=int, default=0, help='print so many failures of each kind')
    parser.add_argument('--threads', type=int, default=0)
    args = parser.parse_args()

    torch.set_num_threads(args.threads or os.cpu_count() or 1)
    network = network_of(args.weights, 'cuda' if torch.cuda.is_available() else 'cpu', torch.bfloat16)
    pieces, rows, stored = Pieces(args.spm or args.weights / 'spm.model'), read_corpus(args.data / 'corpus.tsv'), np.load(args.data / 'links.npz')
    mixture = tomllib.loads(args.mixture.read_text(encoding='utf-8'))
    links, start, length = stored['links'], stored['link_start'], stored['length']
    sources = np.array([r[0] for r in rows])
    kept = np.flatnonzero(held_out(sources, mixture['source']) & (sources == args.source) & (length[:, 0] > 4))[:args.lines]
    units = [unit_of(pieces, rows[k][1], rows[k][2], links[start[k]:start[k + 1]]) for k in kept]
    eos, begun = [network.config['eos']], time.time()

    def run(examples):
        return decode_all(network, [e[0] + eos for e in examples], args.beam)

    report, failures = {'pairs': len(units)}, {}
    for kind in ('own', 'lent'):
        rng, pool, examples = np.random.default_rng(5), [], []
        for unit in units:
            made = add_terms(pieces, *unit.flat(), unit.links, rng, pool, lend=1.0 if kind == 'lent' else 0.0)
            examples += [made] if made else []
        outputs, asked, got, failed = run(examples), 0, 0, []
        for example, ids in zip(examples, outputs):
            text = pieces.decode(ids)
            for term in shown_terms(pieces, example[0]):
                asked, hit = asked + 1, honoured(term, text)
                got += hit
                if not hit:
                    failed.append(f'{term} | {text}')
        report[f'terms_{kind}'] = {'asked': asked, 'honoured': round(got / max(asked, 1), 4)}
        failures[f'terms {kind}'] = failed
    rng = np.random.default_rng(6)
    examples = [made for made in (add_codes(pieces, *unit.flat(), unit.links, rng) for unit in units) if made]
    outputs, good, scores, failed = run(examples), 0, [], []
    for (source, target, _), ids in zip(examples, outputs):
        wanted = [pieces.text[i] for i in source if _CODE.fullmatch(pieces.text[i])]
        fine = balanced([pieces.text[i] for i in ids if _CODE.fullmatch(pieces.text[i])], wanted)
        good += fine
        value = agreement(enclosed(pieces, ids), enclosed(pieces, target))
        scores += [] if value is None else [value]
        if not fine:
            failed.append(pieces.decode(source) + ' | ' + pieces.decode(ids))
    report['codes'] = {'units': len(examples), 'balanced': round(good / max(len(examples), 1), 4), 'enclosed_words_f1': round(float(np.mean(scores)), 4)}
    failures['codes'] = failed
    report['seconds'] = round(time.time() - begun, 1)
    print(json.dumps(report))
    for kind, texts in failures.items():
        for text in texts[:args.show]:
            print(f'{kind}: {text}')


if __name__ == '__main__':
    main()
