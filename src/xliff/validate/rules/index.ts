import { MODULE_RULES } from './modules2.js';
import { TMX_RULES } from './tmx.js';
import type { RuleInfo } from './types.js';
import { XLIFF12_RULES } from './xliff12.js';
import { XLIFF2_RULES } from './xliff2.js';
import { XML_RULES } from './xml.js';

export type { RuleInfo } from './types.js';

const CATALOGUE = { ...XML_RULES, ...XLIFF2_RULES, ...MODULE_RULES, ...XLIFF12_RULES, ...TMX_RULES };

export type RuleId = keyof typeof CATALOGUE;

/** Every rule the validator can report, by its identifier. */
export const RULES: Readonly<Record<RuleId, RuleInfo>> = CATALOGUE;
