"""Reading and cleaning of parallel text (`ID<TAB>EN`, plain or xz)."""
import lzma
import re
import unicodedata
from pathlib import Path

# Frequent function words: enough to tell the two languages apart, and nothing more.
INDONESIAN = frozenset('yang dan di ke dari untuk dengan pada adalah ini itu tidak akan telah oleh dalam atau juga sebagai bisa dapat '
                       'kami kita saya anda mereka ada karena jika lebih sudah belum para seperti tersebut namun agar bahwa'.split())
ENGLISH = frozenset('the and of to in for with on is are was were this that it not will has have by or also as can be from we you they '
                    'there because if more which an but at been than'.split())

_SPACES = re.compile(r'\s+')
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r'\d+')


def tidy(text):
    """NFC, single spaces, no control characters: what the tokenizer (normalisation `identity`) expects."""
    text = unicodedata.normalize('NFC', text)
    text = ''.join(' ' if unicodedata.category(c) in ('Cc', 'Zl', 'Zp') else c for c in text if c not in '\u200b\u200c\u2060\ufeff\u00ad')
    return _SPACES.sub(' ', text).strip()


def key(text):
    """Case-, space- and punctuation-blind form, for de-duplication and for keeping evaluation text out."""
    return ''.join(c for c in unicodedata.normalize('NFKC', text).casefold() if c.isalnum())


def read_pairs(path):
    """Yield (Indonesian, English) of a TSV file; further columns are ignored."""
    path = Path(path)
    opener = lzma.open if path.suffix == '.xz' else open
    with opener(path, 'rt', encoding='utf-8', newline='\n') as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip('\r\n').split('\t')
            if len(cells) < 2:
                raise SystemExit(f'{path}:{number}: expected ID<TAB>EN, found {len(cells)} column(s)')
            yield cells[0], cells[1]


def evaluation_keys(folder):
    """Keys of every line of both sides of every TSV file in the evaluation folder."""
    keys = set()
    for path in sorted(Path(folder).glob('*.tsv')):
        for pair in read_pairs(path):
            keys.update(key(side) for side in pair)
    keys.discard('')
    return keys


def fault(source, target, min_words, max_words, strict):
    """Why a pair is not fit for training, as one word, or None."""
    words, others = source.split(), target.split()
    if not words or not others:
        return 'empty'
    if len(words) < min_words:
        return 'short'
    if len(words) > max_words or len(others) > max_words:
        return 'long'
    if '<' in source and '>' in source or '\ufffd' in source + target:
        return 'markup'                     # the reserved symbols may only come from us
    if key(source) == key(target) and len(words) > 3:
        return 'untranslated'
    if len(words) >= 5 and not 0.4 <= len(others) / len(words) <= 2.6:
        return 'ratio'
    if len(words) >= 6 and (_leaning(source) < 0 or _leaning(target) > 0):
        return 'language'
    if strict and sorted(_digits(source)) != sorted(_digits(target)):
        return 'numbers'
    return None


def _leaning(text):
    """Indonesian function words minus English ones."""
    words = [w.lower() for w in _WORDS.findall(text)]
    return sum(w in INDONESIAN for w in words) - sum(w in ENGLISH for w in words)


def _digits(text):
    """Numbers of three digits and more: smaller ones are often spelled out in one of the languages."""
    return [n for n in _NUMBERS.findall(re.sub(r'(?<=\d)[.,](?=\d)', '', text)) if len(n) >= 3]
