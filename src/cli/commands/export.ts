import { Option } from 'commander';
import type { MemoryUnit } from '../../memory/index.js';
import { EXPORT_PROFILES, EXPORT_TOOLS, type ExportTool, exportFor, fileKind } from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { expandFiles } from '../files.js';
import { jsonLine } from '../io.js';
import { withMemories } from '../memories.js';
import { shared } from '../options.js';

interface ExportCommandOptions {
  for: ExportTool;
  out: string;
  memory?: string[];
  from: string;
  to: string;
  json?: boolean;
}

export const registerExport: Register = (program, io) => {
  program
    .command('export')
    .description('bilingual files and memories for a CAT tool, in the form that the tool reads')
    .argument('[file...]', 'XLIFF files of `memori translate` (or any other), or folders of them')
    .addOption(new Option('--for <tool>', 'the tool').choices(EXPORT_TOOLS).makeOptionMandatory())
    .addOption(shared.memory())
    .addOption(shared.from())
    .addOption(shared.to())
    .addOption(shared.out('folder for the files', 'export'))
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  memori export --for omegat out/*.xlf --memory tm --out proyek      a project that OmegaT opens as it is
  memori export --for trados out/artikel.txt.xlf --out untuk-trados
  memori export --for generic --memory tm --out arsip                only the memory, as TMX

Machine translation that nobody has confirmed goes into a memory file of its own (memori-mt.tmx).
Tools: ${EXPORT_TOOLS.map((tool) => `${tool} (${EXPORT_PROFILES[tool].name})`).join(', ')}.`,
    )
    .action(async (paths: string[], options: ExportCommandOptions) => {
      const files = await expandFiles(paths, (name) => fileKind(name) !== undefined);
      const units: MemoryUnit[] = [];
      if (options.memory !== undefined) {
        await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
          for (const memory of memories) for (const unit of memory.units()) units.push(unit);
        });
      }
      await exportFor({
        tool: options.for,
        outDir: options.out,
        files,
        units,
        sourceLanguage: options.from,
        targetLanguage: options.to,
        onFile: (written) => {
          if (options.json) jsonLine(io, written);
          else io.out(`${written.file}  ${written.units} units\n`);
        },
      });
    });
};
