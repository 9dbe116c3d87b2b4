import { equalContent, plainText } from '../../content/index.js';
import type { MemoryUnitInput, UnitOrigin } from '../../memory/index.js';
import {
  originOf,
  type SegmentOrigin,
  type SegmentState,
  type TranslationCandidate,
  type XliffDocument,
  type XliffFile,
  type XliffSegment,
  type XliffUnit,
} from '../../xliff/index.js';

/** Why a segment of a bilingual file is no unit for a memory. */
export type LeftOut = 'untranslated' | 'copied' | 'suggestion' | 'draft';

/** What a segment that comes back from a CAT tool is worth. */
export type Verdict =
  | { readonly kind: 'human'; readonly state: Exclude<SegmentState, 'initial'> }
  /** Translated, but the file does not say by whom or whether anybody confirmed it. */
  | { readonly kind: 'import' }
  | { readonly kind: 'mt'; readonly model: string; readonly confidence: number }
  | { readonly kind: 'left'; readonly why: LeftOut };

export interface VerdictOptions {
  /**
   * False for files of XLIFF 1.2, where a target without a state reads as translated although nobody said so: only states
   * that stand in the file count.
   */
  readonly stated?: boolean;
}

const MACHINE_QUALIFIERS: ReadonlySet<string> = new Set(['leveraged-mt', 'mt-suggestion']);

/**
 * States decide what is trusted. Confirmed work is a person's, whatever it was made from. Machine translation that nobody
 * confirmed stays machine translation, unless a person changed it: tools that write no states (OmegaT) leave no other sign.
 */
export function verdictOf(unit: XliffUnit, segment: XliffSegment, options: VerdictOptions = {}): Verdict {
  const { target, source, state } = segment;
  if (target === undefined || plainText(target).trim() === '') return { kind: 'left', why: 'untranslated' };
  const origin = originOf(unit, segment);
  if (state === 'final' || state === 'reviewed') return { kind: 'human', state };
  if (segment.subState === 'memori:copied' || origin?.kind === 'source') return { kind: 'left', why: 'copied' };

  const offers = unit.matches.filter((match) => match.ref === `#${segment.id}` && match.reference !== true);
  const of = (...types: (TranslationCandidate['type'] | undefined)[]): TranslationCandidate[] =>
    offers.filter((match) => types.includes(match.type));
  const taken = (list: readonly TranslationCandidate[]): TranslationCandidate | undefined =>
    list.find((match) => equalContent(match.target, target));
  const changed = (list: readonly TranslationCandidate[]): boolean =>
    list.length > 0 && taken(list) === undefined && !equalContent(source, target);
  const machine = of('mt');

  if (state === 'translated') {
    const qualifier = segment.origin?.qualifier;
    if (qualifier !== undefined && MACHINE_QUALIFIERS.has(qualifier) && !changed(machine)) {
      return machineVerdict(origin, taken(machine));
    }
    if (options.stated !== false || segment.origin?.status !== undefined) return { kind: 'human', state };
    return sameText(segment) ? { kind: 'left', why: 'copied' } : { kind: 'import' };
  }
  if (state === undefined && origin === undefined) {
    return sameText(segment) ? { kind: 'left', why: 'copied' } : { kind: 'import' };
  }
  switch (origin?.kind) {
    case 'mt':
      return changed(machine) ? { kind: 'human', state: 'translated' } : machineVerdict(origin, taken(machine));
    case 'tm':
    case 'icm':
    case 'idm':
    case 'repetition':
      return changed(offers) ? { kind: 'human', state: 'translated' } : { kind: 'left', why: 'suggestion' };
    default:
      return { kind: 'left', why: sameText(segment) ? 'copied' : 'draft' };
  }
}

const sameText = ({ source, target }: XliffSegment): boolean =>
  target !== undefined && plainText(source).trim() === plainText(target).trim();

function machineVerdict(origin: SegmentOrigin | undefined, match: TranslationCandidate | undefined): Verdict {
  const percent = match?.matchQuality ?? match?.matchSuitability ?? origin?.percent ?? 0;
  const confidence = Math.min(1, Math.max(0, percent / 100));
  return { kind: 'mt', model: match?.origin ?? origin?.name ?? '', confidence };
}

/** The units of a bilingual document, and what was left out why. */
export interface DocumentUnits {
  readonly units: readonly MemoryUnitInput[];
  readonly left: Readonly<Record<LeftOut, number>>;
}

export interface DocumentFacts {
  readonly file: string;
  /** Who worked on it, when the user says so. */
  readonly author?: string;
}

/** The last part of a path, also of a Windows path. */
const baseName = (path: string): string => path.split(/[/\\]/).at(-1)!;

/** What of a bilingual document belongs into a memory. */
export function unitsOfDocument(document: XliffDocument, facts: DocumentFacts): DocumentUnits {
  const left: Record<LeftOut, number> = { untranslated: 0, copied: 0, suggestion: 0, draft: 0 };
  const units: MemoryUnitInput[] = [];
  const tool = toolOf(document);
  const stated = !document.version.startsWith('1');
  for (const file of document.files) {
    const checksum = provenance(file, 'model-checksum') ?? '';
    const model = provenance(file, 'model') ?? '';
    const segments = file.units.flatMap((unit) =>
      unit.segments.flatMap((segment) => (segment.kind === 'segment' ? [{ unit, segment }] : [])),
    );
    segments.forEach(({ unit, segment }, i) => {
      const verdict = verdictOf(unit, segment, { stated });
      if (verdict.kind === 'left') {
        left[verdict.why]++;
        return;
      }
      const text = (at: number): string => (segments[at] === undefined ? '' : plainText(segments[at].segment.source));
      const origin: UnitOrigin =
        verdict.kind === 'mt'
          ? {
              kind: 'mt',
              model: verdict.model || model,
              checksum: verdict.model === model || verdict.model === '' ? checksum : '',
              confidence: verdict.confidence,
            }
          : verdict.kind === 'import'
            ? { kind: 'import', file: baseName(facts.file) }
            : {
                kind: 'human',
                ...(tool !== undefined && { tool }),
                ...(facts.author !== undefined && { author: facts.author }),
              };
      const notes = unit.notes.flatMap((note) => (note.category?.startsWith('memori:') === true ? [] : note.text));
      units.push({
        source: segment.source,
        target: segment.target!,
        ...languagesOf(document, file),
        origin,
        state: verdict.kind === 'human' ? verdict.state : verdict.kind === 'mt' ? 'initial' : 'translated',
        document: baseName(file.original ?? facts.file),
        context: {
          previous: text(i - 1),
          next: text(i + 1),
          ...(unit.name !== undefined && { unitId: unit.name }),
        },
        ...(notes.length > 0 && { notes }),
        ...(verdict.kind === 'mt' && { confidence: verdict.confidence }),
      });
    });
  }
  return { units, left };
}

function languagesOf(document: XliffDocument, file: XliffFile): { sourceLanguage?: string; targetLanguage?: string } {
  const source = file.sourceLanguage || document.sourceLanguage;
  const target = file.targetLanguage ?? document.targetLanguage;
  return { ...(source !== '' && { sourceLanguage: source }), ...(target !== undefined && { targetLanguage: target }) };
}

const provenance = (file: XliffFile, type: string): string | undefined =>
  file.metadata.find((group) => group.category === 'memori:provenance')?.entries.find((entry) => entry.type === type)
    ?.value;

function toolOf(document: XliffDocument): string | undefined {
  switch (document.dialect) {
    case 'sdl':
      return 'Trados Studio';
    case 'memoq':
      return 'memoQ';
    case 'phrase':
      return 'Phrase';
    case undefined:
      return undefined;
  }
}
