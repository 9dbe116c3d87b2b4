import { basename, extname, join, resolve } from 'node:path';
import { isMemoriError, usageError, writeFileSafely } from '../../base/index.js';
import {
  convertFile,
  EXCHANGE_FORMATS,
  type ExchangeFormat,
  exchangeFormat,
  fileKind,
  formatOfOutput,
  sameBytes,
} from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { expandFiles } from '../files.js';
import { type CliIo, EXIT, jsonLine } from '../io.js';
import { shared } from '../options.js';
import { reportError } from '../report.js';

interface ConvertOptions {
  same?: boolean;
  to?: string;
  out?: string;
  sourceLanguage?: string;
  targetLanguage?: string;
  json?: boolean;
}

interface Task {
  readonly file: string;
  readonly written: string;
  /** Undefined: its own format. */
  readonly format: ExchangeFormat | undefined;
}

export const registerConvert: Register = (program, io, finish) => {
  program
    .command('convert')
    .description('convert bilingual files between XLIFF versions, TMX, tables and JSON; tells what is lost')
    .argument('<file...>', 'IN OUT, or files and folders with --out')
    .option('--same', 'each file in its own format and version: byte for byte the same')
    .option('--to <format>', `format to write: ${Object.keys(EXCHANGE_FORMATS).join(', ')}`)
    .addOption(shared.out('folder for the files written'))
    .option('--source-language <tag>', 'language of the source, where the file leaves a choice')
    .option('--target-language <tag>', 'language of the target, where the file leaves a choice')
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  memori convert artikel.xlf artikel.tmx                       by the ending of the second name
  memori convert artikel.xlf lama.xlf --to xliff-1.2           XLIFF 2.1 to 1.2
  memori convert *.sdlxliff --to csv --out tabel
  memori convert tm/*.tmx --to xliff-2.1 --target-language en-GB --out out
  memori convert kiriman/*.mxliff --same --out salinan         opened and saved: nothing changes

Codes 0 and a list of losses go together: a target format that cannot carry something is no failure.`,
    )
    .action(async (files: string[], options: ConvertOptions) => {
      const tasks = await plan(files, options);
      let failed = false;
      for (const task of tasks) {
        if (io.signal.aborted) return finish(EXIT.interrupted);
        try {
          await convert(task, options, io);
        } catch (error) {
          if (!isMemoriError(error) || (error.kind !== 'input' && error.kind !== 'usage')) throw error;
          reportError(error, io);
          failed = true;
        }
      }
      if (failed) finish(EXIT.input);
    });
};

/** What is to be written where; nothing is written when that is not clear. */
async function plan(paths: readonly string[], options: ConvertOptions): Promise<Task[]> {
  const { same, to, out } = options;
  if (same === true && to !== undefined) {
    throw usageError('convert.usage', '--same and --to exclude each other', { hint: 'Leave one of them out.' });
  }
  if (out === undefined) {
    const [file, written, ...more] = paths;
    if (file === undefined || written === undefined || more.length > 0) {
      throw usageError('convert.usage', 'convert takes one file and the name to write, or --out and a folder', {
        hint: 'Example: memori convert artikel.xlf artikel.tmx',
      });
    }
    const format = same === true ? undefined : to === undefined ? formatOfOutput(written) : exchangeFormat(to);
    return [separate({ file, written, format })];
  }
  if (same !== true && to === undefined) {
    throw usageError('convert.usage', 'with --out, name what to write: --to FORMAT or --same', {
      hint: `Formats: ${Object.keys(EXCHANGE_FORMATS).join(', ')}.`,
    });
  }
  const format = to === undefined ? undefined : exchangeFormat(to);
  const files = await expandFiles(paths, (name) => fileKind(name) !== undefined);
  const taken = new Set<string>();
  return files.map((file) => {
    const own = basename(file);
    const stem = basename(own, extname(own));
    const ending = format === undefined ? extname(own) : EXCHANGE_FORMATS[format];
    // Files of one name from several folders must not overwrite each other.
    let written = join(out, stem + ending);
    for (let n = 2; taken.has(written.toLowerCase()); n++) written = join(out, `${stem}.${n}${ending}`);
    taken.add(written.toLowerCase());
    return separate({ file, written, format });
  });
}

function separate(task: Task): Task {
  if (resolve(task.file) === resolve(task.written)) {
    throw usageError('convert.overwrite', 'the file to write is the file to read', {
      file: task.file,
      hint: 'Give another name or another folder.',
    });
  }
  return task;
}

async function convert({ file, written, format }: Task, options: ConvertOptions, io: CliIo): Promise<void> {
  let lost: readonly string[] = [];
  if (format === undefined) await writeFileSafely(written, await sameBytes(file));
  else {
    const result = await convertFile(file, format, {
      ...(options.sourceLanguage !== undefined && { source: options.sourceLanguage }),
      ...(options.targetLanguage !== undefined && { target: options.targetLanguage }),
    });
    await writeFileSafely(written, result.text);
    for (const remark of result.remarks) io.err(`${file}: ${remark}\n`);
    lost = result.lost;
  }
  if (options.json) return jsonLine(io, { file, written, lost });
  io.out(`${written}\n`);
  for (const what of lost) io.out(`  lost: ${what}\n`);
}
