import type { Content } from '../content/index.js';

/**
 * A translation memory as TMX 1.4b has it (<https://www.gala-global.org/tmx-14b>); 1.1 to 1.3 are read into the same
 * shape. Names are the specification's, dates are ISO 8601.
 *
 * The model is for working with text. Foreign files are changed with `editTmx`, which leaves everything else alone.
 */
export interface TmxDocument {
  readonly version: TmxVersion;
  readonly header: TmxHeader;
  readonly units: readonly TmxUnit[];
}

export type TmxVersion = '1.1' | '1.2' | '1.3' | '1.4';

/** Who made or changed something, when, and with what. */
export interface TmxProvenance {
  readonly creationTool?: string;
  readonly creationToolVersion?: string;
  /** ISO 8601, UTC; what is no date in TMX's form stays as it is. */
  readonly creationDate?: string;
  readonly creationId?: string;
  readonly changeDate?: string;
  readonly changeId?: string;
  readonly usageCount?: string;
  readonly lastUsageDate?: string;
  readonly datatype?: string;
  /** `o-tmf`: format of the memory that the data came from. */
  readonly originalFormat?: string;
  readonly originalEncoding?: string;
}

export type TmxSegmentType = 'block' | 'paragraph' | 'sentence' | 'phrase';

export interface TmxHeader extends TmxProvenance {
  readonly segmentType?: TmxSegmentType;
  readonly adminLanguage?: string;
  /** BCP 47, or `*all*`: every language of a unit may serve as its source. */
  readonly sourceLanguage: string;
  readonly notes: readonly TmxNote[];
  readonly props: readonly TmxProp[];
}

/** `tu`: one text in several languages. */
export interface TmxUnit extends TmxProvenance {
  readonly id?: string;
  readonly segmentType?: TmxSegmentType;
  /** Where it differs from the header's. */
  readonly sourceLanguage?: string;
  readonly notes: readonly TmxNote[];
  readonly props: readonly TmxProp[];
  readonly variants: readonly TmxVariant[];
}

/** `tuv`: the text in one language. */
export interface TmxVariant extends TmxProvenance {
  readonly language: string;
  readonly notes: readonly TmxNote[];
  readonly props: readonly TmxProp[];
  readonly content: Content;
  readonly highlights?: readonly TmxHighlight[];
  readonly subflows?: readonly TmxSubflow[];
}

export interface TmxNote {
  readonly language?: string;
  readonly text: string;
}

export interface TmxProp {
  /** The specification gives no list; tools' own begin with `x-`. */
  readonly type: string;
  readonly language?: string;
  readonly text: string;
}

/** `hi`: a marked stretch of text, such as a term. It lies beside the content, so that matching sees the text alone. */
export interface TmxHighlight {
  /** Flat positions of the content. */
  readonly start: number;
  readonly end: number;
  readonly type?: string;
  /** Pairs the stretches of several languages. */
  readonly x?: string;
}

/** `sub`: translatable text inside the markup of a code, such as the `alt` of an image. */
export interface TmxSubflow {
  /** Which code of the content, counted from 0. */
  readonly code: number;
  /** Range in the data of the code. */
  readonly start: number;
  readonly end: number;
  readonly type?: string;
  readonly datatype?: string;
  readonly content: Content;
}
