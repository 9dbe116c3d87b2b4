import { type Command, Option } from 'commander';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { usageError, writeFileSafely } from '../../base/index.js';
import {
  addPairs,
  editPair,
  type Kept,
  type PairChange,
  pairsOf,
  readTermbase,
  type Termbase,
  type TermbaseFile,
  type TermPair,
  type TermStatus,
  writeTermbase,
} from '../../glossary/index.js';
import type { Register } from '../command.js';
import { openTermbase, openTermbases } from '../glossaries.js';
import { type CliIo, jsonLine } from '../io.js';
import { shared } from '../options.js';

interface TermOptions {
  glossary?: string[];
  pos?: string;
  domain?: string;
  status?: TermStatus;
  note?: string;
  definition?: string;
  abbreviation?: boolean;
  doNotTranslate?: boolean;
  setSource?: string;
  setTarget?: string;
  delete?: boolean;
  json?: boolean;
}

export const registerTerm: Register = (program, io) => {
  const term = program.command('term').description('keep a termbase: add, edit, import, export');
  addCommand(term, io);
  editCommand(term, io);
  importCommand(term, io);
  exportCommand(term, io);
};

/** The termbase that a writing command is about: exactly one. */
function only(files: readonly string[] | undefined): string {
  if (files?.length === 1) return files[0]!;
  throw usageError(
    'glossary.one',
    files === undefined ? 'no termbase given' : 'this command changes one termbase; several were given',
    {
      hint: 'Give --glossary FILE once.',
    },
  );
}

function formatOf(file: string): 'tbx' | 'csv' | 'tsv' {
  const ending = extname(file).toLowerCase();
  if (ending === '.tbx' || ending === '.xml') return 'tbx';
  if (ending === '.csv') return 'csv';
  if (['.tsv', '.tab', '.txt', '.utf8'].includes(ending)) return 'tsv';
  throw usageError(
    'glossary.format',
    `${ending === '' ? 'a name without an ending' : ending} is no format of a termbase`,
    {
      file,
      hint: 'Name it .csv, .tsv or .tbx.',
    },
  );
}

/** A termbase that exists, or an empty one in the format of its name. */
async function openOrMake(file: string): Promise<TermbaseFile> {
  if (existsSync(file)) return openTermbase(file);
  const format = formatOf(file);
  return readTermbase(new TextEncoder().encode(writeTermbase({ concepts: [] }, format).text), file);
}

async function write(file: string, kept: Kept): Promise<void> {
  if (kept.changed > 0) await writeFileSafely(file, kept.bytes);
}

function details(command: Command): Command {
  return command
    .option('--pos <name>', 'part of speech: noun, proper noun, verb, adjective, adverb')
    .option('--domain <name>', 'subject field')
    .addOption(
      new Option('--status <name>', 'may the translation be used?').choices([
        'preferred',
        'admitted',
        'deprecated',
        'forbidden',
      ]),
    )
    .option('--note <text>')
    .option('--definition <text>');
}

function common({ pos, domain, status, note, definition }: TermOptions): Omit<PairChange, 'source' | 'target'> {
  return {
    ...(pos !== undefined && { pos }),
    ...(domain !== undefined && { domain }),
    ...(status !== undefined && { status }),
    ...(note !== undefined && { note }),
    ...(definition !== undefined && { definition }),
  };
}

function addCommand(term: Command, io: CliIo): void {
  details(term.command('add').description('add a term and its translation to a termbase, which is made when missing'))
    .argument('<source>', 'term')
    .argument('[target]', 'its translation; may be left out with --do-not-translate')
    .addOption(shared.glossary())
    .option('--abbreviation', 'the term is an abbreviation')
    .option('--do-not-translate', 'the term stays as it is')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori term add bupati regent --glossary istilah.csv --pos noun --status preferred\n' +
        '  memori term add "Tirta Kencana" --do-not-translate --glossary istilah.tbx',
    )
    .action(async (source: string, target: string | undefined, options: TermOptions) => {
      const file = only(options.glossary);
      if (source.trim() === '') throw usageError('term.empty', 'the term is empty');
      if ((target ?? '').trim() === '' && options.doNotTranslate !== true) {
        throw usageError('term.no-target', 'the translation is missing', { hint: 'Give it, or --do-not-translate.' });
      }
      const pair: TermPair = {
        ...common(options),
        source: source.trim(),
        target: target?.trim() ?? source.trim(),
        ...(options.abbreviation && { type: 'abbreviation' }),
        ...(options.doNotTranslate && { doNotTranslate: true }),
      };
      const kept = addPairs(await openOrMake(file), [pair]);
      await write(file, kept);
      if (options.json) jsonLine(io, { file, added: kept.changed, skipped: kept.skipped });
      else io.out(`${file}: ${pair.source} → ${pair.target} ${kept.changed > 0 ? 'added' : 'is already there'}\n`);
    });
}

function editCommand(term: Command, io: CliIo): void {
  details(term.command('edit').description('change or delete a term; the rest of the file stays as it is'))
    .argument('<source>', 'term as the termbase writes it')
    .argument('[target]', 'its translation, where it has several')
    .addOption(shared.glossary())
    .option('--set-source <text>', 'new wording of the term')
    .option('--set-target <text>', 'new translation')
    .option('--delete', 'take the translation out, and the term with its last one')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori term edit bupati regent --status admitted --glossary istilah.tbx\n' +
        '  memori term edit kabupaten district --delete --glossary istilah.csv',
    )
    .action(async (source: string, target: string | undefined, options: TermOptions) => {
      const file = only(options.glossary);
      const change: PairChange = {
        ...common(options),
        ...(options.setSource !== undefined && { source: options.setSource }),
        ...(options.setTarget !== undefined && { target: options.setTarget }),
      };
      if (options.delete !== true && Object.keys(change).length === 0) {
        throw usageError('term.no-change', 'nothing to change was given', { hint: 'See memori term edit --help.' });
      }
      if (change.source?.trim() === '' || change.target?.trim() === '') {
        throw usageError('term.empty', 'the new wording is empty', { hint: 'Use --delete to take a term out.' });
      }
      const kept = editPair(await openTermbase(file), source, target, options.delete === true ? 'remove' : change);
      await write(file, kept);
      if (options.json) jsonLine(io, { file, changed: kept.changed });
      else io.out(`${file}: ${source} ${options.delete === true ? 'deleted' : 'changed'}\n`);
    });
}

function importCommand(term: Command, io: CliIo): void {
  term
    .command('import')
    .description('add the terms of other termbases (CSV, TSV, TBX) that are not there yet')
    .argument('<file...>', 'termbases to read')
    .addOption(shared.glossary())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  memori term import klien.tbx lama.tsv --glossary istilah.csv')
    .action(async (files: string[], options: TermOptions) => {
      const into = only(options.glossary);
      // All are read before anything is written: a bad file leaves the termbase as it was.
      const read = [];
      for (const file of files) read.push({ file, pairs: pairsOf((await openTermbase(file)).termbase) });
      let target = await openOrMake(into);
      const lines: object[] = [];
      for (const { file, pairs } of read) {
        const kept = addPairs(
          target,
          pairs.map((pair) => ({ ...pair, ...(pair.concept !== undefined && { concept: `${file} ${pair.concept}` }) })),
        );
        target = readTermbase(kept.bytes, into);
        lines.push({ file, added: kept.changed, skipped: kept.skipped });
        if (!options.json) io.out(`${file}: ${kept.changed} added, ${kept.skipped} already there\n`);
        await write(into, kept);
      }
      if (options.json) for (const line of lines) jsonLine(io, line);
    });
}

function exportCommand(term: Command, io: CliIo): void {
  term
    .command('export')
    .description('write termbases to one file; its ending says the format: .tbx (TBX-Basic), .csv, .tsv')
    .argument('<out>', 'file to write')
    .addOption(shared.glossary())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  memori term export istilah.tbx --glossary istilah.csv')
    .action(async (out: string, options: TermOptions) => {
      const format = formatOf(out);
      const bases = await openTermbases(options.glossary);
      const termbase: Termbase = { concepts: bases.flatMap(({ concepts }) => concepts) };
      const { text, lost } = writeTermbase(termbase, format);
      await writeFileSafely(out, text);
      if (options.json)
        jsonLine(io, { file: options.glossary, written: out, concepts: termbase.concepts.length, lost });
      else {
        io.out(`${out}: ${termbase.concepts.length} concepts\n`);
        if (lost.length > 0)
          io.err(
            `memori: ${format} has no place for: ${lost.slice(0, 10).join('; ')}${lost.length > 10 ? ` and ${lost.length - 10} more` : ''}\n`,
          );
      }
    });
}
