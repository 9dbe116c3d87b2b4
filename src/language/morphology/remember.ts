/** Entries kept by each cache before it starts anew: bounded memory, and a document's words fit many times over. */
const CACHE_SIZE = 50_000;

/** A function of one word, remembered. */
export function remembered(compute: (word: string) => string): (word: string) => string {
  let cache = new Map<string, string>();
  return (word) => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    if (cache.size >= CACHE_SIZE) cache = new Map();
    const value = compute(word);
    cache.set(word, value);
    return value;
  };
}
