/**
 * Segmentation Rules eXchange (LISA OSCAR, SRX 2.0, 2008; and 1.0, 2004) as data.
 */

export interface SrxRule {
  /** `break="yes"`, which is also the default. */
  readonly break: boolean;
  /** Regular expression for the text before the position; empty: anything. */
  readonly before: string;
  /** Regular expression for the text after the position; empty: anything. */
  readonly after: string;
  /** Where the rule stands in its file, 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** A named set of rules. */
export interface SrxLanguageRule {
  readonly name: string;
  readonly rules: readonly SrxRule[];
}

/** Languages whose code matches the whole pattern use the named rules. */
export interface SrxLanguageMap {
  readonly pattern: string;
  readonly ruleName: string;
}

export interface SrxHeader {
  readonly segmentSubflows: boolean;
  /** All maps that match a language count, in order; otherwise only the first one. */
  readonly cascade: boolean;
  /** Does a format code of this type at a break belong to the segment before it? */
  readonly formatHandles: Readonly<Partial<Record<'start' | 'end' | 'isolated', boolean>>>;
  /** Attributes of foreign `options` elements, such as Okapi's `useIcu4jBreakRules`. Read, not written. */
  readonly options: Readonly<Record<string, string>>;
}

export interface SrxDocument {
  readonly version: '1.0' | '2.0';
  readonly header: SrxHeader;
  readonly languageRules: readonly SrxLanguageRule[];
  readonly maps: readonly SrxLanguageMap[];
}
