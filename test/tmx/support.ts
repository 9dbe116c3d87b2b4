import fc from 'fast-check';
import { codesOf, content, type Content, type InlineCode, type Part } from '../../src/content/index.js';
import type { TmxDocument, TmxHighlight, TmxProvenance, TmxUnit, TmxVariant } from '../../src/tmx/index.js';
import { anyText, xmlText } from '../xliff/support/arbitrary.js';

/** Text that an attribute gives back as it is. */
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => {
  const clean = text.replace(/[^\u0020-\ud7ff\ue000-\ufffd]/g, '').trim();
  return clean === '' ? 'w' : clean;
});

const date = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''));

const provenance: fc.Arbitrary<TmxProvenance> = fc.record(
  { creationTool: word, creationDate: date, creationId: word, changeDate: date, changeId: word, usageCount: word },
  { requiredKeys: [] },
);

const types = fc.constantFrom<Pick<InlineCode, 'type' | 'subType'>>(
  {},
  { type: 'fmt', subType: 'xlf:b' },
  { type: 'fmt' },
  { type: 'link' },
  { type: 'other', subType: 'memori:x' },
  { type: 'other', subType: 'tmx:struct' },
);

/** Contents as TMX can hold them: ids are numbers, codes have data and a type; pairs nest, cross and stay open. */
export const tmxContent: fc.Arbitrary<Content> = fc
  .array(
    fc.oneof(
      anyText.map((text) => ({ text })),
      fc.record({ kind: fc.constantFrom('standalone', 'open', 'close'), type: types, data: xmlText, pick: fc.nat(5) }),
    ),
    { maxLength: 10 },
  )
  .map((steps) => {
    const parts: Part[] = [];
    const open: InlineCode[] = [];
    let next = 1;
    for (const step of steps) {
      if ('text' in step) {
        parts.push(step.text);
        continue;
      }
      const data = step.data === '' ? {} : { data: step.data };
      if (step.kind === 'close' && open.length > 0) {
        const [mate] = open.splice(step.pick % open.length, 1);
        const { type, subType, id } = mate!;
        parts.push({ kind: 'close', id, ...data, ...(type && { type }), ...(subType && { subType }) });
        continue;
      }
      const code = { kind: step.kind as 'open', id: String(next++), ...data, ...step.type };
      if (code.kind === 'open') open.push(code);
      parts.push(code);
    }
    return content(parts);
  });

const sizeOf = (value: Content): number =>
  value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

/** Highlights that nest, each inside the one before. */
const highlightsOn = (value: Content): fc.Arbitrary<TmxHighlight[]> =>
  fc.array(fc.record({ a: fc.nat(3), b: fc.nat(3), type: word }), { maxLength: 2 }).map((marks) => {
    const found: TmxHighlight[] = [];
    let start = 0;
    let end = sizeOf(value);
    for (const { a, b, type } of marks) {
      start += a;
      end -= b;
      if (start >= end) break;
      found.push({ start, end, type });
    }
    return found;
  });

/** A highlight cannot begin between the halves of a character, nor stand for nothing. */
const wholeCharacters = (value: Content, marks: readonly TmxHighlight[]): boolean => {
  const text = value.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
  return marks.every(({ start, end }) =>
    [start, end].every((at) => !/[\ud800-\udbff]/.test(text[at - 1] ?? '') || !/[\udc00-\udfff]/.test(text[at] ?? '')),
  );
};

const labels = fc.array(fc.record({ type: word, text: xmlText }), { maxLength: 2 });
const notes = fc.array(fc.record({ text: xmlText }, { requiredKeys: ['text'] }), { maxLength: 2 });

const variant = (language: string): fc.Arbitrary<TmxVariant> =>
  tmxContent.chain((value) =>
    fc.tuple(provenance, notes, labels, highlightsOn(value)).map(([own, list, props, highlights]) => ({
      language,
      ...own,
      notes: list,
      props,
      content: value,
      ...(highlights.length > 0 && wholeCharacters(value, highlights) && { highlights }),
    })),
  );

/** Codes of one id must be of one kind over all variants, or reading gives them ids of their own. */
const tied = (unit: TmxUnit): boolean => {
  const single = new Set<string>();
  const paired = new Set<string>();
  for (const { content: value } of unit.variants) {
    for (const code of codesOf(value)) (code.kind === 'standalone' ? single : paired).add(code.id);
  }
  return [...single].every((id) => !paired.has(id));
};

const unit: fc.Arbitrary<TmxUnit> = fc
  .tuple(provenance, notes, labels, variant('id'), variant('en-GB'), fc.boolean(), word)
  .map(([own, list, props, from, to, both, id]) => ({
    ...own,
    id,
    segmentType: 'sentence' as const,
    notes: list,
    props,
    variants: both ? [from, to] : [from],
  }))
  .filter(tied);

export const tmxDocument: fc.Arbitrary<TmxDocument> = fc
  .tuple(provenance, notes, labels, fc.array(unit, { maxLength: 3 }))
  .map(([own, list, props, units]) => {
    const { usageCount: _, ...header } = own;
    return {
      version: '1.4',
      header: {
        creationToolVersion: '1',
        originalFormat: 'memori',
        datatype: 'plaintext',
        segmentType: 'sentence',
        adminLanguage: 'en',
        ...header,
        creationTool: own.creationTool ?? 'memori',
        sourceLanguage: 'id',
        notes: list,
        props,
      },
      units,
    };
  });
