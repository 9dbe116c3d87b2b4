import { positionOf, type XmlDocument } from '../xml/index.js';
import { RULES, type RuleId } from './rules/index.js';
import type { Validation, ValidationOptions, ValidationProblem } from './types.js';

/** Anything that stands in the text: an element (its start tag), an attribute, a piece of text. */
export interface Place {
  readonly start: number;
}

export type Report = (rule: RuleId, at: Place, message: string, spec?: string) => void;

export interface Reporter {
  readonly report: Report;
  result(format: string): Validation;
}

const DEFAULT_LIMIT = 1000;

/** Collects problems up to a limit, so that a hostile file cannot cost memory, and sorts them by place. */
export function reporter(document: XmlDocument, options: ValidationOptions): Reporter {
  const limit = options.maxProblems ?? DEFAULT_LIMIT;
  const errors: ValidationProblem[] = [];
  const warnings: ValidationProblem[] = [];
  let truncated = false;
  const report: Report = (rule, at, message, spec) => {
    const info = RULES[rule];
    const list = info.severity === 'warning' ? warnings : errors;
    if (list.length >= limit) {
      truncated = true;
      return;
    }
    list.push({ rule, spec: spec ?? info.spec, ...positionOf(document, at.start), message });
  };
  const byPlace = (a: ValidationProblem, b: ValidationProblem): number => a.line - b.line || a.column - b.column;
  return {
    report,
    result: (format) => ({
      format,
      valid: errors.length === 0,
      problems: errors.sort(byPlace),
      warnings: warnings.sort(byPlace),
      truncated,
    }),
  };
}
