/** TMX, the exchange format of translation memories: read, streamed, written, edited. */
export * from './model.js';
export { readTmx, readTmxDocument } from './read.js';
export { streamTmx, streamTmxUnits, type StreamedTmxUnit } from './stream.js';
export {
  TMX_PROFILES,
  type TmxProfile,
  type TmxProfileName,
  type TmxWriter,
  tmxWriter,
  writeTmx,
  type WriteTmxOptions,
} from './write.js';
export { editTmx, editTmxDocument, type TmxEdit } from './edit.js';
export { languageFit, languagesOf, pairOf, type PairOptions, type TmxPair, variantFor } from './languages.js';
export { contextOf, contextProps, type ContextStyle, type TmxContext } from './context.js';
export { originOfPair, type TmxOrigin } from './origin.js';
export { isoDate, tmxDate } from './dates.js';
