/**
 * Just enough of the protobuf wire format to look into an ONNX graph or a SentencePiece model without their libraries:
 * both native readers accept or misreport damaged files, a walk over the field lengths finds every cut.
 */

/** One field of a message: a varint's value, or the byte range of a length-delimited or fixed-size value. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  /** The varint (wire type 0); NaN for other wire types. Exact below 2^53. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** The bytes are not a whole protobuf message. */
export class WireError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Fields of the message in `bytes[from, to)`, in file order. @throws WireError when a field passes the end. */
export function* fields(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Field> {
  let at = from;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (at >= to) throw new WireError('the data ends inside a number', at);
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new WireError('a number is longer than ten bytes', at);
  };
  while (at < to) {
    const offset = at;
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number === 0) throw new WireError('field number 0', offset);
    if (wire === 0) {
      const start = at;
      yield { number, wire, value: varint(), start, end: at };
      continue;
    }
    const size = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : -1;
    if (size < 0) throw new WireError(`unknown wire type ${wire}`, offset);
    if (at + size > to) throw new WireError('a field is longer than the data that is left', offset);
    yield { number, wire, value: NaN, start: at, end: at + size };
    at += size;
  }
}

/** The UTF-8 text of a length-delimited field. */
export function textOf(bytes: Uint8Array, field: Field): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + field.start, field.end - field.start).toString('utf8');
}

/** The little-endian 32-bit float of a fixed-size field. */
export function floatOf(bytes: Uint8Array, field: Field): number {
  return new DataView(bytes.buffer, bytes.byteOffset + field.start, 4).getFloat32(0, true);
}
