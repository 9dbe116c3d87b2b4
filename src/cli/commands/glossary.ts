import { readText, usageError } from '../../base/index.js';
import { createMatcher, recogniseTerms, type TermHit } from '../../glossary/index.js';
import type { Language } from '../../language/index.js';
import type { Register } from '../command.js';
import { openTermbases } from '../glossaries.js';
import { type CliIo, colours, jsonLine, linesOf } from '../io.js';
import { shared } from '../options.js';

interface LookupOptions {
  file?: string;
  glossary?: string[];
  lang: Language;
  json?: boolean;
}

export const registerGlossary: Register = (program, io) => {
  program
    .command('glossary')
    .description('use termbases')
    .command('lookup')
    .description('terms in a text, or in each line of a file')
    .argument('[text]', 'a text; without text and --file, lines of standard input')
    .option('--file <file>', 'look up each line of this file')
    .addOption(shared.glossary())
    .addOption(shared.lang().default('id'))
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori glossary lookup "Bupati meresmikan jembatan itu." --glossary istilah.csv\n' +
        '  memori glossary lookup --file artikel.txt -g istilah.tbx --json\n\n' +
        'Kinds: exact, inflected, variant, abbreviation; gap (a word between) and related (same root) are shown only.',
    )
    .action(async (text: string | undefined, options: LookupOptions) => {
      if (text !== undefined && options.file !== undefined) {
        throw usageError('lookup.two-sources', 'a text and --file were given', { hint: 'Give one of them.' });
      }
      const matcher = createMatcher(await openTermbases(options.glossary), { language: options.lang });
      for await (const line of texts(text, options.file, io)) {
        const hits = recogniseTerms(line, matcher);
        if (options.json) jsonLine(io, { text: line, hits: hits.map(plainHit) });
        else if (line.trim() !== '') print(io, line, hits);
      }
    });
};

async function* texts(text: string | undefined, file: string | undefined, io: CliIo): AsyncGenerator<string> {
  if (text !== undefined) yield text;
  else if (file === undefined) yield* linesOf(io.stdin);
  else {
    const lines = (await readText(file, { allowEmpty: true })).text.split(/\r\n|\n|\r/u);
    if (lines.at(-1) === '') lines.pop();
    yield* lines;
  }
}

function plainHit({ term, target, start, end, kind, concept, doNotTranslate, others }: TermHit): object {
  return {
    term,
    target: target ?? null,
    start,
    end,
    kind,
    concept: concept.id,
    ...(concept.domain !== undefined && { domain: concept.domain }),
    ...(doNotTranslate && { doNotTranslate }),
    ...(others.length > 0 && { others: others.map(({ id }) => id) }),
  };
}

function print(io: CliIo, line: string, hits: readonly TermHit[]): void {
  const c = colours(io.outIsTerminal);
  let marked = '';
  let at = 0;
  for (const { start, end, kind } of hits) {
    const own = line.slice(start, end);
    marked +=
      line.slice(at, start) + (kind === 'related' ? c.dim(own) : kind === 'gap' ? c.yellow(own) : c.bold(c.green(own)));
    at = end;
  }
  io.out(`${marked}${line.slice(at)}\n`);
  for (const { start, end, kind, term, target, doNotTranslate } of hits) {
    const own = line.slice(start, end);
    const what = doNotTranslate ? 'do not translate' : (target ?? 'no translation that may be used');
    const named = own === term ? '' : ` [${term}]`;
    io.out(`  ${own}${named} → ${what}${kind === 'exact' ? '' : c.dim(`  (${kind})`)}\n`);
  }
}
