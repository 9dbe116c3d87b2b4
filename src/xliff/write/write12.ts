import { type Content, codesOf, EMPTY, join } from '../../content/index.js';
import {
  type Metadata,
  NS,
  type Note,
  type SegmentOrigin,
  type SegmentState,
  type TranslationCandidate,
  type XliffDocument,
  type XliffFile,
  type XliffSegment,
  type XliffUnit,
} from '../model.js';
import { WHOLE } from '../read/read12.js';
import { status12 } from '../states.js';
import { escapeText, replaceInvalid } from '../xml/index.js';
import { inGroups } from './groups.js';
import { type InlineContext12, writeInline12 } from './inline12.js';
import { originOf } from './origin.js';
import { type Xliff12Profile, XLIFF12_PROFILES, type Xliff12ProfileName } from './profile12.js';
import { attributes, Lines, nmtoken } from './xml.js';

export interface WriteXliff12Options {
  readonly profile?: Xliff12ProfileName | Xliff12Profile;
  readonly indent?: string;
  /** Named in the header and by every `alt-trans`. */
  readonly tool?: { readonly id: string; readonly name: string; readonly version?: string };
}

interface Job {
  readonly lines: Lines;
  readonly profile: Xliff12Profile;
  readonly tool: { readonly id: string; readonly name: string; readonly version?: string };
}

const noteText = (text: string): string => escapeText(replaceInvalid(text));

/** A type of XLIFF 1.2 that was kept in XLIFF 2's form. */
const word12 = (type: string | undefined): string | undefined =>
  type?.startsWith('xlf12:') === true ? decodeURIComponent(type.slice(6)) : undefined;

export function inlineContext12(contents: readonly Content[], prefix = ''): InlineContext12 {
  const opened = new Set<string>();
  const paired = new Set<string>();
  const withData = new Set<string>();
  for (const content of contents) {
    for (const code of codesOf(content)) {
      if (code.kind === 'open') opened.add(code.id);
      else if (code.kind === 'close' && opened.has(code.id)) paired.add(code.id);
      if (code.kind !== 'standalone' && code.data !== undefined) withData.add(code.id);
    }
  }
  return { paired, withData, prefix };
}

function writeNotes(lines: Lines, notes: readonly Note[]): void {
  for (const { category, priority, appliesTo, text } of notes) {
    lines.line(`<note${attributes({ from: category, priority, annotates: appliesTo })}>${noteText(text)}</note>`);
  }
}

/** Metadata of a unit or group: context groups as they were, other metadata as context information. */
function writeContexts(lines: Lines, metadata: readonly Metadata[]): void {
  for (const group of metadata) {
    const [, name, purpose] = /^xlf12:context-group(?::([^:]*))?(?::(.*))?$/.exec(group.category ?? '') ?? [];
    const kept = group.category?.startsWith('xlf12:context-group') === true;
    const values = kept
      ? { name: name === '' ? undefined : name, purpose: purpose === '' ? undefined : purpose }
      : { purpose: 'information' };
    if (group.entries.length > 0) {
      lines.inside('context-group', attributes(values), () => {
        for (const { type, value } of group.entries) {
          const contextType = kept ? type : `x-${nmtoken(`${group.category ?? 'memori'}.${type}`)}`;
          lines.line(`<context${attributes({ 'context-type': contextType })}>${noteText(value)}</context>`);
        }
      });
    }
    writeContexts(lines, group.groups ?? []);
  }
}

const RANK: Readonly<Record<SegmentState, number>> = { initial: 0, translated: 1, reviewed: 2, final: 3 };

/** A trans-unit has one target, so one state for all its segments: the least advanced. */
function leastAdvanced(unit: XliffUnit): { state: SegmentState; origin: SegmentOrigin | undefined } | undefined {
  let least: { state: SegmentState; origin: SegmentOrigin | undefined } | undefined;
  for (const segment of unit.segments) {
    if (segment.kind !== 'segment') continue;
    const state = segment.target === undefined ? 'initial' : (segment.state ?? 'initial');
    if (least === undefined || RANK[state] < RANK[least.state]) least = { state, origin: originOf(unit, segment) };
  }
  return least;
}

/** One candidate as `alt-trans`. */
export function writeMatch12(
  lines: Lines,
  match: TranslationCandidate,
  mid: string | undefined,
  profile: Xliff12Profile,
  options: { readonly toolId?: string; readonly prefix?: string } = {},
): void {
  const { toolId, prefix = '' } = options;
  const percent = match.matchSuitability ?? match.similarity ?? match.matchQuality;
  // Rounded down: 99.6 is not 100.
  const quality =
    percent === undefined ? undefined : `${Math.floor(percent)}${profile.quality === 'percent' ? '%' : ''}`;
  const values = attributes({
    mid,
    'match-quality': quality,
    origin: match.origin,
    extype: extypeOf(match, profile),
    'tool-id': toolId,
    alttranstype: word12(match.subType),
  });
  const context = (content: Content): InlineContext12 => inlineContext12([content], prefix);
  lines.inside(`${prefix}alt-trans`, values, () => {
    lines.line(`<${prefix}source>${writeInline12(match.source, [], context(match.source))}</${prefix}source>`);
    lines.line(`<${prefix}target>${writeInline12(match.target, [], context(match.target))}</${prefix}target>`);
  });
}

function extypeOf(match: TranslationCandidate, profile: Xliff12Profile): string | undefined {
  switch (match.type) {
    case 'mt':
      return profile.machine === 'mt-suggestion' ? 'mt-suggestion' : 'MACHINE-TRANSLATION';
    case 'icm':
      return 'exact-match';
    case 'idm':
      return 'id-match';
    case 'tm':
      return match.similarity === 100 ? 'leveraged-tm' : 'fuzzy-match';
    default:
      return match.type;
  }
}

/** Pieces in the order of their targets. */
function inTargetOrder<T extends { readonly order?: number }>(pieces: readonly T[]): T[] {
  const placed: (T | undefined)[] = pieces.map(() => undefined);
  const rest: T[] = [];
  for (const piece of pieces) {
    const at = (piece.order ?? 0) - 1;
    if (piece.order !== undefined && at < placed.length && placed[at] === undefined) placed[at] = piece;
    else rest.push(piece);
  }
  return placed.map((piece) => piece ?? rest.shift()!);
}

function writeUnit(job: Job, unit: XliffUnit): void {
  const { lines, profile } = job;
  const segments = unit.segments.filter((segment): segment is XliffSegment => segment.kind === 'segment');
  const marked = unit.segments.length > 1 || (segments[0]?.id ?? WHOLE) !== WHOLE;
  const least = leastAdvanced(unit);
  const values = attributes({
    id: unit.id,
    resname: unit.name,
    restype: word12(unit.type),
    approved: profile.approved && least?.state === 'final' ? 'yes' : undefined,
    translate: unit.translate === false ? 'no' : undefined,
    'xml:space': unit.preserveSpace ? 'preserve' : undefined,
  });
  const sources = unit.segments.map((segment) => segment.source);
  const from = inlineContext12(sources);
  const mid = (segment: { readonly id?: string }, i: number): string => nmtoken(segment.id ?? `s${i + 1}`);
  const mrk = (id: string, inside: string): string => `<mrk mtype="seg" mid="${id}">${inside}</mrk>`;
  const numbered = unit.segments.map((segment, i) => ({ segment, mid: mid(segment, i), order: segment.order }));

  lines.inside('trans-unit', values, () => {
    if (!marked) {
      const only = unit.segments[0];
      const notes = only?.sourceAnnotations ?? [];
      lines.line(`<source>${writeInline12(only?.source ?? EMPTY, notes, from)}</source>`);
    } else {
      lines.line(`<source>${writeInline12(join(...sources), [], from)}</source>`);
      const inner = numbered.map(({ segment, mid: id }) => {
        const text = writeInline12(segment.source, segment.sourceAnnotations ?? [], from);
        return segment.kind === 'segment' ? mrk(id, text) : text;
      });
      lines.line(`<seg-source>${inner.join('')}</seg-source>`);
    }
    writeTarget();
    writeContexts(lines, unit.metadata);
    writeNotes(lines, unit.notes);
    for (const { term, translations, definition } of unit.glossary) {
      const text = `${term} = ${translations.map((one) => one.text).join('; ')}${definition === undefined ? '' : ` (${definition})`}`;
      lines.line(`<note from="memori:glossary">${noteText(text)}</note>`);
    }
    if (!profile.matches) return;
    for (const match of unit.matches) {
      const owner = numbered.find(({ segment }) => match.ref === `#${segment.id}` && segment.kind === 'segment');
      writeMatch12(lines, match, marked ? owner?.mid : undefined, profile, { toolId: job.tool.id });
    }
  });

  function writeTarget(): void {
    if (segments.every((segment) => segment.target === undefined)) return;
    const targets = inTargetOrder(numbered);
    // Space between segments that nobody translated is the source's.
    const contentOf = ({ segment }: (typeof targets)[number]): Content =>
      segment.target ?? (segment.kind === 'ignorable' ? segment.source : EMPTY);
    const to = inlineContext12(targets.map(contentOf));
    const inner = targets.map((piece) => {
      const text = writeInline12(contentOf(piece), piece.segment.targetAnnotations ?? [], to);
      return marked && piece.segment.kind === 'segment' ? mrk(piece.mid, text) : text;
    });
    const status = least && status12(least.state, least.origin);
    const qualifier = status?.qualifier === 'leveraged-mt' ? profile.machine : status?.qualifier;
    lines.line(
      `<target${attributes({ state: status?.state, 'state-qualifier': qualifier })}>${inner.join('')}</target>`,
    );
  }
}

/** A unit for each segment, for readers that know no segment markers: `unit.segment` is its id. */
export function separateSegments(unit: XliffUnit): XliffUnit[] {
  const segments = unit.segments.filter((segment) => segment.kind === 'segment');
  if (unit.segments.length <= 1) return [unit];
  return segments.map((segment, i) => ({
    ...unit,
    id: `${unit.id}.${segment.id ?? `s${i + 1}`}`,
    ...(i > 0 && { notes: [], metadata: [], glossary: [] }),
    matches: unit.matches
      .filter((match) => match.ref === `#${segment.id}`)
      .map((match) => ({ ...match, ref: `#${WHOLE}` })),
    segments: [{ ...segment, id: WHOLE }],
  }));
}

function writeFile(job: Job, document: XliffDocument, file: XliffFile): void {
  const { lines, tool, profile } = job;
  const values = attributes({
    original: file.original ?? file.id,
    'source-language': file.sourceLanguage ?? document.sourceLanguage,
    'target-language': file.targetLanguage ?? document.targetLanguage,
    datatype: file.datatype ?? 'plaintext',
  });
  const units = profile.segments === 'separate' ? file.units.flatMap(separateSegments) : file.units;
  const groups = new Map((file.groups ?? []).map((group) => [group.id, group]));
  lines.inside('file', values, () => {
    lines.inside('header', '', () => {
      const { skeleton } = file;
      if (skeleton?.text !== undefined || skeleton?.href !== undefined) {
        lines.inside('skl', '', () => {
          if (skeleton.text !== undefined) lines.line(`<internal-file>${escapeText(skeleton.text)}</internal-file>`);
          else lines.line(`<external-file${attributes({ href: skeleton.href })}/>`);
        });
      }
      writeNotes(lines, file.notes);
      for (const group of file.metadata) {
        if (group.category === 'xlf12:tool') continue;
        const text = group.entries.map(({ type, value }) => `${type}: ${value}`).join('\n');
        lines.line(`<note${attributes({ from: group.category })}>${noteText(text)}</note>`);
      }
      const tools = file.metadata.filter((group) => group.category === 'xlf12:tool');
      for (const { entries } of tools) {
        const kept = Object.fromEntries(entries.map(({ type, value }) => [type, value]));
        if (kept['tool-id'] !== undefined && kept['tool-id'] !== tool.id) lines.line(`<tool${attributes(kept)}/>`);
      }
      lines.line(`<tool${attributes({ 'tool-id': tool.id, 'tool-name': tool.name, 'tool-version': tool.version })}/>`);
    });
    lines.inside('body', '', () =>
      inGroups(units, {
        unit: (unit) => writeUnit(job, unit),
        group: (id, written, members) => {
          const group = groups.get(id);
          const own = attributes({ id: written, resname: group?.name, restype: word12(group?.type) });
          lines.inside('group', own, () => {
            writeContexts(lines, group?.metadata ?? []);
            writeNotes(lines, group?.notes ?? []);
            members();
          });
        },
      }),
    );
  });
}

/**
 * Writes XLIFF 1.2 with segment markers, candidates as `alt-trans`, states and qualifiers, as the named tool reads them.
 * What XLIFF 1.2 cannot say is told by {@link lossesOf}.
 */
export function writeXliff12(document: XliffDocument, options: WriteXliff12Options = {}): string {
  const { indent = '  ', tool = { id: 'memori', name: 'memori' } } = options;
  const chosen = options.profile ?? 'generic';
  const job: Job = {
    lines: new Lines(indent),
    profile: typeof chosen === 'string' ? XLIFF12_PROFILES[chosen] : chosen,
    tool,
  };
  job.lines.line('<?xml version="1.0" encoding="UTF-8"?>');
  job.lines.inside('xliff', attributes({ xmlns: NS.xliff12, version: '1.2' }), () => {
    for (const file of document.files) writeFile(job, document, file);
  });
  return job.lines.toString();
}
