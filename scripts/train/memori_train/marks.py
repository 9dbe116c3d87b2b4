"""Terminology annotations and inline codes, put on linked phrases of a sentence pair.

A phrase is a run of whole source words and a run of whole target words whose links stay inside each other (as in phrase-based
translation). Trailing punctuation stays outside.
"""
from .corpus import ENGLISH, INDONESIAN

MOST_CODES = 6


def word_bounds(pieces, ids):
    """(start, end without trailing punctuation, end) of each word of a side, as piece positions."""
    starts = [p for p, i in enumerate(ids) if p == 0 or pieces.starts[i]]
    bounds = []
    for start, stop in zip(starts, starts[1:] + [len(ids)]):
        end = stop
        while end > start + 1 and pieces.punctuation[ids[end - 1]]:
            end -= 1
        bounds.append((start, end, stop))
    return bounds


class Linked:
    """Links of a pair, ready to be asked for phrases."""

    def __init__(self, pieces, source, target, links):
        self.source_words, self.target_words = word_bounds(pieces, source), word_bounds(pieces, target)
        self.to_target, self.to_source = {}, {}
        for i, j in links:
            self.to_target.setdefault(i, []).append(j)
            self.to_source.setdefault(j, []).append(i)
        self.word_of = {p: k for k, (start, _, stop) in enumerate(self.target_words) for p in range(start, stop)}

    def phrase(self, first, count):
        """((a, b), (c, d)) for `count` source words from `first`, or None where they have no clean counterpart."""
        if first + count > len(self.source_words):
            return None
        a, b = self.source_words[first][0], self.source_words[first + count - 1][1]
        if any(self.source_words[k][1] != self.source_words[k][2] for k in range(first, first + count - 1)):
            return None                                             # punctuation inside
        there = [j for i in range(a, b) for j in self.to_target.get(i, ())]
        if not there:
            return None
        low, high = self.word_of[min(there)], self.word_of[max(there)]
        c, d = self.target_words[low][0], self.target_words[high][1]
        if max(there) >= d or any(self.target_words[k][1] != self.target_words[k][2] for k in range(low, high)):
            return None
        if any(not a <= i < b for j in range(c, d) for i in self.to_source.get(j, ())):
            return None
        return (a, b), (c, d)


def _moved(links, before_s, before_t):
    return [(i + before_s[i], j + before_t[j]) for i, j in links]


def _relation(one, other):
    """How two spans lie: 'apart', 'inside' (one in other), 'around', or None when they cross or are equal."""
    if one[1] <= other[0] or other[1] <= one[0]:
        return 'apart'
    if one == other:
        return None
    if other[0] <= one[0] and one[1] <= other[1]:
        return 'inside'
    if one[0] <= other[0] and other[1] <= one[1]:
        return 'around'
    return None


def _insert(ids, spans, points, names, reserved):
    """Ids with codes put in; also how far each old position moved, and where each code went."""
    out, moved, where = [], [], {}

    def put(symbol):
        where[symbol] = len(out)
        out.append(reserved[symbol])

    for p in range(len(ids) + 1):
        for k in sorted((k for k, s in enumerate(spans) if s[1] == p), key=lambda k: spans[k][1] - spans[k][0]):
            put(f'</g{names[k]}>')
        for k, at in enumerate(points):
            if at == p:
                put(f'<x{k + 1}>')
        for k in sorted((k for k, s in enumerate(spans) if s[0] == p), key=lambda k: spans[k][0] - spans[k][1]):
            put(f'<g{names[k]}>')
        if p < len(ids):
            moved.append(len(out) - p)
            out.append(ids[p])
    return out, moved, where


def add_codes(pieces, source, target, links, rng):
    """One to four paired codes and standalone codes on linked phrases, properly nested on both sides; None where none fits."""
    linked, chosen, points = Linked(pieces, source, target, links), [], []
    words = len(linked.source_words)
    for _ in range(1 + int(rng.integers(3)) + 2 * (rng.random() < 0.15)):
        if rng.random() < 0.08 and words > 1:
            ends = (0, linked.source_words[-1][1]), (0, linked.target_words[-1][1])     # the whole sentence, as in bold headings
            phrase = ends if rng.random() < 0.5 else ((0, len(source)), (0, len(target)))
        else:
            phrase = linked.phrase(int(rng.integers(words)), 1 + min(int(rng.geometric(0.45)) - 1, 6))
        if phrase is None:
            continue
        if rng.random() < 0.3 and len(points) < MOST_CODES:
            end = rng.random() < 0.4
            point = tuple(span[1 if end else 0] for span in phrase)
            if all(_same_side(point, other) for other in chosen + [((p, p), (q, q)) for p, q in points]):
                points.append(point)
            continue
        relations = [(_relation(phrase[0], other[0]), _relation(phrase[1], other[1])) for other in chosen]
        if all(a is not None and a == b for a, b in relations) and all(_same_side(p, phrase) for p in points) and len(chosen) < MOST_CODES:
            chosen.append(phrase)
    if not chosen and not points:
        return None
    chosen.sort(key=lambda phrase: (phrase[0][0], -phrase[0][1]))
    points.sort()
    names = list(range(1, len(chosen) + 1))
    if rng.random() < 0.15:                                         # a unit may begin in the middle of the numbering
        names = sorted(int(n) + 1 for n in rng.choice(MOST_CODES, len(chosen), replace=False))
    new_s, moved_s, where_s = _insert(source, [c[0] for c in chosen], [p[0] for p in points], names, pieces.reserved)
    new_t, moved_t, where_t = _insert(target, [c[1] for c in chosen], [p[1] for p in points], names, pieces.reserved)
    return new_s, new_t, _moved(links, moved_s, moved_t) + [(where_s[k], where_t[k]) for k in where_s]


def _same_side(point, phrase):
    """True when a standalone code lies clearly before, inside or after a span, alike in source and target."""
    places = []
    for at, (low, high) in zip(point, phrase):
        places.append('before' if at < low else 'after' if at > high else 'inside' if low < at < high else None)
    return places[0] is not None and places[0] == places[1]


# ---- terms ----

def _content(pieces, ids, function_words):
    """True for text that could be a glossary term: no digits or punctuation, no function word at an end, not merely short words."""
    text = pieces.decode(ids)
    words = text.split()
    return bool(words) and not any(pieces.punctuation[i] for i in ids) and not any(c.isdigit() for c in text) \
        and words[0].lower() not in function_words and words[-1].lower() not in function_words \
        and any(len(w) >= 4 or w[0].isupper() for w in words)


def dictionary_form(text, rng):
    """A plausible headword of an English term: plural or past endings sometimes taken off, so that inflecting is learnt."""
    chance = rng.random()
    if chance < 0.3 and text.endswith('ies') and len(text) > 5:
        return text[:-3] + 'y'
    if chance < 0.3 and text.endswith('s') and text[-2:-1] not in ('s', 'u', 'i', 'e') and len(text) > 4:
        return text[:-1]
    if chance < 0.15 and text.endswith('ed') and len(text) > 6:
        return text[:-2]
    return text


def add_terms(pieces, source, target, links, rng, pool, lend=0.33):
    """One to three `<term> source words <to> target term </term>` annotations; None where no phrase fits.

    A share `lend` of them get a term lent by another example, put into the target as well: then only copying can be right."""
    linked, chosen = Linked(pieces, source, target, links), []
    words = len(linked.source_words)
    for _ in range(2 + int(rng.integers(4))):
        phrase = linked.phrase(int(rng.integers(words)), 1 + min(int(rng.geometric(0.55)) - 1, 3))
        if phrase is None or len(chosen) == 3 or any(_relation(phrase[k], other[k]) != 'apart' for other in chosen for k in (0, 1)):
            continue
        (a, b), (c, d) = phrase
        if d - c <= 14 and _content(pieces, source[a:b], INDONESIAN) and _content(pieces, target[c:d], ENGLISH):
            chosen.append(phrase)
    if not chosen:
        return None
    chosen.sort()
    plans = {}
    for phrase in chosen:
        (a, b), (c, d) = phrase
        text = pieces.decode(target[c:d])
        lent = pool[int(rng.integers(len(pool)))] if pool and rng.random() < lend else None
        if lent:
            shown, new = lent, lent[0].upper() + lent[1:] if c == 0 else lent
        else:
            shown, new = dictionary_form(text, rng), None
            if c == 0 and pieces.decode(source[a:b])[:1].islower():
                shown = shown[0].lower() + shown[1:]            # a capital that only the sentence start gave
        if c > 0:
            pool.append(text)
            del pool[:-400]
        plans[phrase] = ([i for w in shown.split() for i in pieces.word(w)], None if new is None else [i for w in new.split() for i in pieces.word(w)])
    return _annotated(pieces, source, target, links, plans)


def _annotated(pieces, source, target, links, plans):
    """Put the planned terms in; copies are linked piece by piece with the target term."""
    symbol = pieces.reserved
    by_start, by_end = {a: p for p in plans for a in [p[0][0]]}, {p[0][1]: p for p in plans}
    new_s, moved_s, copies = [], [], {}
    for p in range(len(source) + 1):
        if p in by_end:
            shown = plans[by_end[p]][0]
            new_s.append(symbol['<to>'])
            copies[by_end[p]] = (len(new_s), len(shown))
            new_s += shown + [symbol['</term>']]
        if p in by_start:
            new_s.append(symbol['<term>'])
        if p < len(source):
            moved_s.append(len(new_s) - p)
            new_s.append(source[p])
    new_t, place, extra = [], {}, []
    by_target = {phrase[1][0]: phrase for phrase in plans}
    inside = {j for phrase in plans for j in range(*phrase[1])}
    j = 0
    while j < len(target):
        phrase = by_target.get(j)
        if phrase is None:
            place[j] = len(new_t)
            new_t.append(target[j])
            j += 1
            continue
        (a, b), (c, d) = phrase
        ids = plans[phrase][1] or target[c:d]
        at, size = copies[phrase]
        for q in range(len(ids)):
            extra.append((at + min(size - 1, q * size // len(ids)), len(new_t) + q))
            extra += [(i + moved_s[i], len(new_t) + q) for i in range(a, b)]
        new_t += ids
        j = d
    kept = [(i + moved_s[i], place[j]) for i, j in links if j not in inside]
    return new_s, new_t, sorted(set(kept + extra))
