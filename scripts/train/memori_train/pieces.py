"""Words to SentencePiece ids, the reserved symbols, and what a piece looks like.

Convention for every reserved symbol (codes, terms, fuzzy): the plain text is encoded as if the symbol were not there, and the
symbol's single id is put between two pieces. Text around a code thus keeps its normal tokenisation.
"""
import re
import unicodedata

import sentencepiece

MARK = '\u2581'     # SentencePiece's sign for the space before a word
RESERVED = ([f'<g{i}>' for i in range(1, 7)] + [f'</g{i}>' for i in range(1, 7)] + [f'<x{i}>' for i in range(1, 7)]
            + ['<term>', '<to>', '</term>', '<fuzzy>', '<sep>', '<2en>', '<2id>'] + [f'<r{i}>' for i in range(1, 8)])
_SYMBOL = re.compile('|'.join(map(re.escape, RESERVED)))


class Pieces:
    """A SentencePiece model with a per-word cache (pieces never cross a space, so words can be encoded one by one)."""

    def __init__(self, path):
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.size = self.processor.get_piece_size()
        self.text = [self.processor.id_to_piece(i) for i in range(self.size)]
        self.reserved = {name: self.processor.piece_to_id(name) for name in RESERVED}
        self.starts = [piece.startswith(MARK) for piece in self.text]
        self.punctuation = [_only_punctuation(piece.replace(MARK, '')) for piece in self.text]
        self._cache, self._choices = {}, {}

    def word(self, word):
        """Ids of one word with its leading space."""
        ids = self._cache.get(word)
        if ids is None:
            ids = tuple(self.processor.encode(word))
            if len(self._cache) > 400_000:
                self._cache.clear()
            self._cache[word] = ids
        return ids

    def sampled(self, word, rng):
        """Ids of one word in a segmentation drawn by `rng` from its likeliest ones (SentencePiece's own sampler cannot be seeded)."""
        choices = self._choices.get(word)
        if choices is None:
            choices = self.processor.nbest_encode_as_ids(word, 6)
            if len(self._choices) > 200_000:
                self._choices.clear()
            self._choices[word] = choices
        return choices[int(rng.integers(len(choices)))]

    def words(self, text):
        """Ids of each whitespace-separated word of tidy text."""
        return [self.word(word) for word in text.split(' ')]

    def encode(self, text):
        """Ids of text that may hold reserved symbols, by the convention above: each symbol is one id; a word after it keeps its mark."""
        out, at = [], 0
        for match in _SYMBOL.finditer(text):
            out += self._stretch(text[at:match.start()], joined=at > 0 and not text[at:at + 1].isspace())
            out.append(self.reserved[match.group()])
            at = match.end()
        return out + self._stretch(text[at:], joined=at > 0 and not text[at:at + 1].isspace())

    def _stretch(self, text, joined):
        """Ids of text between symbols; `joined` says that no space stands before it."""
        if not text.strip():
            return []
        ids = [i for word in self.words(' '.join(text.split())) for i in word]
        if joined and _only_punctuation(text.split()[0][:1]):
            ids = self.processor.encode('x' + ' '.join(text.split()))[len(self.word('x')):]     # a stop that closes the word before the code
        return ids

    def decode(self, ids):
        """Text of ids; reserved symbols appear as written, with the spaces that the pieces give."""
        return self.processor.decode([int(i) for i in ids])


def _only_punctuation(text):
    return bool(text) and all(unicodedata.category(c)[0] in 'PS' for c in text)
