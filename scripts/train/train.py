#!/usr/bin/env python3
"""Stage 4, train: continue (or begin) a network; stop and go on at any step; the same command on CPU and CUDA.

The learning rate is constant after a short warm-up and falls linearly over the last part of the run, which ends either after
--steps steps or, where a machine is lent for a time, at the wall-clock time --until. State is kept in RUN/checkpoint.pt; starting the
command again goes on from there. With --steps, a run in pieces ends in exactly the weights of a run in one piece (on one machine).
"""
import argparse
import json
import os
import signal
import sys
import time
import tomllib
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent

# glibc's defaults give memory back to the system after every step; keeping it makes steps several times faster. One arena, because
# the backward pass runs in a thread of its own. Read when a process starts, so the script starts itself again with them; all of them
# through GLIBC_TUNABLES, since the older MALLOC_* variables are ignored beside it.
MALLOC = ':'.join(f'glibc.malloc.{name}={value}' for name, value in {
    'hugetlb': 1, 'arena_max': 1, 'mmap_threshold': 8 << 30, 'trim_threshold': 16 << 30, 'top_pad': 1 << 28}.items())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv and links.npz')
    parser.add_argument('--run', required=True, type=Path, help='folder for checkpoint, log and weights')
    parser.add_argument('--start', type=Path, help='weights folder to start from (weights.safetensors, config.json, spm.model)')
    parser.add_argument('--config', type=Path, help='config.json of a network to start from random weights')
    parser.add_argument('--spm', type=Path, help='SentencePiece model (default: that of --start)')
    parser.add_argument('--mixture', type=Path, default=HERE / 'mixture.toml')
    parser.add_argument('--steps', type=int, help='total steps of the run')
    parser.add_argument('--stop-at', type=int, help='leave after this step with a checkpoint (the schedule stays that of --steps)')
    parser.add_argument('--until', help='end of the run as UTC time, 2026-01-31T18:30; used in place of --steps')
    parser.add_argument('--lr', type=float, default=8e-4)
    parser.add_argument('--warmup', type=int, default=300)
    parser.add_argument('--decay', type=float, default=0.3, help='share of the run in which the rate falls to nothing')
    parser.add_argument('--budget', type=int, default=2560, help='padded pieces a side in a batch')
    parser.add_argument('--dropout', type=float, default=0.05)
    parser.add_argument('--smoothing', type=float, default=0.1)
    parser.add_argument('--guidance', type=float, default=0.3, help='weight of the guided-attention loss')
    parser.add_argument('--average', type=float, default=0.999, help='decay of the moving average, per step')
    parser.add_argument('--stretch', type=int, default=16384, help='examples built and sorted at a time')
    parser.add_argument('--save-every', type=int, default=400)
    parser.add_argument('--log-every', type=int, default=50)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--threads', type=int, default=0, help='CPU threads; 0: one or all cores, whichever is faster at the moment')
    parser.add_argument('--device', default='auto', choices=('auto', 'cpu', 'cuda'))
    args = parser.parse_args()
    if (args.steps is None) == (args.until is None):
        parser.error('give either --steps or --until')
    if (args.start is None) == (args.config is None):
        parser.error('give either --start (weights folder) or --config (random start)')
    if args.start is None and args.spm is None:
        parser.error('--config needs --spm')
    args.spm = args.spm or args.start / 'spm.model'
    return args


def progress(args, step, begun):
    """Share of the run that is behind us, by steps or by the clock."""
    if args.steps is not None:
        return step / args.steps
    end = datetime.fromisoformat(args.until).replace(tzinfo=timezone.utc).timestamp()
    return (time.time() - begun) / max(end - begun, 1.0)


def rate(args, step, done):
    """Learning rate at a step."""
    return args.lr * min(1.0, (step + 1) / args.warmup, max(0.0, (1.0 - done) / args.decay))


def open_stream(args, pieces, mixture, position, eos):
    """Batches of the corpus, from the given position."""
    import numpy as np

    from links import read_corpus
    from memori_train.batches import Stream, held_out
    from memori_train.examples import Examples
    rows, stored = read_corpus(args.data / 'corpus.tsv'), np.load(args.data / 'links.npz')
    links, start, length = stored['links'], stored['link_start'], stored['length']
    per_row = [links[start[k]:start[k + 1]] for k in range(len(rows))]
    settings = {name: {**mixture['defaults'], **own} for name, own in mixture['source'].items()}
    natural = {name for name, own in settings.items() if own['weight'] >= 1}
    consecutive = {name for name, own in settings.items() if own.get('consecutive')}
    sources = np.array([row[0] for row in rows])
    usable = (length[:, 0] > 0) & ~held_out(sources, settings)
    alike = args.data / 'neighbours.npz'
    similar = np.load(alike)['row'] if alike.exists() else None
    examples = Examples(pieces, rows, per_row, mixture['augment'], natural, consecutive, eos, usable, similar)
    weights = {name: own['weight'] for name, own in settings.items()}
    return Stream(examples, sources, weights, usable, args.seed, args.budget, args.stretch, position)


class Adam:
    """Adam on one flat array, with the moving average of the weights."""

    def __init__(self, flat, state=None):
        import torch
        self.first, self.second, self.average = (state[k].to(flat.device) if state else torch.zeros_like(flat)
                                                 for k in ('first', 'second', 'average'))
        if not state:
            self.average.copy_(flat)

    def step(self, flat, grad, number, lr, average):
        """One update; `number` counts from 1. The average is touched every eighth step."""
        import torch
        self.first.lerp_(grad, 0.1)
        self.second.mul_(0.98).addcmul_(grad, grad, value=0.02)
        unbiased = (1 - 0.98 ** number) ** 0.5
        flat.addcdiv_(self.first, torch.sqrt(self.second).add_(1e-9), value=-lr * unbiased / (1 - 0.9 ** number))
        if number % 8 == 0:
            self.average.lerp_(flat, 1 - min(average, number / (number + 9)) ** 8)


class Threads:
    """How many CPU threads a step uses. On a shared machine two threads that wait for each other can be far slower than one,
    so with `wanted` 0 both are tried now and then, and the one that was faster lately is used."""

    TRIAL, PERIOD = 2, 30

    def __init__(self, wanted):
        import torch
        most = os.cpu_count() or 1
        self.choices = [wanted] if wanted else sorted({1, most})
        self.speed, self.current, self.steps = {}, self.choices[-1], 0
        torch.set_num_threads(self.current)

    def record(self, tokens_per_second):
        """Note the speed of a step and choose the number for the next."""
        import torch
        if len(self.choices) == 1:
            return
        old, fresh = self.speed.get(self.current), self.steps < 1
        self.speed[self.current] = tokens_per_second if old is None or fresh else 0.5 * old + 0.5 * tokens_per_second
        self.steps += 1
        if self.steps % self.PERIOD == 0 or len(self.speed) == 1 and self.steps == self.TRIAL:
            chosen = next(n for n in self.choices if n != self.current)
        elif self.steps >= self.TRIAL:
            chosen = max(self.speed, key=self.speed.get)
        else:
            chosen = self.current
        if chosen != self.current:
            self.current, self.steps = chosen, 0
            torch.set_num_threads(chosen)


def run(args):
    import numpy as np
    import torch

    from memori_train import checkpoint
    from memori_train.batches import tensors
    from memori_train.model import Dropout, Network, initial
    from memori_train.pieces import Pieces

    device = ('cuda' if torch.cuda.is_available() else 'cpu') if args.device == 'auto' else args.device
    torch.set_flush_denormal(True)          # moments of rare pieces fade into numbers that are slow to handle
    threads = Threads(args.threads)
    mixture, pieces = tomllib.loads(args.mixture.read_text(encoding='utf-8')), Pieces(args.spm)
    args.run.mkdir(parents=True, exist_ok=True)
    path = args.run / 'checkpoint.pt'
    state = checkpoint.load(path) if path.exists() else None
    if state:
        config, flat = state['config'], state['flat'].to(device)
    else:
        config, arrays = checkpoint.read_folder(args.start) if args.start else (json.loads(args.config.read_text()), None)
        if config['vocab'] != pieces.size:
            raise SystemExit(f'config says {config["vocab"]} pieces, {args.spm} has {pieces.size}')
        flat = Network.of(config, arrays or initial(config, args.seed)).flat.to(device)
    network, optimiser = Network(config, flat), Adam(flat, state)
    gradient = torch.zeros_like(flat)
    at = 0
    for parameter in network.parameters.values():
        parameter.requires_grad_(True)
        parameter.grad = gradient[at:at + parameter.numel()].view(parameter.shape)
        at += parameter.numel()
    network.dropout = Dropout(args.dropout, device)
    step, tokens, begun = (state['step'], state['tokens'], state['begun']) if state else (0, 0, time.time())
    seen = Counter(state['seen']) if state else Counter()
    stream = open_stream(args, pieces, mixture, state['position'] if state else (0, 0), config['eos'])
    print(f'{datetime.now(timezone.utc):%H:%M:%S} {"resumed" if state else "start"} at step {step}, {flat.numel():,} parameters, {device}, '
          f'{len(stream.examples.names.known)} names known', flush=True)

    def keep():
        checkpoint.save(path, {'config': config, 'flat': flat.cpu(), 'first': optimiser.first.cpu(), 'second': optimiser.second.cpu(),
                               'average': optimiser.average.cpu(), 'step': step, 'tokens': tokens, 'begun': begun,
                               'position': stream.position, 'seen': dict(seen), 'arguments': {k: str(v) for k, v in vars(args).items()}})

    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    sums, since = [0.0, 0.0, 0.0], time.time()
    last = args.stop_at or args.steps
    while not stop and (last is None or step < last):
        done = progress(args, step, begun)
        if done >= 1:
            break
        batch, clock = stream.next(), time.time()
        source, previous, labels, links = (torch.from_numpy(a).to(device) for a in tensors(batch, config['pad']))
        network.dropout.reseed(step)
        gradient.zero_()
        count = int((labels != config['pad']).sum())
        loss, nll, guided = network.loss(source, previous, labels, links, args.smoothing, args.guidance)
        loss.backward()
        norm = float(gradient.norm())
        if not np.isfinite(norm):
            print(f'step {step}: gradient is not finite, batch skipped', flush=True)
            step += 1
            continue
        if norm > 1:
            gradient.mul_(1 / norm)
        lr = rate(args, step, done)
        step += 1
        with torch.no_grad():
            optimiser.step(flat, gradient, step, lr, args.average)
        sums[0] += float(nll) * count
        sums[1] += count
        sums[2] += float(guided) * count
        tokens += count
        threads.record(count / (time.time() - clock))
        seen['examples'] += len(batch)
        if step % args.log_every == 0:
            took = time.time() - since
            print(f'{datetime.now(timezone.utc):%H:%M:%S} step {step} loss {sums[0] / sums[1]:.3f} guided {sums[2] / sums[1]:.3f} '
                  f'lr {lr:.2e} norm {norm:.2f} {sums[1] / took:.0f} tok/s, {tokens / 1e6:.2f} M tokens, stretch {stream.position[0]}, {threads.current} threads', flush=True)
            sums, since = [0.0, 0.0, 0.0], time.time()
        if step % args.save_every == 0:
            keep()
    keep()
    record = {'steps': step, 'target_tokens': tokens, 'examples': seen['examples'], 'lr': args.lr, 'budget': args.budget,
              'dropout': args.dropout, 'smoothing': args.smoothing, 'guidance': args.guidance, 'hours': round((time.time() - begun) / 3600, 2)}
    checkpoint.write_folder(args.run / 'weights', config, optimiser.average, args.spm, record)
    print(f'{datetime.now(timezone.utc):%H:%M:%S} stopped at step {step}; weights in {args.run / "weights"}', flush=True)


if __name__ == '__main__':
    parsed = arguments()
    if sys.platform == 'linux' and 'GLIBC_TUNABLES' not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, 'GLIBC_TUNABLES': MALLOC})
    run(parsed)
