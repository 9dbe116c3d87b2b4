/**
 * Spans that a translation has to carry over unchanged: addresses, placeholders, code, names in scripts that the model
 * cannot spell. The model does not see them; it sees a stand-in that it knows how to copy (measured: a two-digit number
 * or a short acronym comes through in 99 of 100 cases, a URL in half of them, `{0}` in none), and the span takes its
 * place again afterwards.
 */

export type SpanKind =
  'url' | 'email' | 'host' | 'placeholder' | 'markup' | 'code' | 'mention' | 'foreign' | 'term' | 'quantity';

export interface ProtectedSpan {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What stands in the target, when it is not the text itself: a figure in the target's manner. */
  readonly target?: string;
}

const TOP_LEVEL =
  '(?:com|org|net|edu|gov|mil|int|info|biz|io|dev|app|tv|me|co|id|my|sg|au|uk|us|nl|de|fr|jp|cn|in|eu|asia|news|xyz|site|online|tech|cloud|ai)';
const FILE_TYPE =
  '(?:json|jsonl|txt|md|xml|csv|tsv|html?|jsx?|tsx?|mjs|py|java|kt|c|h|cpp|rs|go|rb|php|css|scss|sql|sh|bat|ps1|exe|dll|so|jar|apk|ini|cfg|conf|ya?ml|toml|log|lock|env|pdf|docx?|xlsx?|pptx?|odt|epub|png|jpe?g|gif|svg|webp|mp[34]|wav|zip|gz|tar|tmx|tbx|xlf|xliff|srt|po|onnx)';

/** Earlier patterns win where two overlap. */
const PATTERNS: readonly (readonly [SpanKind, RegExp])[] = [
  ['code', /`[^`\n]+`/gu],
  ['url', /\b(?:https?|ftps?|file|git|ssh):\/\/[^\s<>"“”«»]+/giu],
  ['url', /\b(?:mailto|tel):[^\s<>"“”]+/giu],
  ['url', /\bwww\.[^\s<>"“”«»]+/giu],
  ['email', /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  [
    'host',
    new RegExp(
      `(?<![\\p{L}\\p{N}._-])(?:[a-z0-9-]+\\.)+${TOP_LEVEL}(?:\\.[a-z]{2})?(?:/[^\\s<>"“”]*)?(?![\\p{L}\\p{N}_])`,
      'giu',
    ),
  ],
  ['placeholder', /\$?\{\{[^{}\n]{1,80}\}\}|[$#%]?\{[^{}\s]{0,80}\}|\{[\w.]+,[^{}]*\}/gu],
  [
    'placeholder',
    /%\([\w.]+\)[sdifr]|(?<![\p{L}\p{N}%])%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[sdiufFeEgGxXocp@](?![\p{L}\p{N}])/gu,
  ],
  ['markup', /<\/?[A-Za-z][^<>\n]*>|<!--[^\n]{0,400}?-->|&(?:#\d+|#x[\da-f]+|[a-z]+);/giu],
  ['code', /(?<![\p{L}\p{N}_.])[\p{L}_][\w.]*\([\w, ."']*\)(?![\p{L}])/gu],
  ['code', /(?<![\p{L}\p{N}_/])(?:[A-Za-z]:\\[^\s"“”]+|~?(?:\/[\w.@-]+){2,}\/?|\.{1,2}\/[\w./-]+)/gu],
  ['code', new RegExp(`(?<![\\p{L}\\p{N}_.-])[\\w-]+(?:\\.[\\w-]+)*\\.${FILE_TYPE}(?![\\p{L}\\p{N}_.])`, 'gu')],
  ['code', /(?<![\p{L}\p{N}_])\$?[\p{L}\p{N}]*_[\w]+(?![\p{L}])/gu],
  ['code', /(?<![\p{L}\p{N}_.])[a-z]+(?:[A-Z][a-z0-9]+){1,}\w*(?![\p{L}])/gu],
  ['code', /(?<![\p{L}\p{N}-])--[a-z][\w-]*(?:=\S+)?/giu],
  ['code', /(?<![\p{L}\p{N}])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\p{L}\p{N}])/giu],
  ['mention', /(?<![\p{L}\p{N}_@#])[@#][\p{L}_][\p{L}\p{N}_]+/gu],
];

/** Words in other scripts than Latin; a run of them is one span. */
const FOREIGN =
  /[^\P{L}\p{Script=Latin}\p{Script=Common}][\p{M}\p{L}\p{N}]*(?:[ \u200c\u200d-]+[^\P{L}\p{Script=Latin}\p{Script=Common}][\p{M}\p{L}\p{N}]*)*/gu;

/** A URL's end: without the full stop of the sentence, and without a bracket that opened before it. */
function trimAddress(text: string): string {
  const count = (sign: string): number => text.split(sign).length - 1;
  const closing: Record<string, number> = {
    ')': count(')') - count('('),
    ']': count(']') - count('['),
    '}': count('}') - count('{'),
  };
  let end = text.length;
  for (; end > 0; end--) {
    const last = text[end - 1]!;
    if (/[.,;:!?'’*”…]/u.test(last)) continue;
    // A bracket that opened inside the address belongs to it.
    if (!((closing[last] ?? 0) > 0)) break;
    closing[last]!--;
  }
  return text.slice(0, end);
}

/** All protected spans of a text, in order, without overlaps. */
export function findProtected(text: string): ProtectedSpan[] {
  const found: ProtectedSpan[] = [];
  const taken = new Uint8Array(text.length);
  const add = (kind: SpanKind, start: number, matched: string): void => {
    const span = kind === 'url' || kind === 'host' ? trimAddress(matched) : matched;
    if (span.length === 0) return;
    for (let i = start; i < start + span.length; i++) if (taken[i]) return;
    taken.fill(1, start, start + span.length);
    found.push({ kind, start, end: start + span.length, text: span });
  };
  for (const [kind, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) add(kind, match.index, match[0]);
  }
  for (const match of text.matchAll(FOREIGN)) add('foreign', match.index, match[0]);
  return found.sort((a, b) => a.start - b.start);
}

const NUMBERS = ['17', '38', '53', '71', '64', '92', '46', '85', '29', '73', '58', '34'] as const;
const NAMES = ['ABC', 'XYZ', 'HTML'] as const;

/**
 * A stand-in for each span, none of which occurs in the text: numbers where a count is likely (grammar agrees with them),
 * names elsewhere, and the other way round on the second try.
 *
 * @returns undefined when there are not enough stand-ins
 */
export function chooseStandIns(spans: readonly ProtectedSpan[], text: string, attempt: 0 | 1): string[] | undefined {
  const free = (candidates: readonly string[]): string[] => candidates.filter((candidate) => !text.includes(candidate));
  const numbers = free(NUMBERS);
  const names = free(NAMES);
  const out: string[] = [];
  for (const span of spans) {
    const counts = span.kind === 'placeholder' || span.kind === 'quantity' || /^\d/u.test(span.text);
    const order = counts === (attempt === 0) ? [numbers, names] : [names, numbers];
    const standIn = order[0]!.shift() ?? order[1]!.shift();
    if (standIn === undefined) return undefined;
    out.push(standIn);
  }
  return out;
}

/** Places where a stand-in stands as a word of its own. */
export function occurrences(text: string, standIn: string): number[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?<!\\d[.,])${standIn}(?![\\p{L}\\p{N}])(?![.,]\\d)`, 'gu');
  return [...text.matchAll(pattern)].map((match) => match.index);
}

/** How often each protected text occurs in a text, as a span of its own. */
export function countSpans(spans: readonly { readonly text: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of spans) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
