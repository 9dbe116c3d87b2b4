import { access } from 'node:fs/promises';
import { isMemoriError, MemoriError, readText } from '../base/index.js';
import { type Content, equalContent, plainText } from '../content/index.js';
import { readXliff, type XliffDocument, type XliffSegment, type XliffUnit } from '../xliff/index.js';
import type { SegmentState } from './decision.js';
import type { DocumentSegment, SourceDocument } from './document.js';

/** A segment that a person changed or confirmed in the XLIFF file of an earlier run. */
export interface HumanSegment {
  readonly source: Content;
  readonly target: Content;
  readonly state: SegmentState;
  readonly subState: string | undefined;
  readonly unitId: string;
  readonly segmentId: string;
}

/** What an earlier run, and people since, left for a document. */
export interface PreviousRun {
  readonly text: string;
  /** Date of the earlier run's provenance, ISO 8601. */
  readonly date: string | undefined;
  readonly human: readonly HumanSegment[];
}

export const NOTHING_BEFORE: PreviousRun = { text: '', date: undefined, human: [] };

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/**
 * Reads the bilingual file of an earlier run.
 * @throws MemoriError when the file is there but cannot be read: it may hold a person's work, so it is not overwritten.
 */
export async function readPrevious(file: string): Promise<PreviousRun> {
  if (!(await exists(file))) return NOTHING_BEFORE;
  const { text } = await readText(file, { allowEmpty: true });
  if (text === '') return NOTHING_BEFORE;
  let document: XliffDocument;
  try {
    document = readXliff(text, { file });
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    throw new MemoriError(error.kind, error.code, `the XLIFF file of an earlier run is damaged: ${error.message}`, {
      ...error.position,
      hint: 'It may hold your edits, so it was left alone. Repair, move or delete it, then run again.',
      cause: error,
    });
  }
  const provenance = document.files[0]?.metadata.find((group) => group.category === 'memori:provenance');
  return {
    text,
    date: provenance?.entries.find((entry) => entry.type === 'date')?.value,
    human: document.files.flatMap((part) =>
      part.units.flatMap((unit) =>
        unit.segments.flatMap((segment) => (segment.kind === 'segment' ? humanSegment(unit, segment) : [])),
      ),
    ),
  };
}

/** The segment when its target is not what a machine wrote there. */
function humanSegment(unit: XliffUnit, segment: XliffSegment): HumanSegment[] {
  const { target } = segment;
  if (target === undefined || plainText(target).trim() === '') return [];
  if (segment.subState?.startsWith('memori:') === true) {
    const offered = unit.matches.filter((match) => match.ref === `#${segment.id}`).map((match) => match.target);
    if ([segment.source, ...offered].some((candidate) => equalContent(candidate, target))) return [];
  }
  const state = segment.state ?? 'initial';
  // A person's target no longer carries our word about its origin.
  const subState = segment.subState?.startsWith('memori:') === true ? undefined : segment.subState;
  return [{ source: segment.source, target, state, subState, unitId: unit.id, segmentId: segment.id ?? '' }];
}

/** Finds for each segment of a document the person's segment with the same source, each used once, nearest place first. */
export function matchHuman(
  document: SourceDocument,
  segments: readonly DocumentSegment[],
  human: readonly HumanSegment[],
): (HumanSegment | undefined)[] {
  const places = document.blocks.flatMap((block) =>
    block.pieces.flatMap((piece) => (piece.kind === 'segment' ? [`${block.id}/${piece.id}`] : [])),
  );
  const free = new Set(human);
  const take = (fits: (candidate: HumanSegment) => boolean): HumanSegment | undefined => {
    for (const candidate of free) {
      if (!fits(candidate)) continue;
      free.delete(candidate);
      return candidate;
    }
    return undefined;
  };
  const found = segments.map((segment, i) =>
    take(
      (candidate) =>
        `${candidate.unitId}/${candidate.segmentId}` === places[i] && equalContent(candidate.source, segment.content),
    ),
  );
  return segments.map((segment, i) => found[i] ?? take((candidate) => equalContent(candidate.source, segment.content)));
}
