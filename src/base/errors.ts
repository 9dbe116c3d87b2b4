/**
 * Every way memori can refuse an input, by code. The exit code of the command line follows from it:
 * usage → 2, input → 3, environment → 4, interrupted → 130.
 */
export type ErrorKind = 'usage' | 'input' | 'environment' | 'interrupted';

/** Where in a file something is wrong. Lines and columns are 1-based, columns in UTF-16 code units. */
export interface SourcePosition {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface MemoriErrorOptions extends SourcePosition {
  /** What the user can do about it: one imperative sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one error class users meet: a stable code, one clear message, the position, and what to do. */
export class MemoriError extends Error {
  override readonly name = 'MemoriError';
  readonly position: SourcePosition;
  readonly hint: string | undefined;

  constructor(
    readonly kind: ErrorKind,
    /** Stable identifier such as `xml.malformed` or `model.missing-file`: `area.problem`. */
    readonly code: string,
    message: string,
    options: MemoriErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const { file, line, column } = options;
    this.position = {
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    };
    this.hint = options.hint;
  }

  /** `file:line:column: message [code]` and the hint on a line of its own. */
  describe(): string {
    const { file, line, column } = this.position;
    const at = [file, line, column].filter((part) => part !== undefined).join(':');
    return `${at === '' ? '' : `${at}: `}${this.message} [${this.code}]${this.hint === undefined ? '' : `\n  ${this.hint}`}`;
  }
}

export function isMemoriError(error: unknown): error is MemoriError {
  return error instanceof MemoriError;
}

/** Bad input: exit code 3. */
export function inputError(code: string, message: string, options?: MemoriErrorOptions): MemoriError {
  return new MemoriError('input', code, message, options);
}

/** Something about the machine (missing model, full disk, locked memory): exit code 4. */
export function environmentError(code: string, message: string, options?: MemoriErrorOptions): MemoriError {
  return new MemoriError('environment', code, message, options);
}

/** Wrong usage of a command or function: exit code 2. */
export function usageError(code: string, message: string, options?: MemoriErrorOptions): MemoriError {
  return new MemoriError('usage', code, message, options);
}

/** 1-based line and column of a 0-based offset, counting `\n`, `\r\n` and `\r` as one line end each. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = 0; i < offset && i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) {
      line++;
      start = i + 1;
    }
  }
  return { line, column: Math.min(offset, text.length) - start + 1 };
}
