import { isMemoriError } from '../../base/index.js';
import { type DocumentSummary, readSegmentation, translateDocuments } from '../../pipeline/index.js';
import { expandFiles } from '../files.js';
import { type CliIo, colours, EXIT, jsonLine, table } from '../io.js';
import type { Register } from '../command.js';
import { shared } from '../options.js';
import { progressBar } from '../progress.js';
import { reportError } from '../report.js';

interface TranslateOptions {
  out: string;
  memory?: string[];
  glossary?: string[];
  model: string;
  allowRemote?: boolean;
  jobs: number;
  beam: number;
  srx?: string;
  overrides?: string;
  json?: boolean;
  quiet?: boolean;
}

export const registerTranslate: Register = (program, io, finish) => {
  program
    .command('translate')
    .description('the main job: bilingual XLIFF per document, memory updated')
    .argument('<file...>', 'documents (.txt, .md) or folders of them')
    .addOption(shared.from())
    .addOption(shared.to())
    .addOption(shared.out('folder for the XLIFF files', 'out'))
    .addOption(shared.memory())
    .addOption(shared.glossary())
    .addOption(shared.model())
    .addOption(shared.allowRemote())
    .addOption(shared.jobs())
    .addOption(shared.beam())
    .addOption(shared.srx())
    .addOption(shared.overrides())
    .addOption(shared.json())
    .addOption(shared.quiet())
    .addHelpText(
      'after',
      `
Examples:
  memori translate artikel.txt
  memori translate corpus --out out --memory tm --memory tm-lama
  memori translate *.md --beam 4 --json
  memori translate kontrak.txt --glossary istilah.csv

Run it again after an edit: unchanged segments come from the memory, and what a person changed in the XLIFF files is kept.`,
    )
    .action(async (paths: string[], options: TranslateOptions) => {
      const started = performance.now();
      const files = await expandFiles(paths);
      const bar = progressBar(io, 'translating', options.quiet);
      try {
        const { documents, problems } = await translateDocuments({
          files,
          outDir: options.out,
          memories: options.memory ?? ['tm'],
          glossaries: options.glossary ?? [],
          model: options.model,
          allowRemote: options.allowRemote ?? false,
          jobs: options.jobs,
          beam: options.beam,
          segmentation: await readSegmentation(options, 'id'),
          signal: io.signal,
          onProgress: (done, total) => bar.update(done, total),
          onDocument: (summary) => options.json && jsonLine(io, summary),
        });
        bar.stop();
        for (const problem of problems) finish(reportError(problem, io));
        if (!options.json && !options.quiet && documents.length > 0)
          printSummary(io, documents, (performance.now() - started) / 1000);
      } catch (error) {
        bar.stop();
        if (io.signal.aborted && !isMemoriError(error)) return finish(EXIT.interrupted);
        throw error;
      }
    });
};

function printSummary(io: CliIo, documents: readonly DocumentSummary[], seconds: number): void {
  const c = colours(io.outIsTerminal);
  const row = (name: string, d: readonly DocumentSummary[], time: number): (string | number)[] => {
    const sum = (pick: (document: DocumentSummary) => number): number =>
      d.reduce((total, document) => total + pick(document), 0);
    return [
      name,
      sum((x) => x.segments),
      sum((x) => x.words),
      sum((x) => x.exact),
      sum((x) => x.fuzzy),
      sum((x) => x.mt),
      sum((x) => x.copied),
      sum((x) => x.lowConfidence),
      time.toFixed(1),
    ];
  };
  const rows = documents.map((document) => row(document.xliff, [document], document.seconds));
  if (documents.length > 1) rows.push(row(`${documents.length} documents`, documents, seconds));
  const [head, ...lines] = table(
    ['xliff', 'segments', 'words', 'reused', 'fuzzy', 'translated', 'copied', 'low confidence', 'seconds'],
    rows,
  ).split('\n');
  io.out(`${c.bold(head!)}\n${lines.join('\n')}`);
  if (documents.some(({ termsHonoured }) => termsHonoured !== undefined)) {
    const total = (pick: (document: DocumentSummary) => number | undefined): number =>
      documents.reduce((sum, document) => sum + (pick(document) ?? 0), 0);
    const [honoured, missed] = [total((d) => d.termsHonoured), total((d) => d.termsMissed)];
    const forbidden = total((d) => d.termsForbidden);
    io.out(`terms: ${honoured} honoured, ${missed} missed${forbidden > 0 ? `, ${forbidden} forbidden` : ''}\n`);
  }
}
