/** The validator: XLIFF 1.x and 2.x, TMX. */
export { validateFile } from './validate.js';
export { RULES as VALIDATION_RULES, type RuleId, type RuleInfo } from './rules/index.js';
export type { Validation, ValidationOptions, ValidationProblem } from './types.js';
