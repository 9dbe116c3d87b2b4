import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileError, inputError, isMemoriError, usageError, writeFileSafely } from '../../base/index.js';
import { formatFor } from '../../formats/index.js';
import type { Language } from '../../language/index.js';
import {
  alignDocuments,
  cacheBeside,
  alignmentPage,
  type AlignedBead,
  exportUnits,
  lexiconOfUnits,
  readSide,
  unitsOfAlignment,
} from '../../pipeline/index.js';
import type { Lexicon } from '../../align/index.js';
import type { MemoryUnitInput } from '../../memory/index.js';
import { openTranslator, type Translator } from '../../translate/index.js';
import type { Register } from '../command.js';
import { type CliIo, colours, EXIT, jsonLine } from '../io.js';
import { withMemories } from '../memories.js';
import { shared } from '../options.js';
import { reportError } from '../report.js';

interface AlignCommandOptions {
  segmented?: boolean;
  swap?: boolean;
  model: string;
  mt: boolean;
  jobs: number;
  memory?: string[];
  html?: string;
  write?: string;
  json?: boolean;
  quiet?: boolean;
}

export const registerAlign: Register = (program, io, finish) => {
  program
    .command('align')
    .description('align documents with their translations: beads with a probability each')
    .argument('<source>', 'document, or folder of documents')
    .argument('<target>', 'its translation, or the folder of the translations (matched by name)')
    .option('--segmented', 'each line is one segment already')
    .option('--swap', 'the source is the English one')
    .option('--no-mt', 'do without machine translation: names, numbers, lengths, and words learnt from the memory')
    .addOption(shared.model())
    .addOption(shared.jobs())
    .addOption(shared.memory())
    .option('--html <file>', 'side-by-side page in which doubtful beads stand out')
    .option('--write <file>', 'the units as one file: .tmx, .xlf, .tsv, .csv or .json')
    .addOption(shared.json())
    .addOption(shared.quiet())
    .addHelpText(
      'after',
      `
Examples:
  memori align kontrak.txt en/kontrak.txt                     beads on the terminal
  memori align corpus corpus/en --memory tm                   folders, matched by name; units go into the memory
  memori align a.id b.en --segmented --json --html lihat.html

With --memory, beads above the calibrated threshold enter it as translated, the others as unconfirmed.
With --no-mt it also teaches which words translate each other, if it has 500 confirmed units or more.`,
    )
    .action(async (source: string, target: string, options: AlignCommandOptions) => {
      const pairs = await documentPairs(source, target);
      const [from, to]: [Language, Language] = options.swap ? ['en', 'id'] : ['id', 'en'];
      const translator = options.mt
        ? await openTranslator({
            model: options.model,
            jobs: options.jobs,
            ...(options.memory && { cacheDir: cacheBeside(options.memory[0]!) }),
          })
        : undefined;
      try {
        const lexicon = options.mt ? undefined : await learntLexicon(options.memory?.[0], io);
        const units: MemoryUnitInput[] = [];
        for (const [left, right] of pairs) {
          try {
            const aligned = await alignPair(left, right, from, to, options, { translator, lexicon }, io.signal);
            for (const bead of aligned.beads) printBead(io, bead, options, pairs.length > 1 ? left : undefined);
            if (options.html !== undefined)
              await writeFileSafely(
                pairs.length > 1 ? join(options.html, `${basename(left)}.html`) : options.html,
                alignmentPage(aligned),
              );
            units.push(...unitsOfAlignment(aligned));
          } catch (error) {
            if (!isMemoriError(error) || error.kind === 'environment') throw error;
            finish(reportError(error, io));
          }
        }
        if (options.write !== undefined) await writeFileSafely(options.write, exportUnits(units, options.write));
        if (options.memory !== undefined) {
          await withMemories(options.memory.slice(0, 1), io, { create: true }, async ([memory]) => {
            const { added, replaced } = await memory.add(units);
            if (!options.quiet) io.err(`${memory.dir}: ${added} units added, ${replaced} replaced\n`);
          });
        }
        if (units.length === 0) finish(EXIT.findings);
      } finally {
        await translator?.close();
      }
    });
};

async function alignPair(
  left: string,
  right: string,
  from: Language,
  to: Language,
  options: AlignCommandOptions,
  help: { translator: Translator | undefined; lexicon: Lexicon | undefined },
  signal: AbortSignal,
): ReturnType<typeof alignDocuments> {
  const segmented = options.segmented ?? false;
  return alignDocuments(
    await readSide(left, from, segmented),
    await readSide(right, to, segmented),
    help.translator,
    signal,
    help.lexicon,
  );
}

/** What an existing memory teaches about words; the command may also be about to make it. */
async function learntLexicon(dir: string | undefined, io: CliIo): Promise<Lexicon | undefined> {
  if (dir === undefined || !existsSync(dir)) return undefined;
  return withMemories([dir], io, { readOnly: true }, async ([memory]) => lexiconOfUnits(memory.units()));
}

/** The two files, or those of two folders that have the same name without ending. @throws MemoriError */
async function documentPairs(source: string, target: string): Promise<[string, string][]> {
  const isFolder = async (path: string): Promise<boolean> =>
    (
      await stat(path).catch((error: unknown) => {
        throw fileError(error, path, 'read');
      })
    ).isDirectory();
  const [left, right] = [await isFolder(source), await isFolder(target)];
  if (left !== right) throw usageError('align.mixed', 'give two documents or two folders, not one of each');
  if (!left) return [[source, target]];
  const names = async (dir: string): Promise<Map<string, string>> =>
    new Map(
      (await readdir(dir))
        .filter((name) => formatFor(name))
        .map((name) => [basename(name, extname(name)), join(dir, name)]),
    );
  const targets = await names(target);
  const pairs = [...(await names(source))].flatMap(([name, path]): [string, string][] => {
    const other = targets.get(name);
    return other === undefined ? [] : [[path, other]];
  });
  if (pairs.length === 0)
    throw inputError('align.no-pairs', 'no document has the same name in both folders', { file: source });
  return pairs.sort(([a], [b]) => (a < b ? -1 : 1));
}

function printBead(io: CliIo, bead: AlignedBead, options: AlignCommandOptions, file: string | undefined): void {
  const { source, target, probability, confirmed, sourceText, targetText } = bead;
  if (options.json)
    return jsonLine(io, {
      ...(file !== undefined && { file }),
      source,
      target,
      probability,
      confirmed,
      sourceText,
      targetText,
    });
  if (options.quiet) return;
  const c = colours(io.outIsTerminal);
  const mark = source.length === 0 || target.length === 0 ? c.red('–') : confirmed ? c.green('=') : c.yellow('?');
  io.out(
    `${mark} ${probability.toFixed(2)}  ${sourceText === '' ? c.dim('(nothing)') : sourceText}\n        ${targetText === '' ? c.dim('(nothing)') : c.cyan(targetText)}\n`,
  );
}
