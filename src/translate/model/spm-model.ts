import { fields, floatOf, textOf, WireError } from './protobuf.js';

/** sentencepiece_model.proto, SentencePiece.Type. */
export type PieceType = 'normal' | 'unknown' | 'control' | 'user-defined' | 'unused' | 'byte';
const TYPES: readonly PieceType[] = ['normal', 'normal', 'unknown', 'control', 'user-defined', 'unused', 'byte'];

export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly type: PieceType;
}

/** The pieces of a SentencePiece model file; a piece's id is its index. @throws WireError when the file is cut. */
export function readPieces(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  let trainer = false;
  for (const field of fields(bytes)) {
    if (field.number === 2) trainer = true;
    if (field.number !== 1 || field.wire !== 2) continue;
    let text = '';
    let score = 0;
    let type: PieceType = 'normal';
    for (const part of fields(bytes, field.start, field.end)) {
      if (part.number === 1) text = textOf(bytes, part);
      else if (part.number === 2) score = floatOf(bytes, part);
      else if (part.number === 3) type = TYPES[part.value] ?? 'normal';
    }
    pieces.push({ text, score, type });
  }
  // The trainer's settings follow the pieces, so a file cut between two pieces lacks them.
  if (pieces.length === 0 || !trainer) throw new WireError('this is not a whole SentencePiece model', bytes.length);
  return pieces;
}
