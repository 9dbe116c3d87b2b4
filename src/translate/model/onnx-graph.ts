import { fields, textOf, WireError } from './protobuf.js';

/** A named input or output of a graph; unknown sizes are null. */
export interface GraphValue {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

/** What can be learnt from an ONNX file without running it (onnx.proto: ModelProto 7 = graph; GraphProto 11, 12). */
export interface GraphSummary {
  readonly irVersion: number;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

function dimension(bytes: Uint8Array, start: number, end: number): number | null {
  for (const field of fields(bytes, start, end)) if (field.number === 1 && field.wire === 0) return field.value;
  return null;
}

function shapeOf(bytes: Uint8Array, start: number, end: number): (number | null)[] {
  const shape: (number | null)[] = [];
  for (const type of fields(bytes, start, end)) {
    if (type.number !== 1) continue;
    for (const part of fields(bytes, type.start, type.end)) {
      if (part.number !== 2) continue;
      for (const dim of fields(bytes, part.start, part.end)) shape.push(dimension(bytes, dim.start, dim.end));
    }
  }
  return shape;
}

function valueOf(bytes: Uint8Array, start: number, end: number): GraphValue {
  let name = '';
  let shape: (number | null)[] = [];
  for (const field of fields(bytes, start, end)) {
    if (field.number === 1) name = textOf(bytes, field);
    else if (field.number === 2) shape = shapeOf(bytes, field.start, field.end);
  }
  return { name, shape };
}

/** Names and shapes of a whole ONNX model. @throws WireError when the file is cut, or is something else. */
export function summarizeGraph(bytes: Uint8Array): GraphSummary {
  let irVersion = 0;
  const inputs: GraphValue[] = [];
  const outputs: GraphValue[] = [];
  let graphs = 0;
  for (const field of fields(bytes)) {
    if (field.number === 1 && field.wire === 0) irVersion = field.value;
    if (field.number !== 7 || field.wire !== 2) continue;
    graphs++;
    for (const part of fields(bytes, field.start, field.end)) {
      if (part.number === 11) inputs.push(valueOf(bytes, part.start, part.end));
      else if (part.number === 12) outputs.push(valueOf(bytes, part.start, part.end));
    }
  }
  if (graphs !== 1 || irVersion === 0 || outputs.length === 0) throw new WireError('this is not an ONNX model', 0);
  return { irVersion, inputs, outputs };
}
