import { isMemoriError, usageError } from '../../base/index.js';
import { fileKind, importFile, type ImportSummary } from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { expandFiles } from '../files.js';
import { type CliIo, EXIT, jsonLine } from '../io.js';
import { DEFAULT_MEMORY, withMemories } from '../memories.js';
import { shared } from '../options.js';
import { reportError } from '../report.js';

interface ImportCommandOptions {
  memory?: string[];
  author?: string;
  anyDirection?: boolean;
  from: string;
  to: string;
  json?: boolean;
}

export const registerImport: Register = (program, io, finish) => {
  program
    .command('import')
    .description('what comes back from CAT tools, into a memory; states decide what is trusted')
    .argument('<file...>', 'XLIFF, SDLXLIFF, MXLIFF, MQXLIFF, TMX, tables, or folders of them')
    .addOption(shared.memory())
    .option('--author <name>', 'who did the work, where the file does not say')
    .option('--any-direction', 'TMX: take units that were translated from another language, too')
    .addOption(shared.from())
    .addOption(shared.to())
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  memori import proyek/target/*.xlf                       from OmegaT
  memori import kiriman/*.sdlxliff --memory tm --author Sari
  memori import lama.tmx --any-direction

Confirmed segments become a person's units (translated, reviewed, final). Machine translation that nobody confirmed
stays machine translation. Suggestions, drafts and copies of the source are left out and counted.`,
    )
    .action(async (paths: string[], options: ImportCommandOptions) => {
      const files = await expandFiles(paths, (name) => fileKind(name) !== undefined);
      const [dir = DEFAULT_MEMORY, ...more] = options.memory ?? [];
      if (more.length > 0) throw usageError('memory.several', 'import fills one memory; several were given');
      let failed = false;
      await withMemories([dir], io, { create: true }, async ([memory]) => {
        for (const file of files) {
          if (io.signal.aborted) return finish(EXIT.interrupted);
          try {
            const summary = await importFile(file, memory, {
              sourceLanguage: options.from,
              targetLanguage: options.to,
              ...(options.author !== undefined && { author: options.author }),
              ...(options.anyDirection !== undefined && { anyDirection: options.anyDirection }),
            });
            print(summary, io, options.json === true);
          } catch (error) {
            if (!isMemoriError(error) || (error.kind !== 'input' && error.kind !== 'usage')) throw error;
            reportError(error, io);
            failed = true;
          }
        }
      });
      if (failed) finish(EXIT.input);
    });
};

function print(summary: ImportSummary, io: CliIo, json: boolean): void {
  if (json) return jsonLine(io, summary);
  const { file, units, confirmed, machine, added, replaced, skipped, left } = summary;
  const parts = [`${confirmed} confirmed`, `${machine} machine translation`].filter((part) => !part.startsWith('0 '));
  const what = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  io.out(`${file}: ${units} units${what}: ${added} added, ${replaced} replaced, ${skipped} known already\n`);
  const reasons = Object.entries(left).map(([why, n]) => `${n} ${why}`);
  if (reasons.length > 0) io.out(`  left out: ${reasons.join(', ')}\n`);
}
