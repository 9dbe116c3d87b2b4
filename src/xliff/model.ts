import type { Content } from '../content/index.js';

/**
 * The bilingual document, independent of the XLIFF version it came from. Names and meanings are XLIFF 2.1's
 * (<https://docs.oasis-open.org/xliff/xliff-core/v2.1/>); XLIFF 1.x is mapped onto them when read.
 *
 * The model is for working with text. It does not hold everything a foreign file may contain (extensions, comments,
 * processing instructions): a foreign file is changed with `editXliff`, which leaves all that alone.
 */
export interface XliffDocument {
  readonly version: XliffVersion;
  /** BCP 47. */
  readonly sourceLanguage: string;
  readonly targetLanguage?: string;
  readonly files: readonly XliffFile[];
  /** Whose flavour of XLIFF 1.2 it is; absent for plain XLIFF. */
  readonly dialect?: XliffDialect;
}

export type XliffVersion = '1.1' | '1.2' | '2.0' | '2.1' | '2.2';

/** XLIFF 1.2 with extensions of its own: SDL Trados Studio, memoQ, Phrase (Memsource). */
export type XliffDialect = 'sdl' | 'memoq' | 'phrase';

/** "The `<file>` element … corresponds to a single source document" or a part of one (§4.2.2.2). */
export interface XliffFile {
  readonly id: string;
  /** Name of the source document. */
  readonly original?: string;
  /** Where the rest of the source document is: embedded text, or a reference to a file (§4.2.2.3). */
  readonly skeleton?: Skeleton;
  readonly notes: readonly Note[];
  readonly metadata: readonly Metadata[];
  /** Groups in document order, parents before children. */
  readonly groups?: readonly XliffGroup[];
  readonly units: readonly XliffUnit[];
  /** XLIFF 1.x only: languages and data type of this file. */
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  readonly datatype?: string;
}

export interface Skeleton {
  readonly href?: string;
  readonly text?: string;
}

/** "A way to organize units into a structured hierarchy" (§4.2.2.4); units name their groups in `groupIds`. */
export interface XliffGroup {
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly type?: string;
  readonly notes: readonly Note[];
  readonly metadata: readonly Metadata[];
}

/** "A static container for a dynamic structure of elements holding the extracted translatable source text" (§4.2.2.5). */
export interface XliffUnit {
  readonly id: string;
  /** Original identifier of the text, such as a resource key. */
  readonly name?: string;
  /** `prefix:value`, such as `res:button`. */
  readonly type?: string;
  /** Ids of the enclosing groups, outermost first. */
  readonly groupIds?: readonly string[];
  /** False when the text must not be translated; inherited from groups and file. Default true. */
  readonly translate?: boolean;
  /** False when segments must not be joined or split; inherited. Default true. */
  readonly canResegment?: boolean;
  /** True when white space counts (`xml:space="preserve"`), inherited. Text is never normalised, whatever this says. */
  readonly preserveSpace: boolean;
  readonly notes: readonly Note[];
  readonly metadata: readonly Metadata[];
  readonly glossary: readonly GlossEntry[];
  readonly matches: readonly TranslationCandidate[];
  readonly segments: readonly (XliffSegment | XliffIgnorable)[];
  /** Ids of the original data, where they are to be kept; the data itself is with the codes. */
  readonly originalData?: readonly OriginalData[];
}

export interface OriginalData {
  readonly id: string;
  readonly text: string;
}

/**
 * "Indicates the state of the translation of a segment" (§4.3.1.36): `initial`: not yet, or only by machine;
 * `translated`: translated; `reviewed`; `final`.
 */
export type SegmentState = 'initial' | 'translated' | 'reviewed' | 'final';

/** A segment: the portion of a unit that is translated at once (§4.2.2.6). */
export interface XliffSegment {
  readonly kind: 'segment';
  readonly id?: string;
  readonly state?: SegmentState;
  /** "User-defined status": `prefix:value` (§4.3.1.37). */
  readonly subState?: string;
  /** Only where the segment differs from its unit. */
  readonly canResegment?: boolean;
  readonly source: Content;
  readonly target?: Content;
  readonly sourceAnnotations?: readonly Annotation[];
  readonly targetAnnotations?: readonly Annotation[];
  /** Place of the target among the unit's targets, when it is not the place of the source; 1-based (§4.3.1.25). */
  readonly order?: number;
  /** Where the target came from, as XLIFF 1.2 and its flavours record it. */
  readonly origin?: SegmentOrigin;
}

/** "Part of the extracted content that is not included in a segment" (§4.2.2.7), such as the space between sentences. */
export interface XliffIgnorable {
  readonly kind: 'ignorable';
  readonly id?: string;
  readonly source: Content;
  readonly target?: Content;
  readonly sourceAnnotations?: readonly Annotation[];
  readonly targetAnnotations?: readonly Annotation[];
  readonly order?: number;
}

/** What CAT tools know about the origin of a target. */
export interface SegmentOrigin {
  /** How the target was made; absent when the file does not say. */
  readonly kind?: 'mt' | 'tm' | 'icm' | 'idm' | 'repetition' | 'human' | 'source' | 'other';
  /** Name of the memory or engine. */
  readonly name?: string;
  /** Match percent as the tool states it; 101 and 102 stand for context matches. */
  readonly percent?: number;
  /** The state in the tool's own words: 1.2 `state`, SDL `conf`, memoQ `mq:status`, Phrase `confirmed`. */
  readonly status?: string;
  /** XLIFF 1.2 `state-qualifier`. */
  readonly qualifier?: string;
  readonly locked?: boolean;
}

/**
 * A marked span (`mrk`, `sm`/`em`; §4.3.3.2): a term, a comment, a part not to be translated. Annotations belong to the
 * work on the document, not to the document: they lie beside the content, so that matching, counting and translating
 * see the text alone. Positions are flat positions of the content.
 */
export interface Annotation {
  readonly id: string;
  /** `generic` (default), `comment`, `term`, or `prefix:value`. */
  readonly type?: string;
  readonly value?: string;
  readonly ref?: string;
  readonly translate?: boolean;
  /** Absent when the span began in an earlier segment. */
  readonly start?: number;
  /** Absent when the span ends in a later segment. */
  readonly end?: number;
}

/** A note for people (§4.2.2.9). Characters that XML cannot hold are written as U+FFFD. */
export interface Note {
  readonly id?: string;
  readonly category?: string;
  /** 1 (highest) to 10. */
  readonly priority?: number;
  readonly appliesTo?: 'source' | 'target';
  readonly text: string;
}

/** A group of the Metadata module (§5.3): any data as pairs of type and value. */
export interface Metadata {
  readonly id?: string;
  readonly category?: string;
  readonly appliesTo?: 'source' | 'target' | 'ignorable';
  readonly entries: readonly { readonly type: string; readonly value: string }[];
  readonly groups?: readonly Metadata[];
}

/** An entry of the Glossary module (§5.2). */
export interface GlossEntry {
  readonly id?: string;
  /** The marked span in the unit, such as `#m1`. */
  readonly ref?: string;
  readonly term: string;
  readonly termSource?: string;
  readonly translations: readonly GlossTranslation[];
  readonly definition?: string;
  readonly definitionSource?: string;
}

export interface GlossTranslation {
  readonly id?: string;
  readonly ref?: string;
  readonly source?: string;
  readonly text: string;
}

/**
 * `am` assembled of fragments, `mt` machine translation, `icm` in-context (the neighbours match too), `idm` by
 * identifier, `tb` termbase, `tm` memory, `other` (§5.1.6.9).
 */
export type MatchType = 'am' | 'mt' | 'icm' | 'idm' | 'tb' | 'tm' | 'other';

/**
 * A suggestion of the Translation Candidates module (§5.1). Three different numbers, each 0 to 100: `similarity` of the
 * sources, `matchQuality` of the target, and `matchSuitability`, "the general suitability and relevance" of both together.
 */
export interface TranslationCandidate {
  readonly id?: string;
  /** The segment or marked span it is for: `#s1`. */
  readonly ref: string;
  readonly type?: MatchType;
  /** `prefix:value`. */
  readonly subType?: string;
  readonly similarity?: number;
  readonly matchQuality?: number;
  readonly matchSuitability?: number;
  /** Name of the memory, engine or file it comes from. */
  readonly origin?: string;
  /** True when the target is in another language than the document's and serves as reference only. */
  readonly reference?: boolean;
  readonly source: Content;
  readonly target: Content;
  readonly metadata?: readonly Metadata[];
}

/** XLIFF 2's namespaces. */
export const NS = {
  core: 'urn:oasis:names:tc:xliff:document:2.0',
  core22: 'urn:oasis:names:tc:xliff:document:2.2',
  matches: 'urn:oasis:names:tc:xliff:matches:2.0',
  glossary: 'urn:oasis:names:tc:xliff:glossary:2.0',
  metadata: 'urn:oasis:names:tc:xliff:metadata:2.0',
  xliff11: 'urn:oasis:names:tc:xliff:document:1.1',
  xliff12: 'urn:oasis:names:tc:xliff:document:1.2',
  sdl: 'http://sdl.com/FileTypes/SdlXliff/1.0',
  memoq: 'MQXliff',
  phrase: 'http://www.memsource.com/mxlf/2.0',
} as const;
