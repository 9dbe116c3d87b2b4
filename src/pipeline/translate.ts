import { basename } from 'node:path';
import { type MemoriError, usageError, writeFileSafely } from '../base/index.js';
import { type Content, plainText } from '../content/index.js';
import { type Match, type Memory, type MemoryUnitInput, openMemory } from '../memory/index.js';
import { writeXliff2 } from '../xliff/index.js';
import { bilingualDocument, describeFlag, type Provenance, targetOf } from './bilingual.js';
import { type DecidedSegment, type Decision, type Hypothesis, SHOW_FROM, USE_MEMORY_FROM } from './decision.js';
import type { DocumentSegment } from './document.js';
import { cacheBeside, LazyModel, type ModelChoice } from './model.js';
import { byRank } from './rank.js';
import { type DocumentSummary, summarize } from './summary.js';
import { Terms } from './terms.js';
import { textTools } from './tools.js';
import { loadAll, type LoadJob, type WorkItem } from './work.js';

export interface TranslateJob extends LoadJob, ModelChoice {
  /** The first is written to, all are searched. */
  readonly memories: readonly string[];
  /** Termbase files; the first has the say where two differ. */
  readonly glossaries?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called when a document's file is written. */
  readonly onDocument?: (summary: DocumentSummary) => void;
  /** Called for a document that could not be read; the others go on. */
  readonly onProblem?: (problem: MemoriError) => void;
}

export interface TranslateResult {
  readonly documents: readonly DocumentSummary[];
  readonly problems: readonly MemoriError[];
}

/** Matches recorded beside a segment. */
const MATCHES_KEPT = 5;

/** So many segments are translated together: enough to fill sorted batches, little enough that finished files appear steadily. */
const SEGMENTS_AT_ONCE = 384;

/**
 * The main job: documents → segments → memory or model → bilingual XLIFF and memory. Documents are finished in input
 * order; each file appears whole or not at all, so an interrupted run loses nothing and a second run continues it.
 *
 * @throws MemoriError of kind `environment` (model, disk, memory) or when nothing could be read; `AbortError` on cancel.
 */
export async function translateDocuments(job: TranslateJob): Promise<TranslateResult> {
  const problems: MemoriError[] = [];
  const items = await loadAll(job, (problem) => {
    problems.push(problem);
    job.onProblem?.(problem);
  });
  if (items.length === 0) return { documents: [], problems };
  const terms = await Terms.open(job.glossaries);
  const tools = textTools();
  const [first, ...others] = job.memories;
  if (first === undefined) throw usageError('memory.none', 'no memory folder given', { hint: 'Use --memory DIR.' });
  const memory = await openMemory(first, tools, { create: true });
  const opened: Memory[] = [memory];
  const model = new LazyModel(job, cacheBeside(first));
  try {
    for (const dir of others) opened.push(await openMemory(dir, tools, { readOnly: true }));
    const run = new Run(job, opened, model, items, terms);
    return { documents: await run.all(), problems };
  } finally {
    await model.close();
    for (const each of opened) await each.close();
  }
}

/** Two segments with the same key get the same translation. */
function contentKey(value: Content): string {
  return JSON.stringify(value.parts.map((part) => (typeof part === 'string' ? part : [part.kind, part.id, part.data])));
}

/** A run of characters longer than this is data (a key, an encoded picture), not a word. */
const LONGEST_WORD = 400;

/** Is there something to translate: words, and none that only a machine could have written? */
function isLanguage(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = /\s/.test(text.charAt(at)) ? 0 : run + 1;
    if (run > LONGEST_WORD) return false;
  }
  return /\p{L}/u.test(text);
}

/** A person answers for the target, or an alignment that is sure. */
const isAnswered = ({ origin, unit }: Match): boolean => origin.kind !== 'mt' && unit.state !== 'initial';

class Run {
  private done = 0;
  private readonly total: number;
  /** Machine translations of this run, by source. */
  private readonly fresh = new Map<string, Hypothesis>();

  constructor(
    private readonly job: TranslateJob,
    private readonly memories: readonly Memory[],
    private readonly model: LazyModel,
    private readonly items: readonly WorkItem[],
    private readonly terms: Terms,
  ) {
    this.total = items.reduce((sum, item) => sum + item.segments.length, 0);
  }

  async all(): Promise<DocumentSummary[]> {
    const summaries: DocumentSummary[] = [];
    for (let from = 0; from < this.items.length;) {
      const to = this.groupEnd(from);
      summaries.push(...(await this.group(this.items.slice(from, to))));
      from = to;
    }
    return summaries;
  }

  private groupEnd(from: number): number {
    let to = from;
    let segments = 0;
    while (to < this.items.length && (to === from || segments + this.items[to]!.segments.length <= SEGMENTS_AT_ONCE)) {
      segments += this.items[to]!.segments.length;
      to++;
    }
    return to;
  }

  private async group(items: readonly WorkItem[]): Promise<DocumentSummary[]> {
    const { modelChecksum } = await this.model.facts();
    let started = performance.now();
    const needed = new Map<string, Content>();
    for (const item of items) {
      item.segments.forEach((segment, i) => {
        const key = contentKey(segment.content);
        if (this.fresh.has(key) || needed.has(key)) return;
        if (this.withoutModel(item, i, this.lookup(item, i), modelChecksum) === undefined)
          needed.set(key, segment.content);
      });
    }
    await this.translate(needed);
    const summaries: DocumentSummary[] = [];
    for (const item of items) {
      this.job.signal?.throwIfAborted();
      summaries.push(await this.finish(item, modelChecksum, started));
      started = performance.now();
    }
    return summaries;
  }

  private async translate(needed: ReadonlyMap<string, Content>): Promise<void> {
    if (needed.size === 0) return;
    const translator = await this.model.translator();
    const results = await translator.translate(
      [...needed.values()].map((source) => ({ source, terms: this.terms.constraints(source) })),
      {
        ...(this.job.signal && { signal: this.job.signal }),
        onProgress: (done) => this.job.onProgress?.(Math.min(this.total, this.done + done), this.total),
      },
    );
    [...needed.keys()].forEach((key, i) => {
      const { target, confidence, flags } = results[i]!;
      this.fresh.set(key, { target, confidence, doubts: flags.map(describeFlag) });
    });
  }

  /** Matches for a segment from all memories, best first. */
  private lookup(item: WorkItem, index: number): Match[] {
    const segment = item.segments[index]!;
    if (segment.locked) return [];
    const context = {
      ...(index > 0 && { previous: plainText(item.segments[index - 1]!.content) }),
      ...(index + 1 < item.segments.length && { next: plainText(item.segments[index + 1]!.content) }),
    };
    const found = this.memories.map((memory) =>
      memory.lookup(segment.content, { min: SHOW_FROM, top: MATCHES_KEPT, context }),
    );
    return byRank(found).slice(0, MATCHES_KEPT);
  }

  /** The decision when the model is not needed. */
  private withoutModel(
    item: WorkItem,
    index: number,
    matches: readonly Match[],
    checksum: string,
  ): Decision | undefined {
    const segment = item.segments[index]!;
    const human = item.human[index];
    if (human) return { kind: 'kept', target: human.target, state: human.state, subState: human.subState };
    if (segment.locked || !isLanguage(plainText(segment.content))) return { kind: 'copied' };
    const byPeople = matches.find(
      (match) => isAnswered(match) && (match.kind === 'exact' || match.kind === 'in-context'),
    );
    if (byPeople) return { kind: 'memory', match: byPeople };
    const close = matches.find(
      (match) => isAnswered(match) && match.kind === 'fuzzy' && match.similarity >= USE_MEMORY_FROM,
    );
    if (close) return { kind: 'memory', match: close };
    const ownChecksum = this.terms.checksum(checksum, segment.content);
    for (const match of matches) {
      const { origin } = match;
      // Another model's words are no reason not to ask this one; the same model would only say the same again.
      if (
        origin.kind !== 'mt' ||
        origin.checksum !== ownChecksum ||
        contentKey(match.source) !== contentKey(segment.content)
      )
        continue;
      return {
        kind: 'mt',
        hypothesis: { target: match.target, confidence: origin.confidence, doubts: match.unit.notes ?? [] },
        remembered: true,
      };
    }
    return undefined;
  }

  private async finish(item: WorkItem, checksum: string, started: number): Promise<DocumentSummary> {
    const decide = (segment: DocumentSegment, i: number): DecidedSegment => {
      const matches = this.lookup(item, i);
      const fresh = this.fresh.get(contentKey(segment.content));
      const decision = this.withoutModel(item, i, matches, checksum);
      if (decision) {
        const own = decision.kind === 'mt' && fresh !== undefined;
        return { decision: own ? { kind: 'mt', hypothesis: fresh, remembered: false } : decision, matches };
      }
      if (!fresh) throw new Error(`segment ${segment.id} of ${item.document.file} was not translated`);
      return { decision: { kind: 'mt', hypothesis: fresh, remembered: false }, matches };
    };
    const decided = item.segments.map((segment, i): DecidedSegment => {
      const one = decide(segment, i);
      if (segment.locked) return one;
      return { ...one, terms: this.terms.check(segment.content, targetOf(segment, one.decision)) };
    });
    const facts = await this.model.facts();
    const render = (date: string): string =>
      writeXliff2(bilingualDocument(item.document, decided, { ...facts, date }, 'en'), { version: '2.1' });
    // A run that changes nothing leaves the file alone, its date included.
    const unchanged = item.previous.date !== undefined && render(item.previous.date) === item.previous.text;
    if (!unchanged) await writeFileSafely(item.xliff, render(new Date().toISOString()));
    await this.memories[0]!.add(this.unitsFor(item, decided, facts));
    this.done += item.segments.length;
    this.job.onProgress?.(this.done, this.total);
    const summary = summarize(item, decided, (performance.now() - started) / 1000, this.terms.given);
    this.job.onDocument?.(summary);
    return summary;
  }

  /** What the memory learns: the model's translations as such, people's edits as theirs. */
  private unitsFor(
    item: WorkItem,
    decided: readonly DecidedSegment[],
    facts: Omit<Provenance, 'date'>,
  ): MemoryUnitInput[] {
    const units: MemoryUnitInput[] = [];
    const base = { sourceLanguage: 'id', targetLanguage: 'en', document: basename(item.document.file) };
    item.segments.forEach((segment, i) => {
      const { decision } = decided[i]!;
      const context = {
        ...(i > 0 && { previous: plainText(item.segments[i - 1]!.content) }),
        ...(i + 1 < item.segments.length && { next: plainText(item.segments[i + 1]!.content) }),
      };
      if (decision.kind === 'mt') {
        const { target, confidence, doubts } = decision.hypothesis;
        units.push({
          ...(doubts.length > 0 && { notes: doubts }),
          ...base,
          source: segment.content,
          target,
          context,
          state: 'initial',
          origin: {
            kind: 'mt',
            model: facts.model,
            checksum: this.terms.checksum(facts.modelChecksum, segment.content),
            confidence,
          },
        });
      } else if (decision.kind === 'kept') {
        units.push({
          ...base,
          source: segment.content,
          target: decision.target,
          context,
          state: decision.state,
          origin: { kind: 'human' },
        });
      }
    });
    // Edits whose sentence has left the document are a person's work all the same.
    const used = new Set(item.human);
    for (const orphan of item.previous.human) {
      if (!used.has(orphan))
        units.push({
          ...base,
          source: orphan.source,
          target: orphan.target,
          state: orphan.state,
          origin: { kind: 'human' },
        });
    }
    return units;
  }
}
