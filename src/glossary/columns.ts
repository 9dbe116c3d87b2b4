/** What the columns of a table of terms hold, from its header or from their number. */

export type ColumnRole =
  'concept' | 'source' | 'target' | 'pos' | 'domain' | 'status' | 'type' | 'definition' | 'note' | 'dnt';

export interface Columns {
  readonly hasHeader: boolean;
  /** Tab-separated. */
  readonly tabs: boolean;
  readonly at: Readonly<Partial<Record<ColumnRole, number>>>;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

const SOURCE = /^(?:source(?: (?:term|language))?|src|sumber|istilah(?: sumber)?|term|istilah indonesia)$/iu;
const TARGET = /^(?:target(?: (?:term|language))?|tgt|sasaran|translation|terjemahan|padanan)$/iu;
const INDONESIAN = /^(?:id(?:[-_][a-z]{2})?|ind|indonesian?|bahasa indonesia)$/iu;
const ENGLISH = /^(?:en(?:[-_][a-z]{2})?|eng|english|inggris|bahasa inggris)$/iu;

const NAMES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['concept', /^(?:concept(?:[ _-]?id)?|entry(?:[ _-]?id)?|konsep|term[ _-]?id)$/iu],
  ['pos', /^(?:pos|part ?of ?speech|word ?class|kelas kata)$/iu],
  ['domain', /^(?:domain|subject(?: ?field)?|field|bidang)$/iu],
  ['status', /^(?:status|usage(?: status)?|administrative ?status)$/iu],
  ['type', /^(?:type|term ?type|jenis)$/iu],
  ['definition', /^(?:definition|definisi|meaning|arti)$/iu],
  ['note', /^(?:notes?|comments?|catatan|keterangan|remarks?)$/iu],
  ['dnt', /^(?:dnt|do[ _-]?not[ _-]?translate|untranslatable)$/iu],
];

/** Columns of a table by its first row. Without a header: source, target and, where there is a third, a note. */
export function columnsOf(
  first: readonly string[],
  languages: { source: string; target: string },
  tabs = false,
): Columns {
  const cells = first.map((cell) => cell.trim());
  const named = (pattern: RegExp): number => cells.findIndex((cell) => pattern.test(cell));
  let source = named(SOURCE);
  let target = named(TARGET);
  let { source: sourceLanguage, target: targetLanguage } = languages;
  let concept: number | undefined;
  const [indonesian, english] = [named(INDONESIAN), named(ENGLISH)];
  if (source >= 0 && target >= 0) {
    // Beside columns named source and target, `id` can only be a number.
    if (indonesian >= 0 && /^id$/iu.test(cells[indonesian]!)) concept = indonesian;
  } else if (indonesian >= 0 && english >= 0) {
    const swapped = languages.source.startsWith('en');
    [source, target] = swapped ? [english, indonesian] : [indonesian, english];
    [sourceLanguage, targetLanguage] = swapped ? ['en', 'id'] : ['id', 'en'];
  }
  if (source < 0 || target < 0) {
    const at = { source: 0, target: 1, ...(cells.length > 2 && { note: 2 }) };
    return { hasHeader: false, tabs, at, ...{ sourceLanguage, targetLanguage } };
  }
  const at: Partial<Record<ColumnRole, number>> = { source, target };
  for (const [role, pattern] of NAMES) {
    const column = named(pattern);
    if (column >= 0 && column !== source && column !== target) at[role] = column;
  }
  if (concept !== undefined) at.concept ??= concept;
  return { hasHeader: true, tabs, at, sourceLanguage, targetLanguage };
}
