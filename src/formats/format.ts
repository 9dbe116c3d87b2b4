import type { Content } from '../content/index.js';
import type { BlockClass, Language, Segment, SegmentationOptions } from '../language/index.js';

/** One translatable stretch of a document: a paragraph, a heading, a table cell. */
export interface ExtractedBlock {
  /** Range in the decoded document, UTF-16 code units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** What the format knows about the block; `undefined` leaves it to the language rules. */
  readonly class: BlockClass | undefined;
  readonly content: Content;
  /** Document offset of a flat position of the content: where the piece that begins there begins. */
  offsetOf(flat: number): number;
  /** Segments in plain positions of the content, where the format had to find them to find the block. */
  readonly segments?: readonly Segment[];
}

export interface ExtractContext {
  readonly language: Language;
  /** For error messages. */
  readonly file: string;
  readonly segmentation?: SegmentationOptions;
}

/** A kind of document that memori takes apart and puts together again. */
export interface DocumentFormat {
  readonly id: string;
  readonly name: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /**
   * Translatable blocks in document order, without overlap; everything between them is kept byte for byte.
   * @throws MemoriError when the document is not of this format.
   */
  extract(text: string, context: ExtractContext): ExtractedBlock[];
  /** The markup of a translated stretch, escaped where its text would turn into markup that the source has not. */
  render(target: Content, source: Content): string;
}
