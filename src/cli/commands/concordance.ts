import { plainText } from '../../content/index.js';
import type { ConcordanceHit, ConcordancePlace } from '../../memory/index.js';
import type { Register } from '../command.js';
import { colours, jsonLine } from '../io.js';
import { withMemories } from '../memories.js';
import { shared, wholeNumber } from '../options.js';

interface ConcordanceCommandOptions {
  memory?: string[];
  target?: boolean;
  both?: boolean;
  regex?: boolean;
  exactWords?: boolean;
  document?: string;
  origin?: 'human' | 'mt' | 'alignment' | 'import';
  state?: 'initial' | 'translated' | 'reviewed' | 'final';
  since?: string;
  top: number;
  json?: boolean;
}

/** Characters of context on each side of a hit. */
const CONTEXT = 42;

export const registerConcordance: Register = (program, io) => {
  program
    .command('concordance')
    .description('where words occur in the memory, inflected and related forms included')
    .argument('<text>', 'words; * and ? are wildcards; or a regular expression with --regex')
    .addOption(shared.memory())
    .option('--target', 'look in the translations')
    .option('--both', 'look in both')
    .option('--regex', 'the text is a regular expression')
    .option('--exact-words', 'no words that are related by derivation only')
    .option('--document <name>', 'units of one document')
    .option('--origin <kind>', 'human, mt, alignment or import')
    .option('--state <state>', 'initial, translated, reviewed or final')
    .option('--since <date>', 'changed on or after an ISO date')
    .option('--top <n>', 'most units', wholeNumber(1, 100_000), 20)
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori concordance serang          also finds diserang, menyerang, serangan\n  memori concordance "kerja sama" --json\n  memori concordance treaty --target',
    )
    .action(async (text: string, options: ConcordanceCommandOptions) => {
      const { document, origin, state, since, top } = options;
      const query = {
        side: options.both ? ('both' as const) : options.target ? ('target' as const) : ('source' as const),
        regex: options.regex ?? false,
        related: !options.exactWords,
        top,
        ...(document !== undefined && { document }),
        ...(origin !== undefined && { origin }),
        ...(state !== undefined && { state }),
        ...(since !== undefined && { since }),
      };
      await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
        const hits = memories.flatMap((memory) => memory.concordance(text, query)).slice(0, top);
        for (const hit of hits) {
          if (options.json) jsonLine(io, jsonHit(hit));
          else io.out(keywordInContext(hit, io.outIsTerminal));
        }
        if (!options.json && hits.length === 0) io.out('no hit\n');
      });
    });
};

function jsonHit(hit: ConcordanceHit): object {
  return {
    source: plainText(hit.source),
    target: plainText(hit.target),
    hits: hit.hits,
    origin: hit.origin,
    document: hit.unit.document,
    unit: hit.unit.id,
  };
}

/** The first hit in a window of its side, the other side below. */
function keywordInContext(hit: ConcordanceHit, colour: boolean): string {
  const c = colours(colour);
  const place = hit.hits[0] as ConcordancePlace;
  const sides = { source: plainText(hit.source), target: plainText(hit.target) };
  const text = sides[place.side].replace(/\s/g, ' ');
  const before = text.slice(Math.max(0, place.start - CONTEXT), place.start).padStart(CONTEXT);
  const word = text.slice(place.start, place.end);
  const paint = place.kind === 'related' ? c.yellow : c.green;
  const after = text.slice(place.end, place.end + CONTEXT);
  return `${before}${paint(colour ? word : `[${word}]`)}${after}\n${c.dim(`    ${sides[place.side === 'source' ? 'target' : 'source']}`)}\n`;
}
