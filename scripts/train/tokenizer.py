#!/usr/bin/env python3
"""Stage 2, tokenizer: a shared SentencePiece unigram model with byte fallback and the reserved symbols.

Weights belong to the tokenizer they were trained with: a network that is continued keeps the spm.model of its folder, and this stage
is only for networks that begin from nothing.
"""
import argparse
import json
from pathlib import Path

import sentencepiece

from links import read_corpus
from memori_train.pieces import RESERVED


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True, type=Path, help='folder with corpus.tsv')
    parser.add_argument('--out', required=True, type=Path, help='spm.model to write')
    parser.add_argument('--vocab', type=int, default=8000)
    parser.add_argument('--coverage', type=float, default=0.9995, help='share of the characters that get a piece; the rest becomes bytes')
    args = parser.parse_args()

    rows = read_corpus(args.data / 'corpus.tsv')
    args.out.parent.mkdir(parents=True, exist_ok=True)
    prefix = args.out.with_suffix('')
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(side for row in rows for side in row[1:]), model_prefix=str(prefix), vocab_size=args.vocab,
        model_type='unigram', byte_fallback=True, split_digits=True, normalization_rule_name='identity', add_dummy_prefix=True,
        remove_extra_whitespaces=True, user_defined_symbols=RESERVED, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
        pad_piece='<pad>', eos_piece='</s>', unk_piece='<unk>', character_coverage=args.coverage, minloglevel=1)
    prefix.with_suffix('.vocab').unlink(missing_ok=True)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(args.out))
    sample = [side for row in rows[:2000] for side in row[1:]]
    per_word = sum(len(processor.encode(t)) for t in sample) / max(sum(len(t.split()) for t in sample), 1)
    print(json.dumps({'pieces': processor.get_piece_size(), 'pieces_per_word': round(per_word, 2), 'pairs': len(rows)}))


if __name__ == '__main__':
    main()
