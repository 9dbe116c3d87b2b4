import { mergeXliff } from '../../pipeline/index.js';
import { EXIT, jsonLine } from '../io.js';
import { eachFile } from '../files.js';
import type { Register } from '../command.js';
import { shared } from '../options.js';

export const registerMerge: Register = (program, io, finish) => {
  program
    .command('merge')
    .description('give back translated documents in their own format')
    .argument('<file...>', 'XLIFF files that `memori translate` wrote, also after a CAT tool saved them')
    .addOption(shared.out('folder for the documents (default: beside the XLIFF file)'))
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori merge out/artikel.txt.xlf            writes out/artikel.en.txt\n  memori merge out/*.xlf --out terjemahan',
    )
    .action(async (files: string[], options: { out?: string; json?: boolean }) => {
      const failed = await eachFile(files, io, async (file) => {
        for (const written of await mergeXliff(file, options.out)) {
          if (options.json) jsonLine(io, { file, written });
          else io.out(`${written}\n`);
        }
      });
      if (failed > 0) finish(EXIT.input);
    });
};
