/** What stands in front of a sentence and is not part of it: list numbers, bullets, the dateline of a news report. */

/** `1. `, `2) `, `(3) `, `a. `, `iv) `, `1.2 `, `- `, `• ` */
const LIST =
  /^(?:\(?\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+\p{Lu})|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|[IVX]{2,5}\.|[-–—•·▪▸►●○◦*+✓✔☐☑■□→])\s+(?=\S)/u;

const NAME = String.raw`\p{Lu}[\p{L}'.]*(?:[ -]\p{Lu}[\p{L}'.]*){0,3}`;
/** `JAKARTA, KOMPAS.com - `, `Jakarta (ANTARA) - `, `TEMPO.CO, Jakarta — ` */
const DATELINE = new RegExp(
  String.raw`^${NAME}(?:,\s*${NAME})?(?:\s*\([^()\n]{2,30}\))?(?:,\s*${NAME})?\s+(?:--|—|–|-)\s+(?=["“'‘(]?[\p{Lu}\d])`,
  'u',
);

/** A dateline says who reports: in brackets, as a web address, or beside a town in capitals. */
function isDateline(prefix: string, rest: string): boolean {
  if (!/\p{Ll}/u.test(rest)) return false;
  return /\(/u.test(prefix) || /\.(?:com?|id|net)\b/iu.test(prefix) || /^\p{Lu}{3,}(?![\p{Ll}])/u.test(prefix);
}

/** Length of the part at the beginning of a segment that is kept out of the model and put back as it is. */
export function frameLength(text: string): number {
  const lead = text.length - text.trimStart().length;
  const list = LIST.exec(text.slice(lead));
  if (list) return lead + list[0].length;
  const dateline = DATELINE.exec(text.slice(lead));
  if (dateline && isDateline(dateline[0], text.slice(lead + dateline[0].length))) return lead + dateline[0].length;
  return lead;
}
