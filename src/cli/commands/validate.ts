import { Option } from 'commander';
import { inputError, isMemoriError, readBytes, usageError } from '../../base/index.js';
import {
  type RuleId,
  type Validation,
  validateFile,
  VALIDATION_RULES,
  type ValidationProblem,
} from '../../xliff/index.js';
import type { Register } from '../command.js';
import { expandFiles } from '../files.js';
import { type CliIo, colours, EXIT, jsonLine, table } from '../io.js';
import { collect, shared } from '../options.js';
import { reportError } from '../report.js';

const EXCHANGE = /\.(?:xlf|xliff|xlf2|sdlxliff|mxliff|mqxliff|txlf|tmx)$/i;

/** One string holds half a gigabyte at most; a file beyond it cannot be looked at as a whole. */
const MAX_BYTES = 500_000_000;

interface Options {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly rules?: boolean;
  readonly extensionPrefix?: string[];
}

/** `my=urn:my` as the validator wants it. */
function prefixes(given: readonly string[] = []): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  for (const one of given) {
    const equals = one.indexOf('=');
    if (equals < 1) {
      throw usageError('validate.prefix', `${JSON.stringify(one)} is not of the form prefix=namespace`, {
        hint: 'Write --extension-prefix my=urn:example:my',
      });
    }
    (table[one.slice(0, equals)] ??= []).push(one.slice(equals + 1));
  }
  return table;
}

function printRules(io: CliIo, json: boolean): void {
  const rules = Object.entries(VALIDATION_RULES) as [RuleId, (typeof VALIDATION_RULES)[RuleId]][];
  if (json) {
    for (const [rule, { spec, text, severity = 'error' }] of rules) jsonLine(io, { rule, spec, severity, text });
    return;
  }
  io.out(
    table(
      ['rule', 'kind', 'specification', 'what must hold'],
      rules.map(([rule, { spec, text, severity = 'error' }]) => [rule, severity, spec, text]),
    ),
  );
}

function printPeople(io: CliIo, file: string, validation: Validation, quiet: boolean): void {
  const c = colours(io.outIsTerminal);
  const line = (problem: ValidationProblem, mark: string): string =>
    `${file}:${problem.line}:${problem.column}: ${mark}${problem.message} ${c.dim(`[${problem.rule}] (${problem.spec})`)}\n`;
  for (const problem of validation.problems) io.out(line(problem, ''));
  if (quiet) return;
  for (const warning of validation.warnings) io.out(line(warning, c.yellow('warning: ')));
  if (validation.truncated) io.out(`${file}: … and more of the same\n`);
  const count = validation.problems.length;
  const verdict = validation.valid ? c.green('valid') : c.red(`${count} problem${count === 1 ? '' : 's'}`);
  io.out(`${file}: ${validation.format}: ${verdict}\n`);
}

export const registerValidate: Register = (program, io, finish) => {
  program
    .command('validate')
    .description('check XLIFF and TMX files: well-formed, well-structured, true to their specification')
    .argument('[file...]', 'XLIFF 1.0 to 2.2 and TMX files, or folders of them')
    .option('--strict', 'XLIFF 1.2: hold to the strict flavour')
    .addOption(
      new Option(
        '--extension-prefix <prefix=namespace>',
        'fragment-identifier prefix of an extension of yours, repeatable',
      ).argParser(collect),
    )
    .option('--rules', 'list every rule with its place in the specification, and check nothing')
    .addOption(shared.quiet())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExit code: 0 all valid, 1 a file is invalid, 3 a file cannot be read.' +
        '\n\nExamples:\n  memori validate artikel.xlf\n  memori validate tm/ --json | jq -c "select(.valid | not)"' +
        '\n  memori validate --extension-prefix my=urn:example:my job.xlf\n  memori validate --rules',
    )
    .action(async (paths: string[], options: Options) => {
      if (options.rules) return printRules(io, options.json === true);
      if (paths.length === 0) program.error('error: give at least one file', { exitCode: EXIT.usage });
      const settings = { strict: options.strict === true, extensionPrefixes: prefixes(options.extensionPrefix) };
      let invalid = 0;
      let unread = 0;
      for (const path of paths) {
        try {
          for (const file of await expandFiles([path], (name) => EXCHANGE.test(name))) {
            const bytes = await readBytes(file);
            if (bytes.length > MAX_BYTES) {
              throw inputError('validate.too-large', 'the file is larger than 500 MB', {
                file,
                hint: 'Split it, for example with memori convert, and validate the parts.',
              });
            }
            const validation = validateFile(bytes, file, settings);
            if (!validation.valid) invalid++;
            const { format, valid, problems, warnings, truncated } = validation;
            if (options.json) jsonLine(io, { file, format, valid, problems, warnings, truncated });
            else printPeople(io, file, validation, options.quiet === true);
          }
        } catch (error) {
          if (!isMemoriError(error) || error.kind === 'usage') throw error;
          unread = Math.max(unread, reportError(error, io));
        }
      }
      if (unread > 0) finish(unread);
      else if (invalid > 0) finish(EXIT.findings);
    });
};
