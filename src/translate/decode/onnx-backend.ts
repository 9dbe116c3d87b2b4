import type { Backend, Batch, StepOptions, StepOutput } from './backend.js';
import type { ModelFiles } from '../model/model-files.js';
import { openSessions, type Runtime, type Session, type Tensor } from '../model/runtime.js';
import { topOfLogits } from './top.js';

/** Candidates taken from the logits when the graph gives none of its own. */
const CANDIDATES = 8;

/**
 * Sources are padded to a multiple of this. The kernels treat the last columns of a matrix in another order than whole
 * vectors of it; with whole vectors only, a sentence's numbers are the same bit by bit whatever it is batched with
 * (without: attention differs in half of the sentences, a log-probability in 1 of 200).
 */
const PAD_TO = 8;

/** Everything about a model that a worker needs; plain data, so that it can be posted to one. */
export interface BackendModel {
  readonly encoder: string;
  readonly decoder: string;
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  readonly vocabulary: number;
  readonly pad: number;
  readonly eos: number;
  readonly start: number;
  readonly suppressed: readonly number[];
  /** Ignore a graph's own candidates and take them from its logits; for tests. */
  readonly fromLogits?: boolean;
}

export function backendModel(files: ModelFiles): BackendModel {
  const { config, special } = files;
  const heads = Number(config['decoder_attention_heads']);
  return {
    encoder: files.encoder,
    decoder: files.decoder,
    layers: files.decoderLayers,
    heads,
    headSize: Number(config['d_model']) / heads,
    vocabulary: files.vocabulary,
    pad: special.pad,
    eos: special.eos,
    start: special.decoderStart,
    suppressed: special.suppressed,
  };
}

/** Names of the outputs, in the graph's own order, up to and including the last one that is wanted. */
function prefixUpTo(outputs: readonly string[], wanted: (name: string) => boolean): string[] {
  let last = -1;
  outputs.forEach((name, i) => {
    if (wanted(name)) last = i;
  });
  return outputs.slice(0, last + 1);
}

/** Rows of a tensor whose first axis is the batch, into new memory or into `room` when that is large enough. */
function gather(tensor: Tensor, rows: Int32Array, runtime: Runtime, room?: Float32Array): Tensor {
  const data = tensor.data as Float32Array | BigInt64Array;
  const size = data.length / tensor.dims[0]!;
  const length = size * rows.length;
  const Type = data.constructor as new (length: number) => Float32Array;
  const next = room && room.length >= length ? room.subarray(0, length) : new Type(length);
  for (let i = 0; i < rows.length; i++) {
    next.set(data.subarray(rows[i]! * size, (rows[i]! + 1) * size) as Float32Array, i * size);
  }
  return new runtime.Tensor(tensor.type, next, [rows.length, ...tensor.dims.slice(1)]);
}

class OnnxBatch implements Batch {
  rows: number;
  private past: Record<string, Tensor> | undefined;
  /** Memory for reordered caches, by name: beams change places at every step, and each change would leave megabytes. */
  private readonly rooms = new Map<string, Float32Array>();

  constructor(
    private readonly owner: OnnxBackend,
    readonly sourceLength: number,
    private hidden: Tensor,
    private mask: Tensor,
  ) {
    this.rows = hidden.dims[0]!;
  }

  async step(lastIds: Int32Array, options: StepOptions = {}): Promise<StepOutput> {
    const { runtime, decoder, model, names } = this.owner;
    const first = this.past === undefined;
    const ids = BigInt64Array.from(lastIds, BigInt);
    const outputs = await decoder.run(
      {
        ...(this.past ?? this.owner.emptyPast(this.rows)),
        encoder_attention_mask: this.mask,
        encoder_hidden_states: this.hidden,
        input_ids: new runtime.Tensor('int64', ids, [this.rows, 1]),
        use_cache_branch: new runtime.Tensor('bool', Uint8Array.of(first ? 0 : 1), [1]),
      },
      first ? names.first : options.logits ? names.withLogits : names.later,
    );
    const past: Record<string, Tensor> = first ? {} : { ...this.past };
    for (let i = 0; i < model.layers; i++) {
      for (const part of ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value']) {
        // Later steps give dummies for what belongs to the encoder: the first step's is kept.
        if (first || part.startsWith('decoder'))
          past[`past_key_values.${i}.${part}`] = outputs[`present.${i}.${part}`]!;
      }
    }
    this.past = past;
    return this.read(outputs, options);
  }

  private read(outputs: Record<string, Tensor>, options: StepOptions): StepOutput {
    const { model, attention } = this.owner;
    const logits = outputs['logits']?.data as Float32Array | undefined;
    const extra = {
      ...(attention !== undefined && { attention: this.attentionOf(outputs[attention]!) }),
      ...(options.logits && logits && { logits }),
    };
    const ids = outputs['topk_ids'];
    if (ids && !model.fromLogits) {
      const width = ids.dims.at(-1)!;
      const wide = ids.data as BigInt64Array;
      const narrow = new Int32Array(wide.length);
      for (let i = 0; i < wide.length; i++) narrow[i] = Number(wide[i]);
      return { width, ids: narrow, logProbs: outputs['topk_logp']!.data as Float32Array, ...extra };
    }
    const top = topOfLogits(logits!, this.rows, model.vocabulary, CANDIDATES, model.suppressed);
    return { width: CANDIDATES, ...top, ...extra };
  }

  /** [rows, heads, 1, source] → rows × source: one guided head as it is, several as their mean. */
  private attentionOf(tensor: Tensor): Float32Array {
    const heads = tensor.dims[1]!;
    const data = tensor.data as Float32Array;
    if (heads === 1) return data;
    const length = tensor.dims[3]!;
    const mean = new Float32Array(this.rows * length);
    for (let row = 0; row < this.rows; row++) {
      for (let head = 0; head < heads; head++) {
        const base = (row * heads + head) * length;
        for (let s = 0; s < length; s++) mean[row * length + s]! += data[base + s]! / heads;
      }
    }
    return mean;
  }

  private gatherInRoom(name: string, tensor: Tensor, rows: Int32Array): Tensor {
    const data = tensor.data as Float32Array;
    const needed = (data.length / tensor.dims[0]!) * rows.length;
    let room = this.rooms.get(name);
    // What stands in the room already cannot be moved within it.
    if (!room || room.length < needed || room.buffer === data.buffer) {
      room = new Float32Array(needed * 2);
      this.rooms.set(name, room);
    }
    return gather(tensor, rows, this.owner.runtime, room);
  }

  reorder(rows: Int32Array, sameSources = false): void {
    const { runtime } = this.owner;
    const past: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(this.past ?? {})) {
      if (sameSources && name.includes('.encoder.')) past[name] = tensor;
      else
        past[name] = name.includes('.decoder.') ? this.gatherInRoom(name, tensor, rows) : gather(tensor, rows, runtime);
    }
    if (this.past) this.past = past;
    if (sameSources) return;
    this.hidden = gather(this.hidden, rows, runtime);
    this.mask = gather(this.mask, rows, runtime);
    this.rows = rows.length;
  }
}

/** A model whose two graphs run in ONNX Runtime. */
export class OnnxBackend implements Backend {
  readonly candidates: number;
  readonly start: number;
  readonly eos: number;
  readonly suppressed: readonly number[];
  /** Name of the attention output that words are aligned by. */
  readonly attention: string | undefined;
  /** What the first and the later steps fetch: always a prefix of the graph's outputs (see runtime.ts). */
  readonly names: { readonly first: string[]; readonly later: string[]; readonly withLogits: string[] };

  constructor(
    readonly model: BackendModel,
    readonly runtime: Runtime,
    private readonly encoder: Session,
    readonly decoder: Session,
  ) {
    this.start = model.start;
    this.eos = model.eos;
    this.suppressed = model.suppressed;
    const outputs = decoder.outputNames;
    // The last layer's attention is the one that is trained to align.
    this.attention = outputs.filter((name) => name.startsWith('cross_attentions.')).at(-1);
    const own = outputs.includes('topk_ids') && outputs.includes('topk_logp') && !model.fromLogits;
    const shape = own ? undefined : CANDIDATES;
    this.candidates = shape ?? CANDIDATES;
    const cache = (name: string): boolean => /^present\.\d+\.decoder\./.test(name);
    const each = (name: string): boolean =>
      cache(name) || name === this.attention || (own ? name.startsWith('topk_') : name === 'logits');
    this.names = {
      first: [...outputs],
      later: prefixUpTo(outputs, each),
      withLogits: prefixUpTo(outputs, (name) => each(name) || name === 'logits'),
    };
  }

  emptyPast(rows: number): Record<string, Tensor> {
    const { layers, heads, headSize } = this.model;
    const past: Record<string, Tensor> = {};
    const empty = new this.runtime.Tensor('float32', new Float32Array(0), [rows, heads, 0, headSize]);
    for (let i = 0; i < layers; i++) {
      for (const part of ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value']) {
        past[`past_key_values.${i}.${part}`] = empty;
      }
    }
    return past;
  }

  async encode(sources: readonly Int32Array[]): Promise<Batch> {
    const longest = sources.reduce((top, source) => Math.max(top, source.length), 1);
    const length = Math.ceil(longest / PAD_TO) * PAD_TO;
    const ids = new BigInt64Array(sources.length * length).fill(BigInt(this.model.pad));
    const mask = new BigInt64Array(sources.length * length);
    sources.forEach((source, row) => {
      for (let i = 0; i < source.length; i++) {
        ids[row * length + i] = BigInt(source[i]!);
        mask[row * length + i] = 1n;
      }
    });
    const dims = [sources.length, length];
    const attentionMask = new this.runtime.Tensor('int64', mask, dims);
    const outputs = await this.encoder.run({
      input_ids: new this.runtime.Tensor('int64', ids, dims),
      attention_mask: attentionMask,
    });
    return new OnnxBatch(this, length, outputs['last_hidden_state']!, attentionMask);
  }

  dispose(): void {
    // onnxruntime-node 1.14 frees a session when nothing refers to it any more.
  }
}

/** Opens a model's sessions. @throws MemoriError `model.runtime`, `model.truncated` */
export async function openBackend(model: BackendModel): Promise<Backend> {
  const { runtime, encoder, decoder } = await openSessions(model);
  return new OnnxBackend(model, runtime, encoder, decoder);
}
