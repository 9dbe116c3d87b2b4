import { join } from 'node:path';
import { termPresent } from '../glossary/index.js';
import { openTranslator, readModelInfo, type Translator } from '../translate/index.js';
import type { Provenance } from './bilingual.js';
import { TOOL } from './version.js';

/** Which model, and how it is to run. */
export interface ModelChoice {
  readonly model: string;
  readonly allowRemote?: boolean;
  readonly jobs?: number;
  readonly beam?: number;
}

/** Where the model's answers are kept beside a memory: derived, can be deleted at any time. */
export function cacheBeside(memoryDir: string): string {
  return join(memoryDir, '.memori', 'mt-cache');
}

/** The model is opened when the first segment needs it: a run that the memory serves alone starts at once. */
export class LazyModel {
  private opened: Translator | undefined;
  private provenance: Omit<Provenance, 'date'> | undefined;

  constructor(
    private readonly choice: ModelChoice,
    private readonly cacheDir: string,
  ) {}

  async facts(): Promise<Omit<Provenance, 'date'>> {
    if (!this.provenance) {
      const info = await readModelInfo(this.choice.model, { allowRemote: this.choice.allowRemote ?? false });
      this.provenance = { tool: TOOL, model: info.id, modelChecksum: info.checksum };
    }
    return this.provenance;
  }

  async translator(): Promise<Translator> {
    const { model, jobs, beam, allowRemote } = this.choice;
    this.opened ??= await openTranslator({
      model,
      ...(jobs !== undefined && { jobs }),
      ...(beam !== undefined && { beam }),
      allowRemote: allowRemote ?? false,
      cacheDir: this.cacheDir,
      termAppears: (target, term) => termPresent(target, term),
    });
    return this.opened;
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }
}
