"""Name and number copies: names and numbers that both sides share are swapped for others, so that copying letter by letter is learnt."""
import re
from collections import Counter

_NAME = re.compile(r"^[A-Z][a-zA-Z\u00c0-\u024f'’-]{2,}$")
_CORE = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.S)
_POSSESSIVE = re.compile(r"('s|’s|-nya)$")
_NUMBER = re.compile(r'^\d+$|^\d{1,3}(\.\d{3})+$|^\d+,\d+$|^\d{1,3}(\.\d{3})+,\d+$')
_ONSETS = 'b c d f g h j k l m n p r s t v w y z br dr kr tr st sh ch th kh ny ng pr gr fl sk bl cl'.split()
_VOWELS = 'a a a e e i i o o u u ai au ea ie oo y ei'.split()
_CODAS = 'n r s t k l m ng ck v z d h'.split()
_SWAP = str.maketrans('.,', ',.')


def _pick(rng, items):
    return items[int(rng.integers(len(items)))]


def core(word):
    """(before, core, after): punctuation and possessives split off."""
    before, inner, after = _CORE.match(word).groups()
    tail = _POSSESSIVE.search(inner)
    return (before, inner[:tail.start()], inner[tail.start():] + after) if tail else (before, inner, after)


def invented(rng):
    """A pronounceable name of one to three syllables."""
    out = ''
    for _ in range(_pick(rng, (1, 2, 2, 3))):
        out += _pick(rng, _ONSETS) + _pick(rng, _VOWELS) + (_pick(rng, _CODAS) if rng.random() < 0.35 else '')
    if len(out) < 4 or rng.random() < 0.3:
        out += _pick(rng, _CODAS)
    return out.upper() if rng.random() < 0.05 and len(out) < 6 else out.capitalize()


def other_number(text, rng):
    """Another number in the same form; years stay years."""
    if len(text) == 4 and text[:2] in ('19', '20'):
        return str(int(rng.integers(1900, 2031)))
    out = ''.join(str(int(rng.integers(10))) if c.isdigit() else c for c in text)
    first = str(int(rng.integers(2, 10)))
    return first + out[1:] if text[0] != '0' else out


class Names:
    """Knows which words of the corpus are names: capitalised and alike on both sides, never seen in lower case."""

    def __init__(self, rows):
        lower, shared = Counter(), Counter()
        for _, source, target in rows:
            a, b = source.split(' '), target.split(' ')
            for words in (a, b):
                lower.update(w.strip('.,;:!?"()') for w in words if w[:1].islower())
            there = {core(w)[1] for w in b if w[:1].isupper()}
            shared.update({c for c in (core(w)[1] for w in a[1:]) if c in there and _NAME.match(c)})
        self.known = sorted(w for w in shared if not lower[w.lower()])
        self._set = set(self.known)

    def swapped(self, source, target, rng):
        """(source words, target words) with other names and numbers, or None when the pair shares none."""
        cores_s, cores_t = [core(w) for w in source], [core(w) for w in target]
        there = Counter(c for _, c, _ in cores_t)
        here = Counter(c for _, c, _ in cores_s)
        change, numbers = {}, {}
        for _, word, _ in cores_s:
            if word in change or word in numbers:
                continue
            if word in self._set and there[word]:
                if rng.random() < 0.9:
                    change[word] = invented(rng) if rng.random() < 0.5 else _pick(rng, self.known)
            elif _NUMBER.match(word) and word != '1' and here[word] == 1 and there[word.translate(_SWAP)] == 1:
                numbers[word] = other_number(word, rng)
        if not change and not numbers:
            return None
        back = {old.translate(_SWAP): new.translate(_SWAP) for old, new in numbers.items()}
        new_s = [b + change.get(c, numbers.get(c, c)) + a for b, c, a in cores_s]
        new_t = [b + change.get(c, back.get(c, c)) + a for b, c, a in cores_t]
        return new_s, new_t
