"""From a sentence pair to a training example: piece ids of both sides and their links, after the treatments of the mixture.

Treatments work on words (names, numbers, capitals, typos, joined units), where links follow the words, or on pieces (terms, codes),
where they follow the pieces. Everything is drawn from the random generator passed in, so an example depends on the seed alone.
"""
import re

from .marks import add_codes, add_terms
from .names import Names
from .primed import altered, primed

LIMIT = 110             # pieces a side, as the model folder promises (`max_source_tokens`)
_ENDS = '.!?…'
_LETTERS = 'abcdefghijklmnopqrstuvwxyz'


class Unit:
    """Words of both sides, the piece ids of each word, and links between pieces (flat positions)."""

    __slots__ = ('source', 'target', 'source_ids', 'target_ids', 'links')

    def __init__(self, source, target, source_ids, target_ids, links):
        self.source, self.target, self.source_ids, self.target_ids, self.links = source, target, source_ids, target_ids, links

    def flat(self):
        """Flat ids of both sides."""
        return [i for w in self.source_ids for i in w], [i for w in self.target_ids for i in w]


def unit_of(pieces, source, target, links):
    """Unit of a corpus row."""
    a, b = source.split(' '), target.split(' ')
    return Unit(a, b, [pieces.word(w) for w in a], [pieces.word(w) for w in b], [(int(i), int(j)) for i, j in links])


def joined(units):
    """Several units as one."""
    out, s, t = Unit([], [], [], [], []), 0, 0
    for unit in units:
        out.links += [(i + s, j + t) for i, j in unit.links]
        for name in ('source', 'target', 'source_ids', 'target_ids'):
            getattr(out, name).extend(getattr(unit, name))
        s, t = s + sum(map(len, unit.source_ids)), t + sum(map(len, unit.target_ids))
    return out


def _owners(words):
    """For each flat position its (word, place in the word), and the start of each word."""
    owners, starts = [], []
    for k, ids in enumerate(words):
        starts.append(len(owners))
        owners += [(k, p) for p in range(len(ids))]
    return owners, starts


def rewritten(unit, pieces, source, target, source_ids=None):
    """The unit with other words in the same places: links of changed words are spread over their new pieces in order."""
    new_s = source_ids or [pieces.word(w) if w != old else ids for w, old, ids in zip(source, unit.source, unit.source_ids)]
    new_t = [pieces.word(w) if w != old else ids for w, old, ids in zip(target, unit.target, unit.target_ids)]
    (own_s, _), (own_t, _) = _owners(unit.source_ids), _owners(unit.target_ids)
    (_, at_s), (_, at_t) = _owners(new_s), _owners(new_t)
    links, whole = set(), set()
    for i, j in unit.links:
        (a, p), (b, q) = own_s[i], own_t[j]
        if new_s[a] == unit.source_ids[a] and new_t[b] == unit.target_ids[b]:
            links.add((at_s[a] + p, at_t[b] + q))
        else:
            whole.add((a, b))
    rewritten_words = {a for a, (old, new) in enumerate(zip(unit.source_ids, new_s)) if old != new}
    partners = {b for a, b in whole if a in rewritten_words}
    for a, b in whole:
        if b in partners and a not in rewritten_words:
            continue                       # a changed word answers to a changed word
        home = a
        while not new_s[home]:
            home -= 1                      # a word glued to the one before it
        n, m = len(new_s[home]), len(new_t[b])
        links.update((at_s[home] + min(n - 1, q * n // m), at_t[b] + q) for q in range(m))
    return Unit(source, target, new_s, new_t, sorted(links))


def glued(unit, pieces):
    """The space after the first full stop inside the source taken away, or the unit itself."""
    for k in range(len(unit.source) - 1):
        if unit.source[k][-1:] == '.' and len(unit.source[k]) > 3 and unit.source[k + 1][:1].isupper():
            ids = list(unit.source_ids)
            ids[k], ids[k + 1] = pieces.word(unit.source[k] + unit.source[k + 1]), ()
            return rewritten(unit, pieces, unit.source, unit.target, ids)
    return unit


def resegmented(unit, pieces, rng):
    """The source with about a tenth of its words cut into other pieces, drawn from the tokenizer's own model."""
    ids = [tuple(pieces.sampled(word, rng)) if len(word) > 3 and rng.random() < 0.1 else old for word, old in zip(unit.source, unit.source_ids)]
    return rewritten(unit, pieces, unit.source, unit.target, ids)


def typo(word, rng):
    """One letter of a lower-case word doubled, dropped, swapped with the next or replaced."""
    at, kind = int(rng.integers(1, len(word) - 1)), int(rng.integers(4))
    if kind == 0:
        return word[:at] + word[at] + word[at:]
    if kind == 1:
        return word[:at] + word[at + 1:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + _LETTERS[int(rng.integers(26))] + word[at + 1:]


def without_stop(words):
    """Words without the final full stop."""
    return words[:-1] + [words[-1][:-1]] if len(words[-1]) > 1 and words[-1][-1] == '.' and words[-1][-2] not in _ENDS else words


def _capital(word):
    """First letter in upper case, the rest as it is."""
    match = re.search(r'[^\W\d_]', word)
    return word if not match else word[:match.start()] + word[match.start()].upper() + word[match.start() + 1:]


class Examples:
    """Builds examples from corpus rows."""

    def __init__(self, pieces, rows, links, augment, natural, consecutive, eos, usable=None, neighbours=None):
        self.pieces, self.rows, self.links, self.augment = pieces, rows, links, augment
        self.consecutive, self.eos, self.usable, self.neighbours = consecutive, eos, usable, neighbours
        self.names = Names(row for row in rows if row[0] in natural)
        self.terms = []                     # recent target terms, lent to other examples

    def forget(self):
        """Drop what earlier examples left behind (at the start of each stretch, so that a resumed run sees the same)."""
        self.terms = []

    def base(self, k):
        """Unit of corpus row k."""
        return unit_of(self.pieces, self.rows[k][1], self.rows[k][2], self.links[k])

    def _trainable(self, k):
        return self.usable is None or bool(self.usable[k])

    def _neighbours(self, k, rng):
        """The unit, joined with the next one or two rows where they belong to the same source and fit."""
        units, size = [self.base(k)], 0
        for n in range(k + 1, k + 2 + int(rng.integers(2))):
            if n < len(self.rows) and self._trainable(n) and self.rows[n][0] == self.rows[k][0] and units[-1].source[-1][-1:] in _ENDS:
                units.append(self.base(n))
        while len(units) > 1:
            size = max(sum(len(w) for u in units for w in getattr(u, side)) for side in ('source_ids', 'target_ids'))
            if size < LIMIT:
                break
            units.pop()
        return joined(units) if len(units) > 1 else units[0]

    def build(self, k, rng):
        """(source ids, target ids, links) of an example of row k, closing symbols included."""
        share, pieces = self.augment, self.pieces
        unit = self._neighbours(k, rng) if self.rows[k][0] in self.consecutive and rng.random() < share['join'] else self.base(k)
        if rng.random() < share['names']:
            words = self.names.swapped(unit.source, unit.target, rng)
            if words:
                unit = rewritten(unit, pieces, *words)
        unit = self._surface(unit, rng)
        if rng.random() < share['resegment']:
            unit = resegmented(unit, pieces, rng)
        source, target = unit.flat()
        if len(source) > LIMIT or len(target) > LIMIT:
            unit = self.base(k)
            source, target = unit.flat()
        links, chance = unit.links, rng.random()
        if chance < share['terms']:
            marked = add_terms(pieces, source, target, links, rng, self.terms)
        elif chance < share['terms'] + share['codes']:
            marked = add_codes(pieces, source, target, links, rng)
        elif chance < share['terms'] + share['codes'] + share['fuzzy']:
            marked = primed(pieces, source, target, links, self._remembered(k, source, target, links, rng))
        else:
            marked = None
        source, target, links = marked or (source, target, links)
        return source + [self.eos], target + [self.eos], links + [(len(source), len(target))]

    def _remembered(self, k, source, target, links, rng):
        """Target pieces of a unit like row k: its neighbour's where it has one, else an altered version of its own."""
        n = -1 if self.neighbours is None else int(self.neighbours[k])
        if n >= 0 and self._trainable(n) and rng.random() < 0.7:
            return [i for w in self.pieces.words(self.rows[n][2]) for i in w]
        return altered(self.pieces, source, target, links, rng, self.terms)

    def _surface(self, unit, rng):
        """At most one change of the surface: headline, capitals, missing space, typo."""
        share, pieces, chance = self.augment, self.pieces, rng.random()
        for kind in ('headline', 'upper', 'title', 'nospace', 'typo'):
            if chance < share[kind]:
                break
            chance -= share[kind]
        else:
            return unit
        if kind == 'headline':
            return rewritten(unit, pieces, without_stop(unit.source), without_stop(unit.target))
        if kind == 'upper' and len(unit.source) <= 16:
            return rewritten(unit, pieces, [w.upper() for w in unit.source], [w.upper() for w in unit.target])
        if kind == 'title' and len(unit.source) <= 20:
            return rewritten(unit, pieces, [_capital(w) for w in unit.source], [_capital(w) for w in unit.target])
        if kind == 'nospace':
            return glued(unit, pieces)
        if kind == 'typo':
            fit = [n for n, w in enumerate(unit.source) if len(w) >= 5 and w.isalpha() and w.islower()]
            if fit:
                n = fit[int(rng.integers(len(fit)))]
                words = unit.source[:n] + [typo(unit.source[n], rng)] + unit.source[n + 1:]
                return rewritten(unit, pieces, words, unit.target)
        return unit
