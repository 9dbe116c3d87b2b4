/**
 * What a reader of XLIFF 1.2 needs to see, as data. The differences between tools are small but costly: a missing percent
 * sign, or a segment marker taken for a tag, and matches or whole files are ignored.
 */
export interface Xliff12Profile {
  /** `match-quality` as `85%` or as `85`. */
  readonly quality: 'percent' | 'number';
  /** `state-qualifier` of a machine translation. */
  readonly machine: 'leveraged-mt' | 'mt-suggestion';
  /** Several segments in one trans-unit (`seg-source`, `mrk`), or a trans-unit for each. */
  readonly segments: 'marked' | 'separate';
  /** Write the candidates as `alt-trans`. */
  readonly matches: boolean;
  /** Set `approved="yes"` on what is final. */
  readonly approved: boolean;
}

const GENERIC: Xliff12Profile = {
  quality: 'percent',
  machine: 'leveraged-mt',
  segments: 'marked',
  matches: true,
  approved: true,
};

/** Profiles by tool; sources: the makers' documentation and code, see the notes on how CAT tools read states. */
export const XLIFF12_PROFILES = {
  generic: GENERIC,
  /** Smartcat, Wordbee, translate5: the conventional marking as it is. */
  conventional: GENERIC,
  trados: GENERIC,
  memoq: GENERIC,
  phrase: GENERIC,
  /** Imports an `alt-trans` only with a numeric quality of at least 50. */
  matecat: { ...GENERIC, quality: 'number' },
  /** Wants the percent sign and `extype`; knows machine translation as `mt-suggestion`. */
  xtm: { ...GENERIC, machine: 'mt-suggestion' },
  /** Reads through the Translate Toolkit: shows segment markers as tags, ignores candidates. */
  weblate: { ...GENERIC, segments: 'separate' },
  lokalise: { ...GENERIC, segments: 'separate', matches: false },
  omegat: { ...GENERIC, segments: 'separate' },
} as const satisfies Record<string, Xliff12Profile>;

export type Xliff12ProfileName = keyof typeof XLIFF12_PROFILES;
