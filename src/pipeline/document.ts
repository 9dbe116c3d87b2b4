import { basename } from 'node:path';
import { inputError, readText, type TextEncoding, usageError } from '../base/index.js';
import { type Content, cutPosition, flatLength, plainText, slice } from '../content/index.js';
import { type DocumentFormat, type ExtractedBlock, FORMATS, formatFor } from '../formats/index.js';
import {
  type BlockClass,
  type Language,
  type Segment,
  segmentText,
  type SegmentationOptions,
} from '../language/index.js';

/** A translatable segment of a document. */
export interface DocumentSegment {
  readonly kind: 'segment';
  /** Unique in its block: `s1`, `s2`, … */
  readonly id: string;
  readonly class: BlockClass;
  /** Credits, rights lines and end marks: copied, not translated. */
  readonly locked: boolean;
  readonly content: Content;
  /** Range in the decoded document. */
  readonly start: number;
  readonly end: number;
}

/** What stands between two segments: kept as it is. */
export interface Between {
  readonly kind: 'between';
  readonly content: Content;
}

export interface DocumentBlock {
  /** `b1`, `b2`, … in document order. */
  readonly id: string;
  readonly class: BlockClass;
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly (DocumentSegment | Between)[];
}

/** A document taken apart. */
export interface SourceDocument {
  readonly file: string;
  readonly format: DocumentFormat;
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly language: Language;
  readonly blocks: readonly DocumentBlock[];
}

export interface LoadOptions {
  readonly language?: Language;
  readonly segmentation?: SegmentationOptions;
}

/** Classes that only the language rules can see, whatever the format says about the block. */
const LANGUAGE_KNOWS_BETTER: ReadonlySet<BlockClass> = new Set(['credit', 'rights', 'end-mark', 'related']);

function blockPieces(block: ExtractedBlock, segments: readonly Segment[]): (DocumentSegment | Between)[] {
  const pieces: (DocumentSegment | Between)[] = [];
  let at = 0;
  const between = (to: number): void => {
    if (to > at) pieces.push({ kind: 'between', content: slice(block.content, at, to) });
    at = Math.max(at, to);
  };
  segments.forEach((segment, i) => {
    // Codes at the edge of a block belong to its first and last segment: a segment owns the markup around its words.
    const from = i === 0 && segment.start === 0 ? 0 : Math.max(at, cutPosition(block.content, segment.start));
    const to =
      i === segments.length - 1 && segment.end === plainText(block.content).length
        ? flatLength(block.content)
        : cutPosition(block.content, segment.end);
    between(from);
    pieces.push({
      kind: 'segment',
      id: `s${i + 1}`,
      class: block.class !== undefined && !LANGUAGE_KNOWS_BETTER.has(segment.class) ? block.class : segment.class,
      locked: segment.locked,
      content: slice(block.content, from, to),
      start: block.offsetOf(from),
      end: to >= flatLength(block.content) ? block.end : block.offsetOf(to),
    });
    at = to;
  });
  between(flatLength(block.content));
  return pieces;
}

/** Takes a decoded document apart into blocks and segments. Pure. */
export function takeApart(
  file: string,
  text: string,
  encoding: TextEncoding,
  format: DocumentFormat,
  options: LoadOptions = {},
): SourceDocument {
  const language = options.language ?? 'id';
  const segmentation = options.segmentation;
  const extracted = format.extract(text, { language, file, ...(segmentation && { segmentation }) });
  const blocks = extracted.flatMap((block, i): DocumentBlock[] => {
    const segments = block.segments ?? segmentText(plainText(block.content), language, segmentation);
    const pieces = blockPieces(block, segments);
    const first = pieces.find((piece) => piece.kind === 'segment');
    if (!first) return [];
    return [{ id: `b${i + 1}`, class: block.class ?? first.class, start: block.start, end: block.end, pieces }];
  });
  return { file, format, text, encoding, language, blocks };
}

/** Reads a document of any known format. @throws MemoriError naming the file and what to do. */
export async function loadDocument(file: string, options: LoadOptions = {}): Promise<SourceDocument> {
  const format = formatFor(file);
  if (!format) {
    throw usageError('format.unknown', `cannot tell the document format of “${basename(file)}”`, {
      file,
      hint: `Known endings: ${FORMATS.flatMap((known) => known.extensions).join(' ')}`,
    });
  }
  const { text, encoding } = await readText(file);
  const document = takeApart(file, text, encoding, format, options);
  if (document.blocks.length === 0) {
    throw inputError('document.no-text', 'there is nothing to translate in this document', {
      file,
      hint: 'It holds only white space, code or markup.',
    });
  }
  return document;
}

/** All segments of a document in order. */
export function segmentsOf(document: SourceDocument): DocumentSegment[] {
  return document.blocks.flatMap((block) => block.pieces.filter((piece) => piece.kind === 'segment'));
}

/** Words as translators count them: runs that hold a letter or digit, separated by white space. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
}
