/** What a validator finds: every problem names a rule of the catalogue, the place in the specification and in the file. */
export interface ValidationProblem {
  /** Identifier in the rule catalogue, such as `xliff2.sc-ec-pair`. */
  readonly rule: string;
  /** Document and section, such as `XLIFF 2.1 §4.3.1 isolated`. */
  readonly spec: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
}

export interface Validation {
  /** `xliff-2.1`, `xliff-1.2`, `tmx-1.4`, …; `xml` when it is neither; `unknown` when it could not be read. */
  readonly format: string;
  /** True when there is no problem; warnings do not count. */
  readonly valid: boolean;
  readonly problems: readonly ValidationProblem[];
  /** Doubtful but allowed, or a rule that the official samples themselves do not keep. */
  readonly warnings: readonly ValidationProblem[];
  /** True when there were more problems than are listed. */
  readonly truncated: boolean;
}

export interface ValidationOptions {
  /**
   * Fragment-identifier prefixes of private extensions, by prefix, with their namespaces: `{ my: ['urn:my'] }` makes
   * `ref="#f=f1/my=id"` legal. The modules and registered extensions are known already.
   */
  readonly extensionPrefixes?: Readonly<Record<string, readonly string[]>>;
  /** XLIFF 1.2: hold the file to the strict flavour (no attributes or elements outside the specification). */
  readonly strict?: boolean;
  /** How many problems are listed at most; 1000 unless told. */
  readonly maxProblems?: number;
}
