import { content, plainText, type Content, type InlineCode, type Part } from '../../content/index.js';
import type { WordLink } from '../types.js';
import type { Floating } from './code-tree.js';
import { joinDrafts, literalDraft, type Draft } from './draft.js';
import type { Sign } from './marks.js';
import type { Prepared } from './prepare.js';
import { projectCodes } from './project.js';
import type { ProtectedSpan } from './protect.js';
import { unitAttention, unitsOf, type SpecialRange } from './units.js';

const floatId = (index: number): string => `\u0000${index}`;

/** The target's content: codes and lost spans placed, private characters turned into their codes again. */
export function assemble(
  prepared: Prepared,
  body: Draft,
  missing: readonly ProtectedSpan[],
  signs: readonly Sign[] | undefined,
): { target: Content; moved: InlineCode[]; atEnd: ProtectedSpan[]; alignment: WordLink[] } {
  const { source, text, bodyStart, bodyEnd, units, wordCodes, silent } = prepared;
  const draft = joinDrafts([
    literalDraft(text.slice(0, bodyStart), 0),
    body,
    literalDraft(text.slice(bodyEnd), bodyEnd),
  ]);
  const special = draft.tokens
    .filter((token) => token.whole)
    .map(({ start, end }): SpecialRange => ({ start, end, as: 'unit' }));
  const targetUnits = unitsOf(draft.text, special);
  const attention = unitAttention(draft, targetUnits, units);
  const lost = [...silent, ...missing].sort((a, b) => a.start - b.start);
  const floating = lost.map(({ start, end }, i): Floating => ({
    code: { kind: 'standalone', id: floatId(i) },
    start,
    end,
  }));
  const texts = new Map(lost.map(({ text: own, target: shown }, i) => [floatId(i), shown ?? own]));
  const aligned = { sourceText: text, sourceUnits: units, targetText: draft.text, targetUnits, attention, floating };
  // Where the model itself placed the codes, only what it did not see is left to be placed.
  const { target, moved } = projectCodes({ ...aligned, source: signs ? withoutCodes(source) : source });
  const characters = new Map<string, readonly InlineCode[]>([
    ...[...wordCodes].map(([character, code]) => [character, [code]] as const),
    ...(signs ?? []).map(({ character, codes }) => [character, codes] as const),
  ]);
  const parts = target.parts
    .map((part) => (typeof part === 'string' ? part : (texts.get(part.id) ?? part)))
    .flatMap((part) => {
      if (typeof part !== 'string' || characters.size === 0) return [part];
      return part.split(/([\ue000-\uf8ff])/u).flatMap((piece): Part[] => [...(characters.get(piece) ?? [piece])]);
    });
  const result = content(parts);
  const finalText = plainText(result);
  const alignment: WordLink[] = [];
  let cursor = 0;
  targetUnits.forEach((unit, t) => {
    const shown = draft.text.slice(unit.start, unit.end);
    if (characters.has(shown)) return;
    const at = finalText.indexOf(shown, cursor);
    if (at < 0) return;
    cursor = at + shown.length;
    const row = attention[t]!;
    const best = row.reduce((top, value, s) => (value > row[top]! ? s : top), 0);
    if (!unit.word || !(row[best]! >= 0.2)) return;
    alignment.push({
      source: {
        start: shownPlace(text, units[best]!.start, wordCodes),
        end: shownPlace(text, units[best]!.end, wordCodes),
      },
      target: { start: at, end: cursor },
      weight: Math.min(1, Number(row[best]!.toFixed(3))),
    });
  });
  const atEnd = lost.filter((_, i) => moved.some(({ id }) => id === floatId(i)));
  return { target: result, moved: moved.filter(({ id }) => !texts.has(id)), atEnd, alignment };
}

function withoutCodes(source: Content): Content {
  return content(source.parts.filter((part) => typeof part === 'string'));
}

/** A place in the text without the private characters that stand for codes. */
function shownPlace(text: string, place: number, wordCodes: ReadonlyMap<string, InlineCode>): number {
  if (wordCodes.size === 0) return place;
  let shorter = 0;
  for (let i = 0; i < place; i++) if (wordCodes.has(text[i]!)) shorter++;
  return place - shorter;
}
