import { analyse, exactKey, TokenKind, type AnalysedToken } from './analysis.js';
import { hashText, hashText2 } from './hash.js';
import { rankBits } from './ranking.js';
import { contextHashes, matchKeyHash } from './query.js';
import type { ShardBuilder } from './shard.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit } from './unit.js';

/** Adds a unit to a shard that is being built. `file`: the XLIFF file it is in; `recordAt`: where its record stands. */
export function addToShard(
  builder: ShardBuilder,
  unit: MemoryUnit,
  file: string,
  recordAt: number,
  tools: TextTools,
): void {
  const analysis = analyse(unit.source, unit.sourceLanguage, tools);
  const tokens = analysis.tokens.map((token) => {
    let id = builder.known.get(token);
    if (id === undefined) {
      id = declare(builder, token, unit.sourceLanguage, tools);
      if (token.kind === TokenKind.word || token.kind === TokenKind.punctuation) builder.known.set(token, id);
    }
    return id;
  });
  const context = contextHashes(unit.context);
  builder.add(tokens, file, {
    matchHash: matchKeyHash(analysis),
    matchHash2: hashText2(analysis.matchKey),
    exactHash: hashText(analysis.exact),
    targetHash: hashText(exactKey(unit.target)),
    previousHash: context.previous,
    nextHash: context.next,
    unitIdHash: context.unitId,
    idHash: hashText(unit.id),
    changed: Math.max(0, Math.floor(Date.parse(unit.changed) / 1000)) || 0,
    rank: rankBits(unit),
    recordAt,
  });
}

function declare(builder: ShardBuilder, token: AnalysedToken, language: string, tools: TextTools): number {
  const id = builder.entry(token.surface);
  if (builder.isDeclared(id)) return id;
  const value = builder.entry(token.value);
  const cls = token.cls === undefined ? 0 : token.cls === token.value ? value : builder.entry(token.cls);
  builder.surface(id, token.kind, cls, value);
  if (token.kind === TokenKind.word && cls !== 0) {
    const key = tools.contentKey(token.cls!.slice(1), language);
    if (key !== undefined) builder.content(cls, builder.entry(`K${key}`));
  }
  return id;
}
