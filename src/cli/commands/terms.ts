import { extname } from 'node:path';
import { usageError, writeFileSafely } from '../../base/index.js';
import { plainText } from '../../content/index.js';
import {
  type Concept,
  type ExtractSegment,
  extractTerms,
  type TermCandidate,
  type TermPair,
  writeTable,
  writeTermbase,
} from '../../glossary/index.js';
import { loadDocument, segmentsOf } from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { eachFile } from '../files.js';
import { type CliIo, EXIT, jsonLine, table } from '../io.js';
import { withMemories } from '../memories.js';
import { shared, wholeNumber } from '../options.js';

interface ExtractOptions {
  memory?: string[];
  min?: number;
  top: number;
  write?: string;
  json?: boolean;
}

export const registerTerms: Register = (program, io, finish) => {
  program
    .command('terms')
    .description('find terms')
    .command('extract')
    .description('propose terms of documents, with translations where a memory tells them')
    .argument('[file...]', 'documents; without them, the memories themselves are read')
    .addOption(shared.memory())
    .option('--min <n>', 'occurrences needed (default: 1 in documents, 2 in memories)', wholeNumber(1, 1000))
    .option('--top <n>', 'how many, best first', wholeNumber(1, 100_000), 200)
    .option('--write <file>', 'also write them as a termbase for review: .csv, .tsv or .tbx')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori terms extract kontrak.txt --memory tm --write calon.csv\n  memori terms extract --memory tm --json\n\n' +
        'They are proposals: a person decides. Names come beside noun phrases; inflected forms count as one.',
    )
    .action(async (files: string[], options: ExtractOptions) => {
      if (files.length === 0 && options.memory === undefined) {
        throw usageError('terms.nothing', 'no document and no memory given', { hint: 'Give FILES, or --memory DIR.' });
      }
      const format = options.write === undefined ? undefined : formatOf(options.write);
      const evidence = options.memory === undefined ? [] : await unitsOf(options.memory, io);
      const segments: ExtractSegment[] = [];
      if (files.length > 0) {
        const failed = await eachFile(files, io, async (file) => {
          const document = await loadDocument(file, { language: 'id' });
          for (const { content, locked } of segmentsOf(document))
            if (!locked) segments.push({ source: plainText(content) });
        });
        if (failed > 0) finish(EXIT.input);
      }
      const texts = files.length > 0 ? segments : evidence;
      const found = extractTerms(texts, {
        min: options.min ?? (files.length > 0 ? 1 : 2),
        top: options.top,
        evidence: files.length > 0 ? evidence : [],
      });
      if (options.write !== undefined && format !== undefined) {
        await writeFileSafely(options.write, reviewText(found, format));
      }
      print(io, found, options.json === true);
    });
};

function formatOf(file: string): 'csv' | 'tsv' | 'tbx' {
  const ending = extname(file).toLowerCase().slice(1);
  if (ending === 'csv' || ending === 'tsv' || ending === 'tbx') return ending;
  throw usageError('glossary.format', 'the termbase has to end in .csv, .tsv or .tbx', { file });
}

async function unitsOf(dirs: readonly string[], io: CliIo): Promise<ExtractSegment[]> {
  return withMemories(dirs, io, { readOnly: true }, async (memories) =>
    memories.flatMap((memory) =>
      [...memory.units()].map(({ source, target }) => ({ source: plainText(source), target: plainText(target) })),
    ),
  );
}

/** A termbase for review: candidates without a translation have an empty place for it. */
function reviewText(found: readonly TermCandidate[], format: 'csv' | 'tsv' | 'tbx'): string {
  const note = ({ count }: TermCandidate): string => `candidate, ${count} occurrence${count === 1 ? '' : 's'}`;
  if (format !== 'tbx') {
    const pairs = found.map((one): TermPair => {
      return { source: one.source, target: one.target ?? '', status: 'admitted', note: note(one) };
    });
    return writeTable(pairs, format === 'csv' ? ',' : '\t');
  }
  const concepts = found.map((one, i): Concept => ({
    id: `c${i + 1}`,
    notes: [note(one)],
    terms: [
      { text: one.source, language: 'id', notes: [] },
      ...(one.target === undefined
        ? []
        : [{ text: one.target, language: 'en', status: 'admitted' as const, notes: [] }]),
    ],
  }));
  return writeTermbase({ concepts }, format).text;
}

function print(io: CliIo, found: readonly TermCandidate[], json: boolean): void {
  if (json) {
    for (const { target, ...rest } of found) jsonLine(io, { ...rest, target: target ?? null });
    return;
  }
  if (found.length === 0) io.err('memori: no candidates\n');
  else {
    const rows = found.map(({ source, target, count, kind, score }) => [
      source,
      target ?? '',
      kind,
      count,
      score.toFixed(1),
    ]);
    io.out(table(['source', 'target', 'kind', 'count', 'score'], rows));
  }
}
