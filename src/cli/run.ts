import { Command, CommanderError } from 'commander';
import { createRequire } from 'node:module';
import { COMMANDS } from './commands/index.js';
import { type CliIo, EXIT } from './io.js';
import { reportError } from './report.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** Builds the whole program; used by {@link main} and by tests. */
export function buildProgram(io: CliIo, finish: (exitCode: number) => void): Command {
  const program = new Command('memori')
    .description(
      'Translation memory for Indonesian → English: segments, translates with a local model, stores XLIFF. Offline.',
    )
    .version(version)
    .showHelpAfterError('(memori --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .addHelpText(
      'after',
      `
Examples:
  memori translate artikel.txt --out out          translate a document into bilingual XLIFF
  memori merge out/artikel.txt.xlf                give back the translated document
  memori segment artikel.txt --json               show its segments
  echo "Selamat pagi." | memori mt                lines in, lines out

Exit codes: 0 done, 1 done with findings, 2 wrong usage, 3 bad input, 4 environment, 130 interrupted`,
    );
  for (const register of COMMANDS) register(program, io, finish);
  for (const command of program.commands) inherit(command, io);
  return program;
}

/** Sub-commands do not inherit these by themselves. */
function inherit(command: Command, io: CliIo): void {
  command.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  for (const child of command.commands) inherit(child, io);
}

/** Runs one command line and returns its exit code; nothing is thrown. */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = buildProgram(io, (code) => (exitCode = Math.max(exitCode, code)));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return reportError(error, io);
  }
}
