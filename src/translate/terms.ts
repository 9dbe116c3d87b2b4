/** Does the text hold the term, inflected or not? Case is ignored; the last word may carry an English ending. */
export function termAppears(target: string, term: string): boolean {
  const words = term
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const last = words.pop();
  if (last === undefined || last === '') return true;
  const stem = last.replace(/(?:y|e)$/iu, '');
  const inflected = `(?:${last}|${stem})(?:s|es|ies|d|ed|ied|ing|'s|’s|s'|ly|y|e)?`;
  const pattern = [...words, inflected].join('[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(target);
}
