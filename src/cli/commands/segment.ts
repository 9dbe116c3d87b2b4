import { loadDocument, readSegmentation, segmentationAsSrx, segmentsOf } from '../../pipeline/index.js';
import { usageError } from '../../base/index.js';
import { plainText } from '../../content/index.js';
import type { Language } from '../../language/index.js';
import { colours, EXIT, jsonLine } from '../io.js';
import type { Register } from '../command.js';
import { shared } from '../options.js';
import { eachFile } from '../files.js';

interface SegmentCommandOptions {
  lang: Language;
  srx?: string;
  overrides?: string;
  exportSrx?: boolean;
  json?: boolean;
}

export const registerSegment: Register = (program, io, finish) => {
  program
    .command('segment')
    .description('show the segments of documents, with class and offsets under --json')
    .argument('[file...]', 'documents (.txt, .md) or folders of them')
    .addOption(shared.lang())
    .addOption(shared.srx())
    .addOption(shared.overrides())
    .option('--export-srx', 'print our rules as SRX 2.0, for OmegaT, Okapi and others')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori segment artikel.txt\n  memori segment corpus/*.txt --json | jq -r .text\n  memori segment letter.md --lang en\n  memori segment --export-srx > indonesian.srx',
    )
    .action(async (files: string[], options: SegmentCommandOptions) => {
      if (options.exportSrx) return io.out(segmentationAsSrx());
      if (files.length === 0)
        throw usageError('segment.files', 'give at least one document', { hint: 'memori segment artikel.txt' });
      const segmentation = await readSegmentation(options, options.lang);
      const c = colours(io.outIsTerminal);
      const failed = await eachFile(files, io, async (file) => {
        const document = await loadDocument(file, { language: options.lang, segmentation });
        if (!options.json) io.out(`${c.bold(file)}\n`);
        segmentsOf(document).forEach((segment, index) => {
          const text = document.text.slice(segment.start, segment.end);
          if (options.json)
            jsonLine(io, {
              file,
              index,
              class: segment.class,
              start: segment.start,
              end: segment.end,
              text,
              locked: segment.locked,
            });
          else
            io.out(
              `${String(index + 1).padStart(4)}  ${c.dim(segment.class.padEnd(10))}  ${plainText(segment.content).replace(/\s+/g, ' ')}\n`,
            );
        });
      });
      if (failed > 0) finish(EXIT.input);
    });
};
