/**
 * The JSON that the npm package `xliff` and the i18next family exchange. Inline codes are objects with one key, the kind
 * of element; text without codes is a plain string.
 */
export interface XliffJson {
  readonly sourceLanguage: string;
  readonly targetLanguage?: string;
  readonly xliffVersion?: string;
  /** File id (2.x) or `original` (1.2) → unit id → unit. */
  readonly resources: Readonly<Record<string, XliffJsonUnits>>;
}

export type XliffJsonUnits = Readonly<Record<string, XliffJsonUnit | XliffJsonGroup>>;

export interface XliffJsonUnit {
  readonly source?: XliffJsonText;
  readonly target?: XliffJsonText;
  readonly note?: string | readonly string[];
  readonly additionalAttributes?: Readonly<Record<string, string>>;
}

export interface XliffJsonGroup {
  readonly groupUnits: XliffJsonUnits;
  readonly additionalAttributes?: Readonly<Record<string, string>>;
}

export type XliffJsonText = string | readonly (string | XliffJsonInline)[];

/** `ph`, `pc`, `sc`, `ec` of XLIFF 2; in XLIFF 1.2 `x`, `g`, `bx`, `ex`, and `ph`, `bpt`, `ept` with their data inside. */
export type XliffJsonKind =
  'Standalone' | 'Span' | 'SpanStart' | 'SpanEnd' | 'GenericSpan' | 'GenericSpanStart' | 'GenericSpanEnd' | 'Marker';

export type XliffJsonInline = { readonly [K in XliffJsonKind]?: XliffJsonElement };

export interface XliffJsonElement {
  readonly contents?: XliffJsonText;
  readonly [attribute: string]: XliffJsonText | undefined;
}
