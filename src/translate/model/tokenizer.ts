import { SentencePieceProcessor } from 'sentencepiece-js';
import { environmentError } from '../../base/index.js';
import type { ModelFiles } from './model-files.js';
import type { Piece } from './spm-model.js';
import { byteOf, joinPieces, locatePieces, type TokenPlaces } from './pieces.js';

export interface EncodedText extends TokenPlaces {
  /** Token ids with the end of sentence. */
  readonly ids: Int32Array;
}

export interface DecodedText extends TokenPlaces {
  readonly text: string;
}

/** Text to ids and back. Texts are NFC with single spaces and none at the ends (see {@link modelText}). */
export interface Tokenizer {
  /** Ids are below this. */
  readonly size: number;
  encode(text: string): EncodedText;
  /** Special tokens make no text; every id has its place. */
  decode(ids: ArrayLike<number>): DecodedText;
  /** Are there pieces for every letter of the text, so that none has to be spelt in bytes? */
  readonly spells: (text: string) => boolean;
  /** Id of a piece, or -1. */
  idOf(piece: string): number;
}

/** What the tokenizer sees: NFC, one space for any white space, none at the ends. */
export function modelText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .trim();
}

interface Engine {
  ids(text: string): number[];
  /** Surfaces of the same tokens; asked for only when an id says nothing about its text. */
  pieces(text: string): string[];
}

/**
 * SentencePiece without its process-wide side effects: every load of sentencepiece-js adds an `uncaughtException` and an
 * `unhandledRejection` listener that throw again, and a damaged model loads without a word and encodes everything to
 * nothing. @throws MemoriError `model.tokenizer`
 */
async function loadSentencePiece(file: string): Promise<Engine> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  const processor = new SentencePieceProcessor();
  try {
    await processor.load(file);
  } catch (cause) {
    throw environmentError('model.tokenizer', 'the SentencePiece model cannot be loaded', { file, cause });
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]!.has(listener)) process.removeListener(event, listener as () => void);
      }
    });
  }
  if (processor.encodeIds('a').length === 0) {
    throw environmentError('model.tokenizer', 'the SentencePiece model is damaged: it encodes nothing', {
      file,
      hint: 'Copy the model folder again.',
    });
  }
  return { ids: (text) => processor.encodeIds(text), pieces: (text) => processor.encodePieces(text) };
}

interface Table {
  readonly file: string;
  readonly pieces: readonly string[];
  readonly eos: number;
  readonly unk: number;
  /** Ids that make no text. */
  readonly special: ReadonlySet<number>;
}

/** A tokenizer from an engine that gives ids and a table that says what they mean. */
function fromTable(engine: Engine, table: Table): Tokenizer {
  const index = new Map(table.pieces.map((piece, id) => [piece, id]));
  const spelt = new Map<string, boolean>();
  return {
    spells(text) {
      let known = spelt.get(text);
      if (known === undefined) {
        known = engine.ids(text).every((id) => id !== table.unk && byteOf(table.pieces[id] ?? '') < 0);
        if (spelt.size > 10_000) spelt.clear();
        spelt.set(text, known);
      }
      return known;
    },
    size: table.pieces.length,
    encode(text) {
      const ids = text === '' ? [] : engine.ids(text);
      const wrong = ids.findIndex((id) => !(id >= 0 && id < table.pieces.length));
      if (wrong >= 0 || (ids.length === 0 && text !== '')) {
        throw environmentError('model.tokenizer', `the tokenizer gives ids outside its table (${ids[wrong]})`, {
          file: table.file,
          hint: 'The tokenizer and the config are of different models: copy the model folder again.',
        });
      }
      const pieces = ids.includes(table.unk) ? engine.pieces(text) : ids.map((id) => table.pieces[id]!);
      const places = locatePieces(text, pieces.length === ids.length ? pieces : ids.map((id) => table.pieces[id]!));
      return {
        ids: Int32Array.from([...ids, table.eos]),
        starts: Int32Array.from([...places.starts, text.length]),
        ends: Int32Array.from([...places.ends, text.length]),
      };
    },
    decode(ids) {
      const list = Array.from(ids);
      return joinPieces(
        list.map((id) => table.pieces[id] ?? ''),
        (i) => table.special.has(list[i]!) || table.pieces[list[i]!] === undefined,
      );
    },
    idOf: (piece) => index.get(piece) ?? -1,
  };
}

/** A piece such as `<g1>`, `</g1>`, `<term>`: a sign to the model, no text. */
function isReserved(piece: Piece): boolean {
  return piece.type === 'user-defined' && /^<\/?[a-z0-9]+>$/u.test(piece.text);
}

/** The tokenizer of a model folder, in the best form that the folder has. @throws MemoriError `model.tokenizer` */
export async function loadTokenizer(files: ModelFiles): Promise<Tokenizer> {
  const { tokenizer, special } = files;
  switch (tokenizer.kind) {
    case 'sentencepiece': {
      const engine = await loadSentencePiece(tokenizer.file);
      const pieces = tokenizer.pieces.map((piece) => piece.text);
      const silent = tokenizer.pieces.flatMap((piece, id) =>
        piece.type === 'control' || piece.type === 'unknown' || isReserved(piece) ? [id] : [],
      );
      return fromTable(engine, {
        file: tokenizer.file,
        pieces,
        eos: special.eos,
        unk: special.unk,
        special: new Set([...silent, special.eos, special.pad]),
      });
    }
    case 'marian': {
      // Marian's own layout: SentencePiece cuts, a separate table numbers the pieces.
      const source = await loadSentencePiece(tokenizer.source);
      const ids = new Map(tokenizer.vocabulary);
      const pieces: string[] = [];
      for (const [piece, id] of tokenizer.vocabulary) pieces[id] = piece;
      const engine: Engine = {
        ids: (text) => source.pieces(text).map((piece) => ids.get(piece) ?? special.unk),
        pieces: (text) => source.pieces(text),
      };
      return fromTable(engine, {
        file: tokenizer.table,
        pieces: Array.from(pieces, (piece) => piece ?? ''),
        eos: special.eos,
        unk: special.unk,
        special: new Set([special.eos, special.pad, special.unk]),
      });
    }
    case 'tokenizer.json':
      return fromTokenizerJson(tokenizer.file, tokenizer.json, tokenizer.config, files);
  }
}

/** The slow path for folders without a SentencePiece model: the tokenizer of transformers.js. */
async function fromTokenizerJson(
  file: string,
  json: unknown,
  config: unknown,
  { special }: ModelFiles,
): Promise<Tokenizer> {
  // The base class: MarianTokenizer does the same for one pair of languages, and warns on every load.
  const { PreTrainedTokenizer } = await import('@xenova/transformers');
  interface Loaded {
    model: { vocab: string[] };
    encode(text: string): number[];
  }
  let loaded: Loaded;
  try {
    loaded = new (PreTrainedTokenizer as unknown as new (json: unknown, config: unknown) => Loaded)(json, config);
  } catch (cause) {
    throw environmentError('model.tokenizer', 'the tokenizer cannot be loaded', { file, cause });
  }
  const encode = (text: string): number[] => {
    const ids = loaded.encode(text);
    return ids.at(-1) === special.eos ? ids.slice(0, -1) : ids;
  };
  const pieces = loaded.model.vocab;
  const tokenizer = fromTable(
    { ids: encode, pieces: (text) => encode(text).map((id) => pieces[id] ?? '') },
    { file, pieces, eos: special.eos, unk: special.unk, special: new Set([special.eos, special.pad, special.unk]) },
  );
  if (tokenizer.encode('a').ids.length < 2) {
    throw environmentError('model.tokenizer', 'the tokenizer encodes nothing', { file });
  }
  return tokenizer;
}
