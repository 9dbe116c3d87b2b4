import type { Hypothesis } from './executor.js';

/** What a scheduler asks of a cache. */
export interface TranslationCache {
  get(key: string): Promise<Hypothesis | undefined>;
  put(key: string, hypothesis: Hypothesis): Promise<void>;
  close(): Promise<void>;
}
