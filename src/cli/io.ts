import pc from 'picocolors';

/** What a command writes to and learns about its surroundings; tests hand in their own. */
export interface CliIo {
  /** Standard output, without an added line end. */
  out(text: string): void;
  /** Standard error. */
  err(text: string): void;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  /** Standard error is a terminal: progress and colours are welcome. */
  readonly interactive: boolean;
  /** Standard output is a terminal. */
  readonly outIsTerminal: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Results of a finished command; cli.md lists the meanings. */
export const EXIT = { done: 0, findings: 1, usage: 2, input: 3, environment: 4, interrupted: 130 } as const;

/** One NDJSON line. */
export function jsonLine(io: CliIo, value: object): void {
  io.out(`${JSON.stringify(value)}\n`);
}

/** Colours for standard output or error, plain when that is not a terminal or NO_COLOR is set. */
export function colours(enabled: boolean): ReturnType<typeof pc.createColors> {
  return pc.createColors(enabled && !process.env['NO_COLOR']);
}

/** Left-aligned text and right-aligned number columns, as wide as needed. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const numeric = head.map(
    (_, column) =>
      rows.length > 0 &&
      rows.every((row) => typeof row[column] === 'number' || /^[\d.,%–-]+$/.test(String(row[column]))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Reads all of standard input as UTF-8 lines, without their line ends. */
export async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}
