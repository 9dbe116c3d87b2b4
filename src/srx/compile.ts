import { inputError, isMemoriError, type MemoriError } from '../base/index.js';
import type { RegexRule, RegexRules } from '../language/index.js';
import { translateRegex, type RegexDialect } from './regex.js';
import type { SrxDocument, SrxLanguageRule, SrxRule } from './types.js';

export interface CompileOptions {
  /** Syntax of the patterns. Default: Java when Okapi's `useJavaRegex` says so, otherwise ICU, as the standard has it. */
  readonly dialect?: RegexDialect;
  /** Name of the file, for messages. */
  readonly file?: string;
  /** Called for a rule that cannot be used; it is then left out. Default: the error is thrown. */
  readonly onProblem?: (problem: MemoriError) => void;
}

/**
 * Longest repetition in the text before a break. SRX programs in Java bound it the same way; it keeps segmentation linear.
 */
const LONGEST_BEFORE = 100;

function matches(pattern: string, languageCode: string): boolean {
  return new RegExp(`^(?:${translateRegex(pattern)})$`, 'v').test(languageCode);
}

/**
 * The sets of rules for a language, in order. Programs differ in whether language codes are compared as written, in lower or
 * in upper case, and files are written for one of them: the first way that finds rules counts.
 */
function rulesFor(document: SrxDocument, languageCode: string): SrxLanguageRule[] {
  const byName = new Map([...document.languageRules].reverse().map((set) => [set.name, set]));
  for (const code of new Set([languageCode, languageCode.toLowerCase(), languageCode.toUpperCase()])) {
    const found = document.maps.filter((map) => matches(map.pattern, code));
    const used = document.header.cascade ? found : found.slice(0, 1);
    if (used.length > 0) return used.flatMap((map) => byName.get(map.ruleName) ?? []);
  }
  return [];
}

function compileRule(rule: SrxRule, dialect: RegexDialect, file: string | undefined): RegexRule {
  try {
    return {
      break: rule.break,
      before: translateRegex(rule.before, { dialect, longest: LONGEST_BEFORE }),
      after: translateRegex(rule.after, { dialect }),
    };
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    throw inputError(error.code, error.message, {
      ...(file !== undefined && { file }),
      ...(rule.line !== undefined && { line: rule.line }),
      ...(rule.column !== undefined && { column: rule.column }),
      hint: 'Change the rule, or leave it out.',
      cause: error,
    });
  }
}

/**
 * The rules of an SRX file for one language, ready for `segmentBlock` and `segmentText`. With `cascade="yes"` the rules of
 * all maps that match are taken in order; the first rule that matches a position decides.
 *
 * @throws MemoriError `srx.no-language`, `srx.regex`
 */
export function compileSrx(document: SrxDocument, languageCode: string, options: CompileOptions = {}): RegexRules {
  const sets = rulesFor(document, languageCode);
  if (sets.length === 0) {
    throw inputError('srx.no-language', `the file has no rules for the language "${languageCode}"`, {
      ...(options.file !== undefined && { file: options.file }),
      hint: `It has rules for: ${document.maps.map((map) => map.pattern).join(', ') || 'no language at all'}.`,
    });
  }
  const { options: given } = document.header;
  const dialect = options.dialect ?? (given['useJavaRegex'] === 'yes' ? 'java' : 'icu');
  const rules: RegexRule[] = [];
  for (const rule of sets.flatMap((set) => set.rules)) {
    try {
      rules.push(compileRule(rule, dialect, options.file));
    } catch (error) {
      if (options.onProblem === undefined || !isMemoriError(error)) throw error;
      options.onProblem(error);
    }
  }
  return { kind: 'regex', rules, ...(given['useIcu4jBreakRules'] === 'yes' && { icuLanguage: languageCode }) };
}
