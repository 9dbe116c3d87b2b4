import { wideHash } from './xliff-units.js';

/** Units a file of a memory holds at most: such a file opens in any CAT tool and compares well. */
export const UNITS_PER_FILE = 2000;

/** A file name for a document's units: the document's own name where it can be one. */
export function fileBase(document: string): string {
  const safe = document
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+|[. ]+$/g, '_')
    .slice(0, 100);
  if (document === '') return 'memory';
  return safe === document ? safe : `${safe}~${wideHash(document).slice(0, 6)}`;
}

/** `name.xlf`, `name.002.xlf`, … */
export function fileName(base: string, number: number): string {
  return number === 1 ? `${base}.xlf` : `${base}.${String(number).padStart(3, '0')}.xlf`;
}

/** Finds room for new units, document by document. */
export interface FilePlan {
  /** The file for one more unit of a document. */
  place(document: string): string;
}

/** @param files the memory's own files: their document and how many units they hold */
export function filePlan(
  files: ReadonlyMap<string, { readonly document: string; readonly units: number }>,
  taken: (name: string) => boolean,
): FilePlan {
  const open = new Map<string, { name: string; units: number; number: number; base: string }>();
  // File systems that fold case must not make one file of two.
  const names = new Set([...files.keys()].map((name) => name.toLowerCase()));
  const free = (name: string): boolean => !names.has(name.toLowerCase()) && !taken(name);
  return {
    place(document) {
      let current = open.get(document);
      if (!current) {
        const own = [...files].filter(([, file]) => file.document === document);
        const roomy = own.find(([, file]) => file.units < UNITS_PER_FILE);
        const base = fileBase(document);
        current = roomy
          ? { name: roomy[0], units: roomy[1].units, number: own.length, base }
          : { name: '', units: UNITS_PER_FILE, number: own.length, base };
        open.set(document, current);
      }
      while (current.units >= UNITS_PER_FILE) {
        current.number++;
        const name = fileName(current.base, current.number);
        if (!free(name)) continue;
        current.name = name;
        current.units = 0;
        names.add(name.toLowerCase());
      }
      current.units++;
      return current.name;
    },
  };
}
