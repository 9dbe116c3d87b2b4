import { createReadStream } from 'node:fs';
import { usageError } from '../../base/index.js';
import { plainText, textContent } from '../../content/index.js';
import type { Match, Memory } from '../../memory/index.js';
import { byRank } from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { type CliIo, colours, jsonLine, linesOf } from '../io.js';
import { withMemories } from '../memories.js';
import { shared, wholeNumber } from '../options.js';

interface LookupCommandOptions {
  file?: string;
  memory?: string[];
  min: number;
  top: number;
  json?: boolean;
}

/** So many lines are looked up at once. */
const LINES_AT_ONCE = 1000;

export const registerLookup: Register = (program, io) => {
  program
    .command('lookup')
    .description('matches in the memory for a text, or for each line of a file')
    .argument('[text]', 'the text to look up')
    .option('-f, --file <file>', 'look up each line of a file (- for standard input)')
    .addOption(shared.memory())
    .option('--min <percent>', 'least similarity of fuzzy matches', wholeNumber(1, 100), 70)
    .option('--top <n>', 'most matches per text', wholeNumber(1, 100), 5)
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  memori lookup "Harga beras naik 10 persen."
  memori lookup --file baru.txt --min 60 --json
  memori lookup "Perjanjian kemitraan" --memory tm --memory tm-lama`,
    )
    .action(async (text: string | undefined, options: LookupCommandOptions) => {
      const { file } = options;
      if ((text === undefined) === (file === undefined)) {
        throw usageError('lookup.query', 'give a text or --file, one of them', {
          hint: 'memori lookup "Selamat pagi."',
        });
      }
      await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
        const answer = (queries: readonly string[]): void => {
          const found = memories.map((memory: Memory) =>
            memory.lookupAll(
              queries.map((query) => ({ content: textContent(query) })),
              options,
            ),
          );
          queries.forEach((query, i) => {
            const matches = byRank(found.map((perMemory) => perMemory[i]!)).slice(0, options.top);
            if (options.json) jsonLine(io, { query, matches: matches.map(jsonMatch) });
            else printMatches(io, query, matches);
          });
        };
        if (text !== undefined) return answer([text]);
        const lines: string[] = [];
        for await (const line of linesOf(
          file === '-' ? io.stdin : (createReadStream(file!) as AsyncIterable<Uint8Array>),
        )) {
          lines.push(line);
          if (lines.length === LINES_AT_ONCE) answer(lines.splice(0));
        }
        answer(lines);
      });
    });
};

function jsonMatch(match: Match): object {
  return {
    kind: match.kind,
    similarity: match.similarity,
    source: plainText(match.source),
    target: plainText(match.target),
    ...(match.repaired && { repaired: match.repaired }),
    penalties: match.penalties,
    origin: match.origin,
    state: match.unit.state,
    document: match.unit.document,
    unit: match.unit.id,
  };
}

function printMatches(io: CliIo, query: string, matches: readonly Match[]): void {
  const c = colours(io.outIsTerminal);
  io.out(`${c.bold(query)}\n`);
  if (matches.length === 0) io.out(`  ${c.dim('no match')}\n`);
  for (const match of matches) {
    const machine = match.origin.kind === 'mt' ? ', machine translation' : '';
    const penalties = match.penalties.map((penalty) => `${penalty.kind} −${penalty.points}`).join(', ');
    io.out(
      `  ${c.green(match.kind)} ${match.similarity} %${penalties === '' ? '' : ` (${penalties})`}${c.dim(`  ${match.unit.document ?? ''}${machine}`)}\n`,
    );
    io.out(`    ${plainText(match.source)}\n    ${c.cyan(plainText(match.target))}\n`);
    for (const change of match.repaired ?? []) io.out(`    ${c.yellow('repaired')} ${change.from} → ${change.to}\n`);
  }
}
