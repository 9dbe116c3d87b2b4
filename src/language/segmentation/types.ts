import type { Language } from '../quantities/types.js';

export type { Language };

/**
 * What a block of a document is. The closed set, with what each means for a translator:
 *
 * - `title`: the first line of a document when it has no final stop.
 * - `heading`: a numbered or capitalised line without a stop between other blocks. Its number stays in the unit.
 * - `paragraph`: running text; also the class of anything nothing else is known about.
 * - `caption`: a stray line without a stop that is no heading: picture caption, link text, line of a form or an address.
 * - `credit`: photographer, agency, reporter (`Foto: …`, `-/Kremlin/dpa`, `(ant/fdl)`). Locked.
 * - `rights`: copyright line (`©2024 …`). Locked.
 * - `related`: link to another article (`Baca Juga: …`, `Read also: …`): boilerplate, always one segment.
 * - `list-item`: a line that starts with a bullet, a dash, a number or a letter.
 * - `end-mark`: sign that the article is over: `(*)`, `***`, `-30-`. Locked.
 * - `dateline`: a line of place and date only (`Lawang, 7 Juli 2025`).
 * - `quote`: a quoted line of a plain-text mail (`> …`), or a block quotation of a richer format.
 */
export type BlockClass =
  | 'title'
  | 'heading'
  | 'paragraph'
  | 'caption'
  | 'credit'
  | 'rights'
  | 'related'
  | 'list-item'
  | 'end-mark'
  | 'dateline'
  | 'quote';

/** A block of a document: UTF-16 offsets `[start, end)` in the given text, without surrounding white space. */
export interface TextBlock {
  readonly start: number;
  readonly end: number;
  readonly class: BlockClass;
}

/** A segment of a document: UTF-16 offsets `[start, end)` in the given text, without surrounding white space. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly class: BlockClass;
  /** Copied, not translated: credits, rights lines, end marks. */
  readonly locked: boolean;
}

/** A segment inside one block: UTF-16 offsets in the block's text. */
export interface BlockSegment {
  readonly start: number;
  readonly end: number;
  /** Present when the segment is of another class than its block: a credit or an end mark after the last stop. */
  readonly class?: BlockClass;
}

/**
 * How an abbreviation behaves when its full stop is followed by something that could start a sentence.
 *
 * - `never`: titles, address, letters, company forms before the name: no end, whatever follows.
 * - `number`: no end before a number, a Roman numeral or a single letter.
 * - `degree`: no end before a further degree or a bracket.
 * - `company`: after a company's name: no end before a bracket or a digit.
 * - `closer`: `dll.`, `etc.`: no end before a bracket or a digit.
 * - `ambiguous`: an end only before a word that usually starts a sentence (`U.S. The …`, not `U.S. Congress`).
 * - `time`: `a.m.`, `p.m.`: no end before a time zone, a day or a month.
 */
export type AbbreviationClass = 'never' | 'number' | 'degree' | 'company' | 'closer' | 'ambiguous' | 'time';

/**
 * The rules of a language as data. Words are written as they appear in text. An abbreviation is written without its last
 * full stop; one in lower case also covers its capitalised and upper-case spelling, any other also its upper-case one.
 */
export interface RuleData {
  readonly language: Language;
  readonly abbreviations: Readonly<Record<AbbreviationClass, readonly string[]>>;
  /** Words that start sentences and are no part of names: they decide where an abbreviation leaves it open. */
  readonly starters: readonly string[];
  /** Ending of words that are no names, such as Indonesian `-nya`; empty: none. */
  readonly possessive: string;
  /** Words before a single letter that is a label, not an initial: `gedung C.`, `vitamin C.`, `plan B.` */
  readonly labels: readonly string[];
  /** Words after which a single letter is an initial: `oleh S. T. Lubis`. */
  readonly nameIntroducers: readonly string[];
  /** Nouns of office: `Direktur PT Anu Tbk. Budi Santoso` goes on with a name. */
  readonly roles: readonly string[];
  /** May a single letter after any other lower-case word be an initial? Indonesian: no, English: yes. */
  readonly initialAfterLowerCase: boolean;
  /** Words that open a numbered heading or caption: `Bab IV. Penutup`, `Tabel 2. Jumlah`. */
  readonly headingNouns: readonly string[];
  /** Verbs of saying which after a closing quotation mark continue the sentence, even when capitalised. */
  readonly attributions: readonly string[];
  /** Verbs which after `?”` or `!”` and a name continue the sentence: `“Siapa?” Kim bertanya.` */
  readonly speechVerbs: readonly string[];
  /** Names that end in `!` or `?`. */
  readonly namesWithMark: readonly string[];
  /** Abbreviations in lower case that may start a sentence: `dr.` */
  readonly lowerCaseStarts: readonly string[];
  /** Abbreviations that are full words too: before a number of four digits and a lower-case word they are words. */
  readonly homographs: readonly string[];
  /** Time zones, days and months: what continues a time of day. */
  readonly timeContinuations: readonly string[];
  /** Function words that headings in title case leave in lower case. */
  readonly smallWords: readonly string[];
  /** What starts a line that links to another article, in lower case, without the colon. */
  readonly relatedLabels: readonly string[];
  /** What starts a credit line, in lower case, without the colon. */
  readonly creditLabels: readonly string[];
  /** What starts a copyright line besides the sign, in lower case. */
  readonly rightsLabels: readonly string[];
  /** Places that stand before a dash at the start of a report, in lower case. */
  readonly datelinePlaces: readonly string[];
  /** Month names and abbreviations, in lower case. */
  readonly months: readonly string[];
  /** Day names, in lower case. */
  readonly days: readonly string[];
}

/** The word-list rules of {@link RuleData}. */
export interface WordListRules {
  readonly kind: 'word-lists';
  readonly data: RuleData;
}

/** One rule of regular expressions, as in SRX: it decides at a position with `before` to its left and `after` to its right. */
export interface RegexRule {
  readonly break: boolean;
  /** JavaScript source for the `v` flag, without capturing groups. Empty: anything. */
  readonly before: string;
  readonly after: string;
}

/** Ordered rules of regular expressions: the first one that matches a position decides; where none does, there is no break. */
export interface RegexRules {
  readonly kind: 'regex';
  readonly rules: readonly RegexRule[];
  /** BCP 47 language whose ICU sentence breaks stand where no rule matches (Okapi's `useIcu4jBreakRules`). */
  readonly icuLanguage?: string;
}

/** Regular expressions first; where none of them matches a position, the other rules decide. */
export interface CascadeRules {
  readonly kind: 'cascade';
  readonly first: RegexRules;
  readonly then: SegmentationRules;
}

export type SegmentationRules = WordListRules | RegexRules | CascadeRules;

/** A position named by the literal text to its left and right; white space at the position itself does not count. */
export interface BreakPosition {
  readonly before: string;
  readonly after: string;
}

/** A person's corrections, kept with a project and replayed: joins undo breaks, splits add them. A split beats a join. */
export interface SegmentationOverrides {
  readonly joins?: readonly BreakPosition[];
  readonly splits?: readonly BreakPosition[];
}

export interface SegmentationOptions {
  /** Default: the rules of the language. */
  readonly rules?: SegmentationRules;
  readonly overrides?: SegmentationOverrides;
}
