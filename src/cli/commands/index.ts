import type { Register } from '../command.js';
import { registerAlign } from './align.js';
import { registerConcordance } from './concordance.js';
import { registerConvert } from './convert.js';
import { registerExport } from './export.js';
import { registerImport } from './import.js';
import { registerGlossary } from './glossary.js';
import { registerLookup } from './lookup.js';
import { registerMemory } from './memory.js';
import { registerMerge } from './merge.js';
import { registerModel } from './model.js';
import { registerMt } from './mt.js';
import { registerSegment } from './segment.js';
import { registerTerm } from './term.js';
import { registerTerms } from './terms.js';
import { registerTranslate } from './translate.js';
import { registerValidate } from './validate.js';

/** Every command of the program, in the order of `memori --help`. */
export const COMMANDS: readonly Register[] = [
  registerTranslate,
  registerMerge,
  registerSegment,
  registerMt,
  registerModel,
  registerConvert,
  registerExport,
  registerImport,
  registerAlign,
  registerLookup,
  registerConcordance,
  registerGlossary,
  registerTerm,
  registerTerms,
  registerMemory,
  registerValidate,
];
