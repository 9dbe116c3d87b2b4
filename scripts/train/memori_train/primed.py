"""Memory-primed examples: `source <fuzzy> target of a similar unit`. The similar unit is a neighbour from the corpus, or the pair's own
target with other names, numbers and phrases, or with a phrase left out."""
from .marks import Linked

LIMIT = 160             # pieces of source and remembered target together


def altered(pieces, source, target, links, rng, pool):
    """A target as an older version of the same text could have it: one to three phrases replaced or left out; None where none fits."""
    linked, out = Linked(pieces, source, target, links), None
    words, edits = len(linked.source_words), {}
    for _ in range(2 + int(rng.integers(4))):
        phrase = linked.phrase(int(rng.integers(words)), 1 + min(int(rng.geometric(0.5)) - 1, 5))
        if phrase is None:
            continue
        c, d = phrase[1]
        if d - c < len(target) - 2 and all(d <= low or high <= c for low, high in edits):
            lent = pool[int(rng.integers(len(pool)))] if pool and rng.random() < 0.6 else ''
            edits[(c, d)] = [i for w in lent.split() for i in pieces.word(w)]
    if edits:
        out, at = [], 0
        for (c, d), new in sorted(edits.items()):
            out += target[at:c] + new
            at = d
        out += target[at:]
    return out


def primed(pieces, source, target, links, remembered):
    """The example with the remembered target behind the source; links stay on the source itself."""
    if remembered is None or len(source) + len(remembered) + 2 > LIMIT or remembered == target:
        return None
    return source + [pieces.reserved['<fuzzy>']] + remembered, target, links
