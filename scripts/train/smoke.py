#!/usr/bin/env python3
"""Smoke test of the training pipeline: every stage on a small part of corpus/parallel, with a tiny network.

Checks that evaluation text is kept out, that the loss falls, that a run stopped and resumed ends in the very weights of a run in one
piece, and that the trained network is evaluated. Prints one line per check; exit status 1 on the first that fails.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from memori_train import tensors
from memori_train.corpus import key, read_pairs
from memori_train.metrics import bleu, chrf

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / 'corpus' / 'parallel'
TINY = {'d_model': 64, 'heads': 4, 'ffn': 128, 'encoder_layers': 2, 'decoder_layers': 1, 'vocab': 2000, 'pad': 0, 'eos': 1, 'unk': 2,
        'decoder_start': 0, 'norm': 'pre, final norm ne/nd', 'activation': 'relu', 'embedding_scale': 'sqrt(d_model)', 'tied_output': True,
        'output_bias': 'bias', 'positions': 'sinusoidal, sines then cosines', 'guided_head': {'layer': 0, 'head': 0}, 'max_source_tokens': 110}


def check(name, passed, detail=''):
    print(f'{"ok  " if passed else "FAIL"} {name} {detail}', flush=True)
    if not passed:
        raise SystemExit(1)


def stage(script, *options):
    """Run a stage; its output."""
    done = subprocess.run([sys.executable, str(HERE / script), *map(str, options)], capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr)
        raise SystemExit(f'{script} failed')
    return done.stdout


def losses(log):
    return [float(value) for value in re.findall(r' loss ([\d.]+)', log)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--corpus', type=Path, default=CORPUS)
    parser.add_argument('--pairs', type=int, default=2500)
    parser.add_argument('--steps', type=int, default=60)
    args = parser.parse_args()
    if not (args.corpus / 'own.tsv.xz').exists():
        print(f'SKIPPED: {args.corpus / "own.tsv.xz"} is missing')
        return
    begun = time.time()
    check('metrics agree with values worked out by hand',
          abs(bleu(['the cat sat on a mat.'], ['the cat sat on the mat.']) - 100 * (6 / 7 * 4 / 6 * 2 / 5 * 1 / 4) ** 0.25) < 1e-6
          and abs(chrf(['abcdef'], ['abcxef']) - 100 * (5 / 6 + 3 / 5 + 1 / 4) / 6) < 1e-6)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        first = [pair for pair, _ in zip(read_pairs(args.corpus / 'own.tsv.xz'), range(40))]
        (work / 'dev').mkdir()
        (work / 'dev' / 'dev.tsv').write_text(''.join(f'{a}\t{b}\n' for a, b in first), encoding='utf-8')
        stage('prepare.py', '--data', args.corpus, '--exclude', work / 'dev', '--out', work / 'data', '--limit', args.pairs)
        kept = {key(source) for line in (work / 'data' / 'corpus.tsv').read_text(encoding='utf-8').splitlines() for source in [line.split('\t')[1]]}
        check('prepare keeps evaluation lines out', not any(key(a) in kept for a, _ in first), f'({len(kept)} pairs)')
        print('     tokenizer', stage('tokenizer.py', '--data', work / 'data', '--out', work / 'spm.model', '--vocab', TINY['vocab']).strip())
        print('     links', stage('links.py', '--data', work / 'data', '--spm', work / 'spm.model', '--rounds', 3).strip().splitlines()[-1])
        linked = json.loads((work / 'data' / 'links.json').read_text())
        check('links', linked['linked_en'] > 0.4 * linked['pieces_en'])
        (work / 'config.json').write_text(json.dumps(TINY))
        options = ['--data', work / 'data', '--config', work / 'config.json', '--spm', work / 'spm.model', '--steps', args.steps, '--warmup', 10,
                   '--lr', '4e-3', '--budget', 1024, '--stretch', 512, '--log-every', 10, '--threads', 1, '--device', 'cpu']
        whole = losses(stage('train.py', '--run', work / 'whole', *options))
        check('the loss falls', whole[-1] < whole[0] - 0.5, f'({whole[0]:.2f} → {whole[-1]:.2f})')
        stage('train.py', '--run', work / 'pieces', *options, '--stop-at', args.steps // 2 + 3)
        stage('train.py', '--run', work / 'pieces', *options)
        one, two = (tensors.read(work / run / 'weights' / 'weights.safetensors') for run in ('whole', 'pieces'))
        check('resumed run ends in the same weights', all(np.array_equal(one[name], two[name]) for name in one))
        scored = stage('evaluate.py', '--weights', work / 'whole' / 'weights', '--dev', work / 'dev' / 'dev.tsv', '--threads', 1)
        row = json.loads(scored.splitlines()[-1])
        check('evaluate', row['lines'] == 40 and row['chrF'] > 0, f'(chrF {row["chrF"]})')
        marks = json.loads(stage('evaluate_marks.py', '--weights', work / 'whole' / 'weights', '--data', work / 'data', '--threads', 1).splitlines()[0])
        check('terms and codes are measured', marks['codes']['units'] > 0 and marks['terms_own']['asked'] > 0)
    print(f'smoke test passed in {time.time() - begun:.0f} s')


if __name__ == '__main__':
    main()
