import { type Memory, openMemory } from '../memory/index.js';
import { textTools } from '../pipeline/index.js';
import { reportError } from './report.js';
import type { CliIo } from './io.js';

export const DEFAULT_MEMORY = 'tm';

/** Opens memory folders, runs an action and closes them again, whatever happens. Unreadable files in them are reported. */
export async function withMemories<T>(
  dirs: readonly string[] | undefined,
  io: CliIo,
  mode: { create?: boolean; readOnly?: boolean },
  action: (memories: [Memory, ...Memory[]]) => Promise<T>,
): Promise<T> {
  const opened: Memory[] = [];
  try {
    for (const dir of dirs ?? [DEFAULT_MEMORY]) {
      const memory = await openMemory(dir, textTools(), mode);
      opened.push(memory);
      for (const problem of memory.problems) reportError(problem, io);
    }
    return await action(opened as [Memory, ...Memory[]]);
  } finally {
    for (const memory of opened) await memory.close();
  }
}
