import type { TmxHeader, TmxUnit, TmxVariant } from './model.js';

/** How well a language tag answers a wanted one: 3 the same, 2 the wanted one without its region, 1 another region, 0 not. */
export function languageFit(tag: string, wanted: string): number {
  const a = tag.toLowerCase().replaceAll('_', '-');
  const b = wanted.toLowerCase().replaceAll('_', '-');
  if (a === b) return 3;
  const [primaryA] = a.split('-');
  const [primaryB] = b.split('-');
  // Java's old code for Indonesian is still found in the wild.
  const modern = (primary: string | undefined): string | undefined => (primary === 'in' ? 'id' : primary);
  if (modern(primaryA) !== modern(primaryB) || a === '') return 0;
  return a === primaryA ? 2 : 1;
}

/** A variant of the language; the best fit, the first of equals. */
export function variantFor(variants: readonly TmxVariant[], language: string): TmxVariant | undefined {
  let best: TmxVariant | undefined;
  let fit = 0;
  for (const variant of variants) {
    const one = languageFit(variant.language, language);
    if (one > fit) {
      best = variant;
      fit = one;
    }
  }
  return best;
}

/** A unit in one pair of languages. */
export interface TmxPair {
  readonly unit: TmxUnit;
  readonly source: TmxVariant;
  readonly target: TmxVariant;
}

export interface PairOptions {
  /** Take units whose source language is another one, too: the direction of translation is then not known. */
  readonly anyDirection?: boolean;
}

/**
 * The unit as a translation from one language to another; undefined when it lacks one of them, or was translated from
 * another language ("srclang … specifies the language of the source text", TMX 1.4b).
 */
export function pairOf(
  header: Pick<TmxHeader, 'sourceLanguage'>,
  unit: TmxUnit,
  sourceLanguage: string,
  targetLanguage: string,
  options: PairOptions = {},
): TmxPair | undefined {
  const declared = unit.sourceLanguage ?? header.sourceLanguage;
  const fits = options.anyDirection === true || declared.toLowerCase() === '*all*' || declared === '';
  if (!fits && languageFit(declared, sourceLanguage) === 0) return undefined;
  const source = variantFor(unit.variants, sourceLanguage);
  const others = unit.variants.filter((variant) => variant !== source);
  const target = variantFor(others, targetLanguage);
  if (source === undefined || target === undefined) return undefined;
  return { unit, source, target };
}

/** Every language of the units, in order of first appearance. */
export function languagesOf(units: Iterable<TmxUnit>): string[] {
  const found = new Map<string, string>();
  for (const { variants } of units) {
    for (const { language } of variants) {
      const key = language.toLowerCase();
      if (!found.has(key)) found.set(key, language);
    }
  }
  return [...found.values()];
}
