import { createHash } from 'node:crypto';
import { readBytes } from '../base/index.js';
import { type Content, plainText } from '../content/index.js';
import {
  checkTerms,
  createMatcher,
  isRequired,
  type Matcher,
  readTermbase,
  recogniseTerms,
  type TermCheck,
  type TermHit,
} from '../glossary/index.js';
import type { TermConstraint } from '../translate/index.js';
import type { GlossEntry, Note } from '../xliff/index.js';

/** The terms of one segment and what became of them in its target. */
export interface SegmentTerms extends TermCheck {
  readonly hits: readonly TermHit[];
}

const RECENT = 2000;

/** Terms of the main job: nothing is recognised when no termbase was given. */
export class Terms {
  /** Hits of recent texts: one segment is asked about several times in a run. */
  private readonly recent = new Map<string, TermHit[]>();

  private constructor(private readonly matcher: Matcher | undefined) {}

  /** @throws MemoriError for a termbase that cannot be read */
  static async open(files: readonly string[] = []): Promise<Terms> {
    if (files.length === 0) return new Terms(undefined);
    const bases = await Promise.all(files.map(async (file) => readTermbase(await readBytes(file), file).termbase));
    return new Terms(createMatcher(bases, { language: 'id', target: 'en' }));
  }

  get given(): boolean {
    return this.matcher !== undefined;
  }

  private hits(text: string): TermHit[] {
    if (this.matcher === undefined) return [];
    let hits = this.recent.get(text);
    if (hits === undefined) {
      if (this.recent.size >= RECENT) this.recent.clear();
      this.recent.set(text, (hits = recogniseTerms(text, this.matcher, { related: false })));
    }
    return hits;
  }

  /** What the model has to do about the terms of a source. */
  constraints(source: Content): TermConstraint[] {
    const text = plainText(source);
    return this.hits(text).flatMap((hit): TermConstraint[] => {
      if (!isRequired(hit, 'en')) return [];
      const { start, end, doNotTranslate } = hit;
      return [{ start, end, target: hit.target ?? hit.term, ...(doNotTranslate && { doNotTranslate }) }];
    });
  }

  /**
   * The model's checksum, with the constraints in it where there are some: a remembered translation is asked for again
   * when the termbase says something else by now.
   */
  checksum(model: string, source: Content): string {
    const constraints = this.constraints(source);
    if (constraints.length === 0) return model;
    const digest = createHash('sha256').update(JSON.stringify(constraints)).digest('hex').slice(0, 16);
    return `${model}+terms-${digest}`;
  }

  check(source: Content, target: Content): SegmentTerms | undefined {
    if (this.matcher === undefined) return undefined;
    const text = plainText(source);
    const hits = this.hits(text);
    return hits.length === 0 ? undefined : { hits, ...checkTerms(hits, text, plainText(target)) };
  }
}

/** Entries of the Glossary module for the terms of a unit, each once. */
export function glossaryOf(terms: readonly (SegmentTerms | undefined)[]): GlossEntry[] {
  const entries = new Map<string, GlossEntry>();
  for (const hit of terms.flatMap((each) => each?.hits ?? [])) {
    const text = hit.doNotTranslate ? hit.term : hit.target;
    if (hit.kind === 'gap' || hit.kind === 'related' || text === undefined) continue;
    const { definition } = hit.concept;
    entries.set(`${hit.term}\t${text}`, {
      term: hit.term,
      translations: [{ text }],
      ...(definition !== undefined && { definition }),
    });
  }
  return [...entries.values()];
}

/** What a person should look at: terms that are missing, words that should not be there. */
export function termNotes(segment: string, terms: SegmentTerms | undefined): Note[] {
  if (terms === undefined) return [];
  const note = (text: string): Note => ({
    category: 'memori:terms',
    text: `${segment}: ${text}`,
    appliesTo: 'target',
    priority: 2,
  });
  return [
    ...terms.missed.map(({ term, target, doNotTranslate }) =>
      note(doNotTranslate ? `term not kept: ${term}` : `term missed: ${term} → ${target ?? ''}`),
    ),
    ...terms.unwanted.map(({ hit, term, status }) =>
      note(`${status} term: ${term} for ${hit.term}${hit.target === undefined ? '' : ` (use ${hit.target})`}`),
    ),
  ];
}
