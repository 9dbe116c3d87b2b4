"""Order of the training examples and their packing into batches of few fixed shapes.

Everything follows from (seed, stretch number): a stretch is a slice of the epoch's shuffled order, so that a run resumed in the
middle of a stretch rebuilds it and goes on with the very next batch.
"""
import math

import numpy as np


def epoch_order(sources, weights, usable, epoch, seed):
    """Row numbers of one epoch, shuffled. A weight of 2.25 shows a pair two or three times; of 0.25, in every fourth epoch."""
    rng, order = np.random.default_rng((seed, 1, epoch)), []
    for name, weight in weights.items():
        rows = np.flatnonzero((sources == name) & usable)
        order += [rows] * int(weight)
        part = weight - int(weight)
        if part > 0 and len(rows):
            fixed = np.random.default_rng((seed, 2)).permutation(rows)     # rotate through a fixed order: all of it is seen in turn
            count = int(round(part * len(rows)))
            order.append(fixed[(np.arange(count) + epoch * count) % len(rows)])
    joined = np.concatenate(order) if order else np.zeros(0, dtype=np.int64)
    return rng.permutation(joined)


def held_out(sources, settings):
    """True for rows that are never trained on: every n-th pair of the sources that say `hold_out = n`."""
    out = np.zeros(len(sources), dtype=bool)
    for name, own in settings.items():
        if own.get('hold_out'):
            out[np.flatnonzero(sources == name)[::own['hold_out']]] = True
    return out


def eights(n):
    """n rounded up to a multiple of eight: few shapes keep the allocator and the kernels' caches small."""
    return max(8, math.ceil(n / 8) * 8)


def pack(examples, budget, rng):
    """Batches (lists of examples) of like length, at most `budget` padded pieces a side, in random order."""
    def width(example):
        return eights(len(example[1])), eights(len(example[0]))
    order = sorted(range(len(examples)), key=lambda k: (width(examples[k]), rng.random()))
    out, at = [], 0
    while at < len(order):
        wide, stop = list(width(examples[order[at]])), at
        while stop < len(order):
            now = [max(w, x) for w, x in zip(wide, width(examples[order[stop]]))]
            if max(now) * eights(stop + 1 - at) > budget and stop > at:
                break
            wide, stop = now, stop + 1
        out.append([examples[k] for k in order[at:stop]])
        at = stop
    return [out[k] for k in rng.permutation(len(out))]


def tensors(batch, pad):
    """Arrays of a batch: source [B, S], decoder input [B, T], labels [B, T], links [B, T, S]; rows padded to a multiple of eight."""
    rows = eights(len(batch))
    s, t = eights(max(len(e[0]) for e in batch)), eights(max(len(e[1]) for e in batch))
    source, labels = np.full((rows, s), pad, dtype=np.int64), np.full((rows, t), pad, dtype=np.int64)
    previous, links = np.full((rows, t), pad, dtype=np.int64), np.zeros((rows, t, s), dtype=bool)
    for row, (ids, goal, pairs) in enumerate(batch):
        source[row, :len(ids)] = ids
        labels[row, :len(goal)] = goal
        previous[row, 1:len(goal)] = goal[:-1]
        if pairs:
            at = np.array(pairs)
            links[row, at[:, 1], at[:, 0]] = True
    return source, previous, labels, links


class Stream:
    """Endless batches; `position` (stretch, batch within it) says where to go on."""

    def __init__(self, examples, sources, weights, usable, seed, budget, stretch, position=(0, 0)):
        self.examples, self.sources, self.weights, self.usable = examples, sources, weights, usable
        self.seed, self.budget, self.stretch, self.position = seed, budget, stretch, tuple(position)
        self._epoch, self._order, self._batches, self._loaded = None, None, None, None

    def _stretch_rows(self, number):
        """Rows of a stretch; an epoch's last stretch may be short."""
        if self._epoch is None:
            self._set_epoch(0)
        a_turn = max(1, math.ceil(len(self._order) / self.stretch))
        epoch, part = divmod(number, a_turn)
        if epoch != self._epoch:
            self._set_epoch(epoch)
        return self._order[part * self.stretch:(part + 1) * self.stretch]

    def _set_epoch(self, epoch):
        self._epoch = epoch
        self._order = epoch_order(self.sources, self.weights, self.usable, epoch, self.seed)
        if not len(self._order):
            raise SystemExit('the mixture is empty: no usable pair has a weight')

    def next(self):
        """The next batch as lists of examples."""
        number, at = self.position
        if self._loaded != number:
            rng = np.random.default_rng((self.seed, 3, number))
            self.examples.forget()
            built = [self.examples.build(int(k), rng) for k in self._stretch_rows(number)]
            self._batches, self._loaded = pack(built, self.budget, rng), number
        batch = self._batches[at]
        self.position = (number, at + 1) if at + 1 < len(self._batches) else (number + 1, 0)
        return batch
