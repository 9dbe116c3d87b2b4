import { makeStringPool, stringAt, type StringPool } from './string-pool.js';

/**
 * One immutable part of the index: units as flat arrays. Units are numbered by length (in classes), so that the units of a
 * range of lengths are a range of numbers in every posting list. Strings are "entries" of one pool, told apart by their
 * first letter: surfaces (w n p c), classes (W Q), values (V P), content keys (K). Entry 0 is "none".
 */
export interface Shard extends ShardArrays {
  readonly units: number;
  readonly pool: StringPool;
  readonly files: readonly string[];
}

/** Everything of a shard that is an array; stored in this order. */
export interface ShardArrays {
  /** By entry: kind of a surface (TokenKind), class and value of a surface, content key of a class. */
  readonly kindOf: Uint8Array;
  readonly clsOf: Uint32Array;
  readonly valueOf: Uint32Array;
  readonly contentOf: Uint32Array;
  /** Surface entries of all units; those of unit u are `tokenStart[u]` to `tokenStart[u + 1]`. */
  readonly tokens: Uint32Array;
  readonly tokenStart: Uint32Array;
  /** Units of length l are `lengthStart[l]` to `lengthStart[l + 1]`. */
  readonly lengthStart: Uint32Array;
  readonly lengths: Uint32Array;
  /** 64 bits a unit: one for each of its classes, by hash. */
  readonly signature: Uint32Array;
  /** Units that hold a class: `postings[postStart[cls]]` to `postStart[cls + 1]`, ascending. */
  readonly postStart: Uint32Array;
  readonly postings: Uint32Array;
  /** Open-addressing table over the match keys: first unit + 1; the others with the same key follow by `matchNext`. */
  readonly matchTable: Uint32Array;
  /** Next unit with the same match key + 1, or 0. */
  readonly matchNext: Uint32Array;
  readonly matchHash: Uint32Array;
  readonly matchHash2: Uint32Array;
  readonly exactHash: Uint32Array;
  readonly targetHash: Uint32Array;
  /** Context; 0 = unknown. */
  readonly previousHash: Uint32Array;
  readonly nextHash: Uint32Array;
  readonly unitIdHash: Uint32Array;
  /** Of the unit's own id. */
  readonly idHash: Uint32Array;
  /** Seconds since 1970. */
  readonly changed: Uint32Array;
  /** See `rankBits`. */
  readonly rank: Uint8Array;
  /** The XLIFF file the unit is in: index into `files`. */
  readonly file: Uint32Array;
  /** Position of the unit among those of the shard as they were added. */
  readonly arrival: Uint32Array;
  /** Byte position of the unit's record in the file of records. */
  readonly recordAt: Float64Array;
}

/** Numbers about one unit that are stored as they are, by the names of their arrays. */
export interface UnitRow {
  readonly matchHash: number;
  readonly matchHash2: number;
  readonly exactHash: number;
  readonly targetHash: number;
  readonly previousHash: number;
  readonly nextHash: number;
  readonly unitIdHash: number;
  readonly idHash: number;
  readonly changed: number;
  readonly rank: number;
  readonly recordAt: number;
}

const ROW_ARRAYS = [
  'matchHash',
  'matchHash2',
  'exactHash',
  'targetHash',
  'previousHash',
  'nextHash',
  'unitIdHash',
  'idHash',
  'changed',
] as const;

/** A list of numbers that grows, without boxing them. */
interface Growing {
  data: Uint32Array;
  used: number;
}

function push(list: Growing, value: number): void {
  if (list.used === list.data.length) {
    const larger = new Uint32Array(list.data.length * 2);
    larger.set(list.data);
    list.data = larger;
  }
  list.data[list.used++] = value;
}

export interface ShardBuilder {
  /** Id of an entry, made when new. */
  entry(text: string): number;
  /** Declares a surface; to be called once for each new surface entry. */
  surface(id: number, kind: number, cls: number, value: number): void;
  isDeclared(id: number): boolean;
  /** Surface ids of tokens, by identity: most tokens of a text were seen before. */
  readonly known: Map<object, number>;
  /** Content key of a class. */
  content(cls: number, key: number): void;
  add(tokens: ArrayLike<number>, file: string, row: UnitRow): void;
  readonly units: number;
  finish(): Shard;
}

export function shardBuilder(): ShardBuilder {
  const ids = new Map<string, number>();
  const strings: string[] = [];
  const grow = (size = 1024): Growing => ({ data: new Uint32Array(size), used: 0 });
  const declared: number[] = [0];
  const kindOf: number[] = [0];
  const clsOf: number[] = [0];
  const valueOf: number[] = [0];
  const contentOf: number[] = [0];
  const tokens = grow(4096);
  const starts = grow();
  const rows = Object.fromEntries(ROW_ARRAYS.map((name) => [name, grow()])) as Record<
    (typeof ROW_ARRAYS)[number],
    Growing
  >;
  const ranks = grow();
  const fileOf = grow();
  const recordAt: number[] = [];
  const files = new Map<string, number>();
  let units = 0;

  const known = new Map<object, number>();

  return {
    known,
    get units() {
      return units;
    },
    entry(text) {
      let id = ids.get(text);
      if (id === undefined) {
        strings.push(text);
        id = strings.length;
        ids.set(text, id);
        declared.push(0);
        kindOf.push(0);
        clsOf.push(0);
        valueOf.push(0);
        contentOf.push(0);
      }
      return id;
    },
    isDeclared: (id) => declared[id] === 1,
    surface(id, kind, cls, value) {
      declared[id] = 1;
      kindOf[id] = kind;
      clsOf[id] = cls;
      valueOf[id] = value;
    },
    content(cls, key) {
      contentOf[cls] = key;
    },
    add(list, file, row) {
      push(starts, tokens.used);
      for (let i = 0; i < list.length; i++) push(tokens, list[i]!);
      for (const name of ROW_ARRAYS) push(rows[name], row[name]);
      push(ranks, row.rank);
      recordAt.push(row.recordAt);
      let number = files.get(file);
      if (number === undefined) {
        number = files.size;
        files.set(file, number);
      }
      push(fileOf, number);
      units++;
    },
    finish() {
      push(starts, tokens.used);
      ids.clear();
      known.clear();
      const pool = makeStringPool(strings);
      const entries = {
        kindOf: Uint8Array.from(kindOf),
        clsOf: Uint32Array.from(clsOf),
        valueOf: Uint32Array.from(valueOf),
        contentOf: Uint32Array.from(contentOf),
      };
      const order = orderByLength(units, starts.data, tokens.data, entries.clsOf);
      const pick = (from: Growing): Uint32Array => order.units.map((unit) => from.data[unit]!);
      const laid = layTokens(order.units, starts.data, tokens.data);
      const matchHash = pick(rows.matchHash);
      const matchHash2 = pick(rows.matchHash2);
      return {
        units,
        pool,
        files: [...files.keys()],
        ...entries,
        ...laid,
        lengthStart: order.lengthStart,
        lengths: order.lengths,
        ...postings(units, laid.tokens, laid.tokenStart, entries.clsOf, pool),
        ...hashTable(matchHash, matchHash2),
        matchHash,
        matchHash2,
        exactHash: pick(rows.exactHash),
        targetHash: pick(rows.targetHash),
        previousHash: pick(rows.previousHash),
        nextHash: pick(rows.nextHash),
        unitIdHash: pick(rows.unitIdHash),
        idHash: pick(rows.idHash),
        changed: pick(rows.changed),
        rank: Uint8Array.from(pick(ranks)),
        file: pick(fileOf),
        arrival: order.units,
        recordAt: Float64Array.from(order.units, (unit) => recordAt[unit]!),
      };
    },
  };
}

/** Counting sort by length: stable, so that equal lengths stay in order of arrival. */
function orderByLength(
  units: number,
  starts: Uint32Array,
  tokens: Uint32Array,
  clsOf: Uint32Array,
): { units: Uint32Array; lengths: Uint32Array; lengthStart: Uint32Array } {
  const byArrival = new Uint32Array(units);
  let longest = 0;
  for (let unit = 0; unit < units; unit++) {
    let length = 0;
    for (let i = starts[unit]!; i < starts[unit + 1]!; i++) if (clsOf[tokens[i]!] !== 0) length++;
    byArrival[unit] = length;
    if (length > longest) longest = length;
  }
  const lengthStart = new Uint32Array(longest + 2);
  for (const length of byArrival) lengthStart[length + 1]!++;
  for (let l = 0; l <= longest; l++) lengthStart[l + 1]! += lengthStart[l]!;
  const next = lengthStart.slice();
  const order = new Uint32Array(units);
  const lengths = new Uint32Array(units);
  for (let unit = 0; unit < units; unit++) {
    const length = byArrival[unit]!;
    const at = next[length]!++;
    order[at] = unit;
    lengths[at] = length;
  }
  return { units: order, lengths, lengthStart };
}

function layTokens(
  order: Uint32Array,
  starts: Uint32Array,
  tokens: Uint32Array,
): { tokens: Uint32Array; tokenStart: Uint32Array } {
  const laid = new Uint32Array(starts[order.length]!);
  const tokenStart = new Uint32Array(order.length + 1);
  let at = 0;
  order.forEach((unit, i) => {
    tokenStart[i] = at;
    const part = tokens.subarray(starts[unit], starts[unit + 1]);
    laid.set(part, at);
    at += part.length;
  });
  tokenStart[order.length] = at;
  return { tokens: laid, tokenStart };
}

function postings(
  units: number,
  tokens: Uint32Array,
  tokenStart: Uint32Array,
  clsOf: Uint32Array,
  pool: StringPool,
): Pick<Shard, 'postStart' | 'postings' | 'signature'> {
  const postStart = new Uint32Array(pool.count + 2);
  const last = new Uint32Array(pool.count + 1);
  const signature = new Uint32Array(units * 2);
  const each = (visit: (cls: number, unit: number) => void): void => {
    last.fill(0);
    for (let unit = 0; unit < units; unit++) {
      for (let i = tokenStart[unit]!; i < tokenStart[unit + 1]!; i++) {
        const cls = clsOf[tokens[i]!]!;
        if (cls === 0 || last[cls] === unit + 1) continue;
        last[cls] = unit + 1;
        visit(cls, unit);
      }
    }
  };
  each((cls) => postStart[cls + 1]!++);
  for (let cls = 0; cls <= pool.count; cls++) postStart[cls + 1]! += postStart[cls]!;
  const lists = new Uint32Array(postStart[pool.count + 1]!);
  const next = postStart.slice();
  each((cls, unit) => {
    lists[next[cls]!++] = unit;
    const bit = signatureBit(pool.hashes[cls]!);
    signature[unit * 2 + (bit >>> 5)]! |= 1 << (bit & 31);
  });
  return { postStart, postings: lists, signature };
}

/** Which of the 64 bits of a signature stands for a class, from the hash of its entry. */
export const signatureBit = (hash: number): number => (hash >>> 13) & 63;

function hashTable(hashes: Uint32Array, hashes2: Uint32Array): Pick<Shard, 'matchTable' | 'matchNext'> {
  let size = 8;
  while (size < hashes.length * 1.5) size *= 2;
  const matchTable = new Uint32Array(size);
  const matchNext = new Uint32Array(hashes.length);
  for (let unit = 0; unit < hashes.length; unit++) {
    const hash = hashes[unit]!;
    for (let at = hash & (size - 1); ; at = (at + 1) & (size - 1)) {
      const first = matchTable[at]!;
      if (first !== 0 && (hashes[first - 1] !== hash || hashes2[first - 1] !== hashes2[unit])) continue;
      matchNext[unit] = first;
      matchTable[at] = unit + 1;
      break;
    }
  }
  return { matchTable, matchNext };
}

/** Units with a match key, in no particular order. */
export function unitsWithMatchKey(shard: Shard, hash: number, hash2: number): number[] {
  const mask = shard.matchTable.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const first = shard.matchTable[at]!;
    if (first === 0) return [];
    if (shard.matchHash[first - 1] !== hash || shard.matchHash2[first - 1] !== hash2) continue;
    const units: number[] = [];
    for (let entry = first; entry !== 0; entry = shard.matchNext[entry - 1]!) units.push(entry - 1);
    return units;
  }
}

/** One shard from several, without the units that are dead; records are found where `recordAt` says. */
export function mergeShards(
  parts: readonly { shard: Shard; dead: Uint8Array; recordAt: (unit: number) => number }[],
): Shard {
  const builder = shardBuilder();
  for (const { shard, dead, recordAt } of parts) {
    const renamed = new Uint32Array(shard.pool.count + 1);
    const rename = (id: number): number => {
      if (id === 0) return 0;
      if (renamed[id] === 0) renamed[id] = builder.entry(stringAt(shard.pool, id));
      return renamed[id]!;
    };
    const byArrival = new Uint32Array(shard.units);
    shard.arrival.forEach((arrival, unit) => (byArrival[arrival] = unit));
    for (const unit of byArrival) {
      if (dead[unit]) continue;
      const tokens = shard.tokens.subarray(shard.tokenStart[unit], shard.tokenStart[unit + 1]);
      const list = new Uint32Array(tokens.length);
      tokens.forEach((token, i) => {
        const id = rename(token);
        list[i] = id;
        if (builder.isDeclared(id)) return;
        const cls = rename(shard.clsOf[token]!);
        builder.surface(id, shard.kindOf[token]!, cls, rename(shard.valueOf[token]!));
        if (cls !== 0) builder.content(cls, rename(shard.contentOf[shard.clsOf[token]!]!));
      });
      builder.add(list, shard.files[shard.file[unit]!]!, {
        matchHash: shard.matchHash[unit]!,
        matchHash2: shard.matchHash2[unit]!,
        exactHash: shard.exactHash[unit]!,
        targetHash: shard.targetHash[unit]!,
        previousHash: shard.previousHash[unit]!,
        nextHash: shard.nextHash[unit]!,
        unitIdHash: shard.unitIdHash[unit]!,
        idHash: shard.idHash[unit]!,
        changed: shard.changed[unit]!,
        rank: shard.rank[unit]!,
        recordAt: recordAt(unit),
      });
    }
  }
  return builder.finish();
}
