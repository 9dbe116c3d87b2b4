import { isMemoriError } from '../base/index.js';
import { type CliIo, colours, EXIT } from './io.js';

/** Prints an error the way people read it and returns its exit code. */
export function reportError(error: unknown, io: CliIo): number {
  const c = colours(io.interactive);
  if (isMemoriError(error)) {
    io.err(`${c.red('memori:')} ${error.describe()}\n`);
    return EXIT[error.kind];
  }
  if (io.signal.aborted) {
    io.err('memori: interrupted\n');
    return EXIT.interrupted;
  }
  io.err(
    `${c.red('memori:')} internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.environment;
}
