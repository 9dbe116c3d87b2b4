"""IBM model 1 with a diagonal prior, in NumPy, on piece ids: word links for guided attention, terms and codes."""
import numpy as np

NULL_SHARE = 0.08       # prior of a target piece that nothing in the source explains
SHARPNESS = 4.0         # of the diagonal prior exp(-SHARPNESS |i/S - j/T|)
CELLS = 6_000_000       # source-by-target cells handled at once


def batches(source, target):
    """Group sentence pairs of like length: yield (indices, padded source, padded target, lengths of both)."""
    lengths = np.array([(len(s), len(t)) for s, t in zip(source, target)], dtype=np.int32)
    order = np.lexsort((lengths[:, 0], lengths[:, 1]))
    start = 0
    while start < len(order):
        stop = start + 1
        widest = lengths[order[start]].copy()
        while stop < len(order):
            wider = np.maximum(widest, lengths[order[stop]])
            if int(wider[0]) * int(wider[1]) * (stop + 1 - start) > CELLS:
                break
            widest, stop = wider, stop + 1
        chosen = order[start:stop]
        s = np.zeros((len(chosen), widest[0]), dtype=np.int64)
        t = np.zeros((len(chosen), widest[1]), dtype=np.int64)
        for row, k in enumerate(chosen):
            s[row, :len(source[k])], t[row, :len(target[k])] = source[k], target[k]
        yield chosen, s, t, lengths[chosen, 0], lengths[chosen, 1]
        start = stop


def prior(slens, tlens, width, height):
    """[n, target, source] diagonal prior, zero outside the sentences, rows summing to 1 - NULL_SHARE."""
    i, j = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    distance = np.abs(i[None, None] / slens[:, None, None].astype(np.float32) - j[None, :, None] / tlens[:, None, None].astype(np.float32))
    weight = np.exp(-SHARPNESS * distance) * (i[None, None] < slens[:, None, None])
    return weight * ((1 - NULL_SHARE) / weight.sum(-1, keepdims=True)) * (j[None, :, None] < tlens[:, None, None])


def posterior(table, nulls, s, t, slens, tlens):
    """[n, target, source] probability that a source piece made a target piece (the rest belongs to the null word)."""
    share = table[s[:, None, :] * nulls.size + t[:, :, None]]
    share *= prior(slens, tlens, s.shape[1], t.shape[1])
    share /= share.sum(-1, keepdims=True) + (NULL_SHARE * nulls[t])[..., None] + 1e-12
    return share


def train(source, target, vocab, rounds=5, report=None):
    """Learn t(target piece | source piece). Returns the flat [vocab * vocab] table and the null distribution."""
    table = np.full(vocab * vocab, 1.0 / vocab, dtype=np.float32)
    nulls = np.full(vocab, 1.0 / vocab, dtype=np.float32)
    for turn in range(rounds):
        counts = np.zeros(vocab * vocab, dtype=np.float32)
        missing = np.zeros(vocab)
        for _, s, t, slens, tlens in batches(source, target):
            share = posterior(table, nulls, s, t, slens, tlens)
            _add_counts(counts, (s[:, None, :] * vocab + t[:, :, None]), share)
            inside = np.arange(t.shape[1])[None] < tlens[:, None]
            missing += np.bincount(t.ravel(), weights=((1 - share.sum(-1)) * inside).ravel(), minlength=vocab)
        per_source = counts.reshape(vocab, vocab)
        table = (per_source / np.maximum(per_source.sum(1, keepdims=True), 1e-9)).ravel()
        nulls = (missing / missing.sum()).astype(np.float32)
        if report:
            report(turn + 1)
    return table, nulls


def _add_counts(counts, cells, share):
    """counts[cells] += share, summing repeated cells first (sorting beats scattered additions)."""
    keep = share > 1e-4
    cells, share = cells[keep], share[keep]
    order = np.argsort(cells, kind='stable')
    cells, share = cells[order], share[order]
    first = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]]) if cells.size else np.zeros(0, dtype=np.int64)
    if first.size:
        counts[cells[first]] += np.add.reduceat(share, first)


def best(table, nulls, s, t, slens, tlens, threshold=0.25):
    """[n, target, source] True at the likeliest source piece of each target piece, where it is likely enough."""
    share = posterior(table, nulls, s, t, slens, tlens)
    chosen = np.zeros(share.shape, dtype=bool)
    np.put_along_axis(chosen, share.argmax(-1)[..., None], True, -1)
    return chosen & (share > threshold)


def grow_diagonal(forward, backward):
    """Intersection of both directions, grown into their union along neighbours as long as a piece is still unlinked."""
    links, union = forward & backward, forward | backward
    for _ in range(4):
        near = np.zeros_like(links)
        padded = np.pad(links, ((0, 0), (1, 1), (1, 1)))
        for a in range(3):
            for b in range(3):
                near |= padded[:, a:a + links.shape[1], b:b + links.shape[2]]
        free = ~links.any(-1, keepdims=True) | ~links.any(-2, keepdims=True)
        added = near & union & free & ~links
        if not added.any():
            break
        links |= added
    return links
