/** The glossary room: termbases, terms recognised in texts, terms checked in translations, candidates. */
export type { Concept, Term, Termbase, TermStatus, TermType } from '../tbx/index.js';
export { readTermbase, type ReadTermbaseOptions, type TableFile, type TbxFile, type TermbaseFile } from './termbase.js';
export { createMatcher, type Entry, type Matcher } from './matcher.js';
export {
  INSERTED_KINDS,
  type RecogniseOptions,
  recogniseTerms,
  type TermHit,
  type TermMatchKind,
} from './recognise.js';
export { statusNamed } from './rows.js';
export {
  acceptedTerms,
  checkTerms,
  isRequired,
  type Span,
  type TermCheck,
  termPresent,
  type UnwantedTerm,
} from './check.js';
export {
  addPairs,
  editPair,
  type Kept,
  type PairChange,
  pairsOf,
  type TermPair,
  writeTable,
  writeTermbase,
} from './keep.js';
export { type ExtractOptions, type ExtractSegment, extractTerms, type TermCandidate } from './extract.js';
