import { type Content, codesOf } from '../../content/index.js';
import type { OriginalData } from '../model.js';
import type { IdTable, InlineContext } from './inline2.js';

/** Codes that open before they close, over all contents of one side. */
export function pairedCodes(contents: readonly Content[]): Set<string> {
  const paired = new Set<string>();
  const opened = new Set<string>();
  for (const content of contents) {
    for (const code of codesOf(content)) {
      if (code.kind === 'open') opened.add(code.id);
      else if (code.kind === 'close' && opened.has(code.id)) paired.add(code.id);
    }
  }
  return paired;
}

/** Original data of a unit or match: known ids are kept, each text is stored once. */
export class DataStore {
  readonly entries: OriginalData[] = [];
  private readonly idOf = new Map<string, string>();
  private readonly ids = new Set<string>();

  constructor(known: readonly OriginalData[]) {
    for (const { id, text } of known) {
      this.entries.push({ id, text });
      this.ids.add(id);
      if (!this.idOf.has(text)) this.idOf.set(text, id);
    }
  }

  ref(text: string): string {
    let id = this.idOf.get(text);
    if (id === undefined) {
      for (let n = this.entries.length + 1; id === undefined || this.ids.has(id); n++) id = `d${n}`;
      this.idOf.set(text, id);
      this.ids.add(id);
      this.entries.push({ id, text });
    }
    return id;
  }
}

/** The context of one side. */
export function inlineContext(contents: readonly Content[], data: DataStore, ids: IdTable, prefix = ''): InlineContext {
  return {
    ids,
    dataRef: (text) => data.ref(text),
    paired: pairedCodes(contents),
    written: new Set(),
    waiting: new Map(),
    prefix,
  };
}
