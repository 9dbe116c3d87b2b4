import { basename } from 'node:path';
import { alignSegments, type Bead, type Lexicon } from '../../align/index.js';
import { environmentError, readText } from '../../base/index.js';
import { type Content, join, plainText, textContent } from '../../content/index.js';
import type { BlockClass, Language } from '../../language/index.js';
import type { MemoryUnitInput } from '../../memory/index.js';
import type { Translator } from '../../translate/index.js';
import { loadDocument, segmentsOf } from '../document.js';
import { glossText } from './lexicon.js';
import { alignSegment } from './segments.js';

/** One side of an alignment. */
export interface AlignSide {
  readonly file: string;
  readonly language: Language;
  readonly segments: readonly Content[];
  /** Class of each segment, where the document shows it. */
  readonly classes?: readonly BlockClass[];
}

/** A bead with its texts. */
export interface AlignedBead extends Bead {
  readonly sourceText: string;
  readonly targetText: string;
}

export interface AlignedDocuments {
  readonly source: AlignSide;
  readonly target: AlignSide;
  readonly beads: readonly AlignedBead[];
}

/** Reads one side: a document of a known format, or with `segmented` a text whose every line is a segment. @throws MemoriError */
export async function readSide(file: string, language: Language, segmented: boolean): Promise<AlignSide> {
  if (!segmented) {
    const document = await loadDocument(file, { language });
    const segments = segmentsOf(document);
    return {
      file,
      language,
      segments: segments.map(({ content }) => content),
      classes: segments.map((segment) => segment.class),
    };
  }
  const { text } = await readText(file);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return { file, language, segments: lines.map(textContent) };
}

/**
 * Aligns a document with its translation, by way of machine translation of the Indonesian side where a model is at hand,
 * else word for word where a lexicon is, else by what needs no translation. Either side may be the Indonesian one. @throws MemoriError when both sides are of one language
 */
export async function alignDocuments(
  source: AlignSide,
  target: AlignSide,
  translator: Translator | undefined,
  signal?: AbortSignal,
  lexicon?: Lexicon,
): Promise<AlignedDocuments> {
  if (source.language === target.language)
    throw environmentError('align.languages', 'both documents are of the same language', { file: target.file });
  const [left, right] = await Promise.all(
    [source, target].map((side) => comparable(side, translator, signal, lexicon)),
  );
  const text = (side: AlignSide, indices: readonly number[]): string =>
    indices.map((i) => plainText(side.segments[i]!)).join(' ');
  const beads = alignSegments(left!, right!).map((bead) => ({
    ...bead,
    sourceText: text(source, bead.source),
    targetText: text(target, bead.target),
  }));
  return { source, target, beads };
}

async function comparable(
  side: AlignSide,
  translator: Translator | undefined,
  signal?: AbortSignal,
  lexicon?: Lexicon,
): Promise<ReturnType<typeof alignSegment>[]> {
  const texts = side.segments.map(plainText);
  if (side.language === 'en' || !translator) {
    const english = (text: string): string => (side.language === 'en' ? text : lexicon ? glossText(text, lexicon) : '');
    return texts.map((text, i) => alignSegment(text, side.language, english(text), side.classes?.[i]));
  }
  const translated = await translator.translate(
    texts.map((text) => ({ source: textContent(text) })),
    signal ? { signal } : {},
  );
  return texts.map((text, i) => alignSegment(text, side.language, translated[i]!.text, side.classes?.[i]));
}

/** The pairs as units of a memory from Indonesian to English; those below the threshold as unconfirmed. */
export function unitsOfAlignment({ source, target, beads }: AlignedDocuments): MemoryUnitInput[] {
  const forward = source.language === 'id';
  const space = textContent(' ');
  const content = (side: AlignSide, indices: readonly number[]): Content =>
    join(...indices.flatMap((i, at) => (at === 0 ? [side.segments[i]!] : [space, side.segments[i]!])));
  const paired = beads.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
  const sources = paired.map((bead) => content(source, bead.source));
  const targets = paired.map((bead) => content(target, bead.target));
  const [from, to] = forward ? [sources, targets] : [targets, sources];
  return paired.map((bead, i): MemoryUnitInput => {
    const previous = from[i - 1];
    const next = from[i + 1];
    return {
      source: from[i]!,
      target: to[i]!,
      origin: { kind: 'alignment', probability: bead.probability },
      state: bead.confirmed ? 'translated' : 'initial',
      document: basename(forward ? source.file : target.file),
      context: { ...(previous && { previous: plainText(previous) }), ...(next && { next: plainText(next) }) },
      confidence: bead.probability,
    };
  });
}
