import type { Command } from 'commander';
import type { CliIo } from './io.js';

/** A command adds itself to the program and reports an exit code other than 0 through `finish`. */
export type Register = (program: Command, io: CliIo, finish: (exitCode: number) => void) => void;
