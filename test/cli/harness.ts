import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The NDJSON lines of standard output. */
  json(): Record<string, unknown>[];
}

/** Runs a command line in this process, as a user would type it. */
export async function memori(
  args: readonly string[],
  options: { stdin?: string; signal?: AbortSignal } = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  async function* stdin(): AsyncGenerator<string> {
    yield options.stdin ?? '';
  }
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: stdin(),
    interactive: false,
    outIsTerminal: false,
    signal: options.signal ?? new AbortController().signal,
  });
  const json = (): Record<string, unknown>[] =>
    out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, out, err, json };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'memori-test-'));
}
