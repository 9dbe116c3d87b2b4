import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { usageError, writeFileSafely } from '../../base/index.js';
import { originalText } from '../../content/index.js';
import { isConfirmed, type MemoryUnit, type MemoryUnitInput } from '../../memory/index.js';
import { tmxWriter } from '../../tmx/index.js';
import {
  applySplices,
  attribute,
  childElements,
  descendants,
  parseXml,
  readXliff,
  type Splice,
  writeXliff12,
  writeXliff2,
  XLIFF12_PROFILES,
  type XliffDocument,
  type XliffSegment,
} from '../../xliff/index.js';
import { TOOL } from '../version.js';
import { readBilingual } from './convert.js';
import { unitToTmx } from './memory-tmx.js';
import { omegatProject } from './omegat-project.js';
import { EXPORT_PROFILES, type ExportProfile, type ExportTool } from './profiles.js';
import { tmxHeader } from './tmx-document.js';
import { unitsOfDocument } from './trust.js';

/** A file that was written. */
export interface ExportedFile {
  readonly file: string;
  readonly units: number;
}

export interface ExportOptions {
  readonly tool: ExportTool;
  readonly outDir: string;
  /** Bilingual files; XLIFF that `memori translate` wrote, or any other. */
  readonly files: readonly string[];
  /** Units of memories that go along. */
  readonly units: Iterable<MemoryUnit>;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  readonly onFile?: (file: ExportedFile) => void;
}

/** A bilingual document as a tool wants to have it. */
export function documentFor(document: XliffDocument, profile: ExportProfile): string {
  const { xliff } = profile;
  if (xliff.version !== '1.2') {
    const kept = xliff.keepSegments === true ? withSegmentsKept(document) : document;
    return writeXliff2(kept, { version: xliff.version });
  }
  const [id, version] = TOOL.split(' ') as [string, string];
  const prepared = xliff.sourceAsTarget === true ? withSourceAsTarget(document) : document;
  // A trans-unit has one state: segments that share one would all look like the least advanced of them.
  const flavour = { ...XLIFF12_PROFILES[xliff.profile], segments: 'separate' } as const;
  const text = writeXliff12(prepared, { profile: flavour, tool: { id, name: id, version } });
  return xliff.states === undefined ? text : withStates(text, xliff.states);
}

function withSegmentsKept(document: XliffDocument): XliffDocument {
  return {
    ...document,
    files: document.files.map((file) => ({
      ...file,
      units: file.units.map((unit) => ({ ...unit, canResegment: false })),
    })),
  };
}

function withSourceAsTarget(document: XliffDocument): XliffDocument {
  const copied = ({ origin: _origin, subState: _subState, targetAnnotations: _marks, ...rest }: XliffSegment) => ({
    ...rest,
    target: rest.source,
    state: 'initial' as const,
  });
  return {
    ...document,
    files: document.files.map((file) => ({
      ...file,
      units: file.units.map((unit) => ({
        ...unit,
        matches: [],
        segments: unit.segments.map((one) => (one.kind === 'segment' ? copied(one) : one)),
      })),
    })),
  };
}

/** Other words for the states of targets. */
function withStates(text: string, states: Readonly<Record<string, string | null>>): string {
  const splices: Splice[] = [];
  for (const unit of descendants(parseXml(text).root)) {
    if (unit.local !== 'trans-unit') continue;
    for (const target of childElements(unit, 'target')) {
      const state = attribute(target, 'state');
      const wanted = state && states[state.value];
      if (state === undefined || wanted === undefined) continue;
      // Our own writer puts one space before an attribute.
      if (wanted === null) splices.push({ start: state.start - 1, end: state.end, replacement: '' });
      else splices.push({ start: state.valueStart, end: state.valueEnd, replacement: wanted });
    }
  }
  return applySplices(text, splices);
}

type Trust = 'confirmed' | 'aligned' | 'machine';

function trustOf(unit: MemoryUnit): Trust {
  if (!isConfirmed(unit)) return 'machine';
  const vouched = unit.state === 'reviewed' || unit.state === 'final';
  return unit.origin.kind === 'alignment' && !vouched ? 'aligned' : 'confirmed';
}

const NAMES: Readonly<Record<Trust, string>> = {
  confirmed: 'memori.tmx',
  aligned: 'memori-aligned.tmx',
  machine: 'memori-mt.tmx',
};

/**
 * Writes documents and memories for a CAT tool: each bilingual file in the version, states and layout the tool reads, and a
 * TMX twin, because most tools ignore the candidates in XLIFF. Machine translation that nobody confirmed has a file of its own.
 *
 * @throws MemoriError `export.nothing`, and what reading and writing throw
 */
export async function exportFor(options: ExportOptions): Promise<ExportedFile[]> {
  const { outDir, files, sourceLanguage, targetLanguage } = options;
  const profile: ExportProfile = EXPORT_PROFILES[options.tool];
  const written: ExportedFile[] = [];
  const put = async (file: string, text: string, units: number): Promise<void> => {
    await writeFileSafely(file, text);
    const one = { file, units };
    written.push(one);
    options.onFile?.(one);
  };
  // Everything is read before anything is written: one bad file must not leave half an export.
  const pool = new Pool();
  for (const unit of options.units) pool.add(unit);
  const documents: { name: string; text: string; units: number }[] = [];
  const taken = new Set<string>();
  const now = new Date().toISOString();
  for (const file of files) {
    const { document } = await readBilingual(file, { source: sourceLanguage, target: targetLanguage });
    for (const input of unitsOfDocument(document, { file }).units) pool.add(complete(input, options, now));
    const text = documentFor(document, profile);
    const units = readXliff(text).files.reduce((sum, one) => sum + one.units.length, 0);
    const stem = basename(file, extname(file));
    let name = `${stem}.xlf`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}.${n}.xlf`;
    taken.add(name.toLowerCase());
    documents.push({ name, text, units });
  }
  if (documents.length === 0 && pool.size === 0) {
    throw usageError('export.nothing', 'there is nothing to export', {
      hint: 'Give bilingual files, or a memory that holds units (--memory DIR).',
    });
  }
  if (profile.project === 'omegat') {
    for (const { file, text } of omegatProject(sourceLanguage, targetLanguage)) {
      // A project that is there already keeps its settings.
      if (!existsSync(join(outDir, file))) await writeFileSafely(join(outDir, file), text);
    }
  }
  for (const { name, text, units } of documents) await put(join(outDir, profile.folders.documents, name), text, units);
  for (const trust of ['confirmed', 'aligned', 'machine'] as const) {
    const units = pool.of(trust);
    if (units.length === 0) continue;
    const { text, count } = memoryText(units, profile, sourceLanguage);
    if (count > 0) await put(join(outDir, profile.folders[trust], NAMES[trust]), text, count);
  }
  return written;
}

function complete(input: MemoryUnitInput, options: ExportOptions, now: string): MemoryUnit {
  return {
    sourceLanguage: options.sourceLanguage,
    targetLanguage: options.targetLanguage,
    state: 'translated',
    created: now,
    changed: now,
    ...input,
    id: '',
  };
}

const contextKey = ({ context = {} }: MemoryUnit): string =>
  [context.previous, context.next, context.unitId].map((part) => part ?? '\u0002').join('\u0001');

/** Units by trust, each pair of texts once per context. */
class Pool {
  private readonly units: Record<Trust, MemoryUnit[]> = { confirmed: [], aligned: [], machine: [] };
  private readonly seen = new Set<string>();

  get size(): number {
    return this.seen.size;
  }

  add(unit: MemoryUnit): void {
    const trust = trustOf(unit);
    const key = [trust, originalText(unit.source), originalText(unit.target), contextKey(unit)].join('\u0000');
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.units[trust].push(unit);
  }

  of(trust: Trust): readonly MemoryUnit[] {
    return this.units[trust];
  }
}

function memoryText(
  units: readonly MemoryUnit[],
  profile: ExportProfile,
  sourceLanguage: string,
): { text: string; count: number } {
  const writer = tmxWriter({ profile: profile.tmx });
  const parts = [writer.start(tmxHeader(sourceLanguage))];
  let count = 0;
  const put = (unit: MemoryUnit, context: ExportProfile['context'] | 'none'): void => {
    const tmx = unitToTmx(unit, { context });
    const { id, ...rest } = tmx;
    const text = writer.unit(id === '' ? rest : tmx);
    if (text === '') return;
    parts.push(text);
    count++;
  };
  if (profile.tmx === 'omegat') {
    for (const [first, ...others] of bySource(units)) {
      // OmegaT takes a unit without context for every place, one with context only for its own.
      put(first!, 'none');
      for (const other of others) put(other, profile.context);
    }
  } else for (const unit of units) put(unit, profile.context);
  parts.push(writer.end());
  return { text: parts.join(''), count };
}

const STATES = ['initial', 'translated', 'reviewed', 'final'];

/** Units with one source: the most trusted first, then the latest; units that say the same only once. */
function bySource(units: readonly MemoryUnit[]): MemoryUnit[][] {
  const groups = new Map<string, MemoryUnit[]>();
  for (const unit of units) {
    const key = originalText(unit.source);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [unit]);
    else known.push(unit);
  }
  return [...groups.values()].map((group) => {
    const sorted = [...group].sort(
      (a, b) =>
        STATES.indexOf(b.state) - STATES.indexOf(a.state) ||
        (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0),
    );
    const first = originalText(sorted[0]!.target);
    return [sorted[0]!, ...sorted.slice(1).filter((unit) => originalText(unit.target) !== first)];
  });
}
