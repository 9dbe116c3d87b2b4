import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Content, equalContent, plainText } from '../content/index.js';
import type { Match } from '../memory/index.js';
import type { TranslationFlag } from '../translate/index.js';
import type { Metadata, Note, TranslationCandidate, XliffDocument, XliffUnit } from '../xliff/index.js';
import { type DecidedSegment, type Decision, LOW_CONFIDENCE, stateOf } from './decision.js';
import type { DocumentBlock, DocumentSegment, SourceDocument } from './document.js';
import { glossaryOf, termNotes } from './terms.js';
import { serializeSkeleton, skeletonOf } from './skeleton.js';

/** Who made the machine translations of a file, and when. */
export interface Provenance {
  readonly tool: string;
  readonly model: string;
  readonly modelChecksum: string;
  /** ISO 8601. */
  readonly date: string;
}

/** The bilingual XLIFF document of a translated document: one unit per block, one segment per sentence. */
export function bilingualDocument(
  document: SourceDocument,
  decided: readonly DecidedSegment[],
  provenance: Provenance,
  targetLanguage: string,
): XliffDocument {
  let next = 0;
  const units = document.blocks.map((block) => {
    const count = block.pieces.filter((piece) => piece.kind === 'segment').length;
    const unit = bilingualUnit(block, decided.slice(next, next + count), provenance);
    next += count;
    return unit;
  });
  return {
    version: '2.1',
    sourceLanguage: document.language,
    targetLanguage,
    files: [
      {
        id: 'f1',
        original: basename(document.file),
        skeleton: { text: serializeSkeleton(skeletonOf(document)) },
        notes: [],
        metadata: [provenanceMetadata(document, provenance)],
        units,
      },
    ],
  };
}

function provenanceMetadata(document: SourceDocument, provenance: Provenance): Metadata {
  return {
    category: 'memori:provenance',
    entries: [
      { type: 'tool', value: provenance.tool },
      { type: 'model', value: provenance.model },
      { type: 'model-checksum', value: provenance.modelChecksum },
      { type: 'date', value: provenance.date },
      { type: 'source-checksum', value: createHash('sha256').update(document.text).digest('hex') },
    ],
  };
}

/** The target that a decision comes to. */
export function targetOf(segment: DocumentSegment, decision: Decision): Content {
  switch (decision.kind) {
    case 'copied':
      return segment.content;
    case 'kept':
      return decision.target;
    case 'memory':
      return decision.match.target;
    case 'mt':
      return decision.hypothesis.target;
  }
}

function bilingualUnit(block: DocumentBlock, decided: readonly DecidedSegment[], provenance: Provenance): XliffUnit {
  const notes: Note[] = [{ category: 'memori:class', text: block.class, appliesTo: 'source' }];
  const candidates: TranslationCandidate[] = [];
  let next = 0;
  const segments = block.pieces.map((piece): XliffUnit['segments'][number] => {
    if (piece.kind === 'between') return { kind: 'ignorable', source: piece.content, target: piece.content };
    const { decision, matches, terms } = decided[next++]!;
    candidates.push(...candidatesOf(piece, decision, matches, provenance));
    const confidence = confidenceNote(piece, decision);
    if (confidence) notes.push(confidence);
    notes.push(...termNotes(piece.id, terms));
    const { state, subState } = stateOf(decision);
    return {
      kind: 'segment',
      id: piece.id,
      state,
      ...(subState !== undefined && { subState }),
      source: piece.content,
      target: targetOf(piece, decision),
    };
  });
  return {
    id: block.id,
    notes,
    metadata: [],
    glossary: glossaryOf(decided.map(({ terms }) => terms)),
    matches: candidates,
    segments,
    preserveSpace: true,
    canResegment: true,
  };
}

function confidenceNote(segment: DocumentSegment, decision: Decision): Note | undefined {
  if (decision.kind !== 'mt') return undefined;
  const { confidence, doubts: found } = decision.hypothesis;
  const doubts = [...(confidence < LOW_CONFIDENCE ? ['low confidence'] : []), ...found];
  const text = `${segment.id}: machine translation, confidence ${confidence.toFixed(2)}${doubts.length === 0 ? '' : `; ${doubts.join('; ')}`}`;
  return { category: 'memori:confidence', text, appliesTo: 'target', ...(doubts.length > 0 && { priority: 2 }) };
}

/** A flag in words for a translator. */
export function describeFlag(flag: TranslationFlag): string {
  const { kind, ...details } = flag;
  const detail = Object.values(details).filter((value) => typeof value === 'string' || typeof value === 'number');
  return `${kind.replaceAll('-', ' ')}${detail.length === 0 ? '' : ` (${detail.join(', ')})`}`;
}

/** XLIFF keeps three numbers apart: similarity of the sources, quality of the target, and suitability of both together. */
function candidatesOf(
  segment: DocumentSegment,
  decision: Decision,
  matches: readonly Match[],
  provenance: Provenance,
): TranslationCandidate[] {
  const ref = `#${segment.id}`;
  const found: TranslationCandidate[] = matches.map((match) => ({
    ref,
    type:
      match.origin.kind === 'mt' ? 'mt' : match.kind === 'in-context' ? 'icm' : match.kind === 'fragment' ? 'am' : 'tm',
    ...(match.kind === 'similar' || match.kind === 'fragment' ? {} : { similarity: match.similarity }),
    matchSuitability: match.similarity,
    ...(match.origin.kind === 'mt' && { matchQuality: percent(match.origin.confidence) }),
    origin: match.unit.document ?? 'memory',
    subType: `memori:${match.kind}`,
    source: match.source,
    target: match.target,
  }));
  if (decision.kind !== 'mt') return found;
  const { target, confidence } = decision.hypothesis;
  const own: TranslationCandidate = {
    ref,
    type: 'mt',
    matchQuality: percent(confidence),
    matchSuitability: percent(confidence),
    origin: provenance.model,
    source: segment.content,
    target,
  };
  // A remembered hypothesis is already among the matches of the memory: once is enough.
  return [
    own,
    ...found.filter(
      (other) =>
        other.type !== 'mt' ||
        plainText(other.source) !== plainText(own.source) ||
        !equalContent(other.target, own.target),
    ),
  ];
}

const percent = (share: number): number => Math.round(share * 1000) / 10;
