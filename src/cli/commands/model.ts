import { inputError, readText } from '../../base/index.js';
import { textContent } from '../../content/index.js';
import { openTranslator, readModelInfo, scoreTranslations } from '../../translate/index.js';
import { jsonLine } from '../io.js';
import { progressBar } from '../progress.js';
import type { Register } from '../command.js';
import { shared, wholeNumber } from '../options.js';

interface EvalOptions {
  dev: string;
  limit?: number;
  model: string;
  jobs: number;
  beam: number;
  allowRemote?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** Source and reference per line. @throws MemoriError with the line that has no tab */
function pairs(text: string, file: string): { source: string; reference: string }[] {
  return text
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const [source, reference] = line.split('\t');
      if (source !== undefined && reference !== undefined) return { source, reference };
      throw inputError('tsv.columns', 'expected source and reference separated by a tab', {
        file,
        line: number,
        column: 1,
      });
    });
}

export const registerModel: Register = (program, io) => {
  const model = program
    .command('model')
    .description('facts about a translation model, and its quality on a development set');
  model
    .command('info')
    .description('name, size, checksum and card of a model')
    .addOption(shared.model())
    .addOption(shared.allowRemote())
    .addOption(shared.json())
    .addHelpText('after', '\nExamples:\n  memori model info\n  memori model info --model ./models/other --json')
    .action(async (options: { model: string; allowRemote?: boolean; json?: boolean }) => {
      const info = await readModelInfo(options.model, { allowRemote: options.allowRemote ?? false });
      if (options.json) return jsonLine(io, info);
      for (const [key, value] of Object.entries(info))
        io.out(`${key.padEnd(16)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`);
    });
  model
    .command('eval')
    .description('BLEU and chrF, as sacreBLEU computes them, on a file of source<TAB>reference lines')
    .requiredOption('--dev <file.tsv>', 'development set')
    .option('--limit <n>', 'first lines only', wholeNumber(1, 1_000_000))
    .addOption(shared.model())
    .addOption(shared.allowRemote())
    .addOption(shared.jobs())
    .addOption(shared.beam())
    .addOption(shared.json())
    .addOption(shared.quiet())
    .addHelpText(
      'after',
      '\nExamples:\n  memori model eval --dev dev.tsv\n  memori model eval --dev dev.tsv --limit 100 --beam 4 --json',
    )
    .action(async (options: EvalOptions) => {
      const { text } = await readText(options.dev);
      const lines = pairs(text, options.dev).slice(0, options.limit);
      const translator = await openTranslator({ ...options, allowRemote: options.allowRemote ?? false });
      const bar = progressBar(io, 'evaluating', options.quiet);
      try {
        const started = performance.now();
        const results = await translator.translate(
          lines.map(({ source }) => ({ source: textContent(source) })),
          { signal: io.signal, onProgress: (done, total) => bar.update(done, total) },
        );
        const seconds = (performance.now() - started) / 1000;
        bar.stop();
        const score = scoreTranslations(
          results.map((result) => result.text),
          lines.map(({ reference }) => reference),
        );
        const line = {
          bleu: score.bleu,
          chrf: score.chrf,
          lines: lines.length,
          seconds: Number(seconds.toFixed(2)),
          signature: score.signature,
        };
        if (options.json) jsonLine(io, line);
        else
          io.out(
            `BLEU ${line.bleu.toFixed(2)}   chrF ${line.chrf.toFixed(2)}   ${line.lines} lines in ${line.seconds} s\n${line.signature}\n`,
          );
      } finally {
        bar.stop();
        await translator.close();
      }
    });
};
