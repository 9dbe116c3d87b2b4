import { EXIT } from './io.js';
import { run } from './run.js';

/** The program as `bin/memori.js` starts it. */
export async function main(argv: readonly string[]): Promise<number> {
  const controller = new AbortController();
  const interrupt = (): void => {
    // The second Ctrl-C means it.
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write('\nmemori: stopping; what is finished is kept (Ctrl-C again to stop at once)\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // `memori … | head` closes our output early: that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : EXIT.environment),
  );
  return run(argv, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    interactive: process.stderr.isTTY === true,
    outIsTerminal: process.stdout.isTTY === true,
    signal: controller.signal,
  });
}
