/** Exchange with other tools: conversion, profiles for CAT tools, and what comes back from them. */
export * from './formats.js';
export {
  type BilingualFile,
  convertFile,
  type LanguageChoice,
  readBilingual,
  writeBilingual,
  type Written,
} from './convert.js';
export { differences } from './differences.js';
export { sameBytes } from './same.js';
export { documentFor, type ExportedFile, exportFor, type ExportOptions } from './export.js';
export { EXPORT_PROFILES, EXPORT_TOOLS, type ExportProfile, type ExportTool, type XliffFlavour } from './profiles.js';
export { importFile, type ImportOptions, type ImportSummary, unitsOfFile } from './import.js';
export { unitFromTmx, unitToTmx } from './memory-tmx.js';
export { type LeftOut, unitsOfDocument, type Verdict, verdictOf } from './trust.js';
