/**
 * What a memory needs to know about languages. It is handed these functions and imports none: the same memory serves any
 * pair of languages, and tests can hand it simple ones.
 */
export interface TextTools {
  /** Changes whenever a result of these functions changes: an index made with other functions is rebuilt. */
  readonly version: string;
  /**
   * A JavaScript module (URL) that exports a function `textTools` which returns these very functions: lets look-ups of many
   * texts use all cores. Without it they use one.
   */
  readonly module?: string;
  /** Everything but white space, in order, without overlap. A piece of text has the same kind wherever it stands. */
  tokens(text: string, language: string): readonly TextToken[];
  /** Normal form of a token: equal for what differs only in case, quotes, width or accepted spelling. */
  tokenKey(text: string, language: string): string;
  /**
   * One spelling per thing, over the keys of a whole text: `kerja sama` and `kerjasama` become the same words. Default:
   * the words as they are.
   */
  foldSpelling?(words: readonly string[], language: string): readonly string[];
  /** The form under which an inflected word is compared; undefined for words that carry no meaning of their own. */
  contentKey(word: string, language: string): string | undefined;
  /** Words that are related by derivation share a key; used by concordance only. Default: {@link contentKey}. */
  relatedKey?(word: string, language: string): string | undefined;
  /** Numbers, dates, times, amounts of money, percentages …, in order, without overlap. */
  quantities(text: string, language: string): readonly TextQuantity[];
  /** Do two quantities, of either language, say the same? Equal keys always do. */
  sameQuantity(a: TextQuantity, b: TextQuantity): boolean;
  /**
   * The quantity as it is written in a language; `like` is a text of that language which the result should resemble.
   * Undefined when it cannot be written there with certainty.
   */
  renderQuantity(quantity: TextQuantity, language: string, like?: string): string | undefined;
}

/** A piece of text; positions are UTF-16 code units, `end` exclusive. */
export interface TextToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'punctuation' | 'symbol';
}

export interface TextQuantity {
  readonly start: number;
  readonly end: number;
  /** `number`, `date`, `money` …: only quantities of one kind stand for each other. */
  readonly kind: string;
  /** The value in canonical form, the same in every language. */
  readonly key: string;
}
