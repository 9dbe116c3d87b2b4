import type { Content } from '../content/index.js';

/** What is known of a model folder before anything is loaded from it. */
export interface ModelInfo {
  /** Absolute path of the folder. */
  readonly dir: string;
  /** The name stored with every translation: `memori.id` of the config, else the folder's or the hub's name. */
  readonly id: string;
  /** SHA-256 over the names, sizes and contents of all files that decide about the output. */
  readonly checksum: string;
  /** Name and version of the library that runs the graphs. */
  readonly runtime: string;
  /** Number of weights, when the config says so. */
  readonly parameters?: number;
  readonly precision: 'int8' | 'fp32';
  readonly tokenizer: 'sentencepiece' | 'marian' | 'tokenizer.json';
  readonly vocabulary: number;
  /** Longer sources are split; in the model's own tokens. */
  readonly maxSourceTokens: number;
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  readonly licence?: string;
  /** The model was trained on the reserved pieces for inline codes and placeholders (`<g1>` … `</g6>`, `<x1>` …). */
  readonly trainedTags: boolean;
  /** The model was trained on term annotations (`<term> source <to> target </term>`). */
  readonly trainedTerms: boolean;
  /** The graph gives its guided attention, from which words are aligned. */
  readonly alignment: boolean;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

export interface ReadModelOptions {
  /** Fetch a model that is not on this machine from the hub. Default false: nothing leaves or enters the machine. */
  readonly allowRemote?: boolean;
  /** Where fetched models are kept; default `.cache/models` under the current folder. */
  readonly modelCacheDir?: string;
  /** `fp32` prefers the unquantised graphs where a folder has both. Default `int8`. */
  readonly precision?: 'int8' | 'fp32';
}

export interface TranslatorOptions extends ReadModelOptions {
  /** A model folder, a name under `models/`, or a hub id such as `owner/name`. */
  readonly model: string;
  /** Worker threads, one runtime thread each. Default: one per core; 0: decode in this thread (tests, one-off use). */
  readonly jobs?: number;
  /** Hypotheses kept per sentence; 1 is greedy. At most half of the candidates that the graph returns. Default 1. */
  readonly beam?: number;
  /** Exponent of the length in a hypothesis' score (sum of log-probabilities / length^penalty). Default 1. */
  readonly lengthPenalty?: number;
  /** Folder of the translation cache; no cache when absent. */
  readonly cacheDir?: string | undefined;
  /** Size bound of the cache in bytes; the oldest records go first. Default 256 MiB. */
  readonly cacheBytes?: number;
  /** Bound of (rows × longest source) of one batch, in tokens. Default 1,024. Does not change any result. */
  readonly maxTokensPerBatch?: number;
  /** Does the target hold the term, inflected or not? Default: {@link termAppears}. */
  readonly termAppears?: (target: string, term: string) => boolean;
}

/** A term of the source and what it has to become. */
export interface TermConstraint {
  /** UTF-16 offset in the source's plain text. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** The wanted translation; ignored with `doNotTranslate`. */
  readonly target: string;
  /** Keep the source's own words. */
  readonly doNotTranslate?: boolean;
}

export interface TranslationRequest {
  readonly source: Content;
  /** Copied, not translated (credits, rights lines, end marks). */
  readonly locked?: boolean;
  readonly terms?: readonly TermConstraint[];
}

/** Something a person should know about one translation. */
export type TranslationFlag =
  /** Nothing was translated: the segment is locked, or has no words. */
  | { readonly kind: 'copied'; readonly why: 'locked' | 'no-words' }
  /** The source was longer than the model takes, or went wrong as a whole: translated in parts. */
  | { readonly kind: 'split'; readonly parts: number }
  /** Decoding was stopped at its bound; the end may be missing. */
  | { readonly kind: 'hit-limit' }
  /** The output repeats itself. */
  | { readonly kind: 'repetition'; readonly phrase: string }
  /** The model gave nothing: the source stands in the target. */
  | { readonly kind: 'empty' }
  /** A protected span of the source is in the target `found` times instead of `wanted` times. */
  | { readonly kind: 'lost-placeholder'; readonly text: string; readonly wanted: number; readonly found: number }
  /** A protected span that the model garbled was put back: where the alignment says, or at the end. */
  | { readonly kind: 'placeholder-repaired'; readonly text: string; readonly by: 'alignment' | 'end' }
  /** A number, date or the like of the source is not in the target with the same value. */
  | { readonly kind: 'figure-differs'; readonly text: string }
  /** The place of an inline code is a guess. */
  | { readonly kind: 'code-moved'; readonly id: string }
  /** The term's translation is not in the target. */
  | { readonly kind: 'term-missed'; readonly term: TermConstraint }
  /** The term's translation is in the target because it was forced: grammar around it may suffer. */
  | { readonly kind: 'term-forced'; readonly term: TermConstraint; readonly by: 'search' | 'alignment' };

/** Words that translate each other: plain-text offsets of source and target, and the attention between them (0..1). */
export interface WordLink {
  readonly source: { readonly start: number; readonly end: number };
  readonly target: { readonly start: number; readonly end: number };
  readonly weight: number;
}

/** What the confidence is made of. */
export interface ConfidenceDetails {
  /** Mean natural-log probability per target token, end of sentence included. */
  readonly meanLogProb: number;
  readonly minLogProb: number;
  /** Target words / source words. */
  readonly lengthRatio: number;
  /** Share of source tokens that received attention; 1 when the model gives no attention. */
  readonly coverage: number;
  /** Share of target tokens that belong to an immediate repetition. */
  readonly repetition: number;
  /** Target tokens. */
  readonly tokens: number;
  readonly truncatedOrSplit: boolean;
}

export interface Translation {
  readonly target: Content;
  /** Plain text of the target. */
  readonly text: string;
  /** 0..1; see {@link confidence}. */
  readonly confidence: number;
  readonly details: ConfidenceDetails;
  readonly flags: readonly TranslationFlag[];
  /** Terms of the request that are in the target. */
  readonly termsHonoured: readonly TermConstraint[];
  /** Present when the model gives its attention and the segment was translated. */
  readonly alignment?: readonly WordLink[];
  /** Everything that the model had to say came from the cache. */
  readonly cached: boolean;
}

export interface TranslateOptions {
  /** Stops within one decoding step; the promise then rejects with `translate.interrupted`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called once per request in the order of the requests, as soon as its result and all before it are there. */
  readonly onResult?: (index: number, translation: Translation) => void;
}

export interface Translator {
  readonly info: ModelInfo;
  /**
   * Translates segments. The result of a segment does not depend on the others, on the batch or on the number of workers.
   *
   * @throws MemoriError `translate.interrupted` when the signal fires, `translate.worker` when a worker dies.
   */
  translate(requests: readonly TranslationRequest[], options?: TranslateOptions): Promise<Translation[]>;
  /** Ends the workers and closes the cache. */
  close(): Promise<void>;
}
