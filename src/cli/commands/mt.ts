import { createReadStream } from 'node:fs';
import { fileError } from '../../base/index.js';
import { textContent } from '../../content/index.js';
import { openTranslator } from '../../translate/index.js';
import { jsonLine, linesOf } from '../io.js';
import type { Register } from '../command.js';
import { shared } from '../options.js';

interface MtOptions {
  model: string;
  jobs: number;
  beam: number;
  allowRemote?: boolean;
  json?: boolean;
}

/** So many lines are translated together: enough to fill batches, little enough that a pipe sees output soon. */
const LINES_AT_ONCE = 256;

export const registerMt: Register = (program, io) => {
  program
    .command('mt')
    .description('machine translation alone: a line in, a line out')
    .argument('[file]', 'text file, one segment a line (default: standard input)')
    .addOption(shared.model())
    .addOption(shared.allowRemote())
    .addOption(shared.jobs())
    .addOption(shared.beam())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  echo "Harga beras naik 12,5 persen." | memori mt\n  memori mt lines.id --json > lines.jsonl\n  memori mt --model ./models/other lines.id',
    )
    .action(async (file: string | undefined, options: MtOptions) => {
      const input = file === undefined ? io.stdin : readable(file);
      const translator = await openTranslator({ ...options, allowRemote: options.allowRemote ?? false });
      const flush = async (lines: string[]): Promise<void> => {
        const full = lines.map((line, i) => ({ line, i })).filter(({ line }) => line.trim() !== '');
        const results = await translator.translate(
          full.map(({ line }) => ({ source: textContent(line) })),
          { signal: io.signal },
        );
        const byLine = new Map(full.map(({ i }, n) => [i, results[n]!]));
        lines.forEach((source, i) => {
          const result = byLine.get(i);
          const target = (result?.text ?? '').replace(/[\r\n]+/g, ' ');
          if (!options.json) io.out(`${target}\n`);
          else
            jsonLine(io, { source, target, confidence: result?.confidence ?? 1, tokens: result?.details.tokens ?? 0 });
        });
      };
      try {
        const lines: string[] = [];
        for await (const line of linesOf(input)) {
          lines.push(line);
          if (lines.length === LINES_AT_ONCE) await flush(lines.splice(0));
        }
        if (lines.length > 0) await flush(lines);
      } finally {
        await translator.close();
      }
    });
};

async function* readable(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Uint8Array;
  } catch (error) {
    throw fileError(error, file, 'read');
  }
}
