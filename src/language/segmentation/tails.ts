import { isSpace } from './characters.js';
import type { BlockClass } from './types.js';

/**
 * Credits, end marks and rights lines: recognised by shape on short strings only, so that no pattern ever meets a long text.
 */

/** Longest credit or end mark after the last stop of a paragraph. */
const LONGEST_TAIL = 120;

const END_MARK =
  /^(?:[([]\s?\*{1,5}\s?[)\]]|\*{1,5}|(?:\*\s){1,4}\*|#{2,5}|[-–—]{1,2}\s?30\s?[-–—]{1,2}|[■□▪▫●◆◼◾∎]+)$/u;

/** News agencies and photo sources that are written in many ways. */
const AGENCIES = new Set(
  `antara ant afp ap dpa reuters rtr tass itar-tass xinhua kyodo bernama anadolu aa afpforum epa efe ansa yonhap kcna upi cnn bbc
  voa rri tvri dw vnexpress bloomberg nyt detik kompas tempo republika tribunnews kumparan liputan6 merdeka okezone suara
  kremlin unhcr unicef who nasa`.split(/\s+/),
);

const CODE = /^[a-z]{2,4}\d{0,2}$/u;
const NAME = /^\p{Lu}[\p{L}\p{M}.'’&-]*$/u;
const HOST = /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.[a-z]{2,6}$/iu;

/** One part of `Kremlin/dpa`: an agency, a code of two to four letters, a host, or up to four capitalised words. */
function isCreditPart(part: string): boolean {
  const text = part.trim();
  if (text === '') return false;
  if (CODE.test(text) || HOST.test(text) || AGENCIES.has(text.toLowerCase())) return true;
  const words = text.split(/\s+/);
  return words.length <= 4 && words.every((word) => NAME.test(word) || /^\d{4}$/.test(word));
}

/** Conjunctions that join words, not credits: `dan/atau`. */
const NOT_CODES = new Set(['dan', 'atau', 'and', 'or', 'his', 'her', 'he', 'she']);

function isCreditChain(text: string): boolean {
  const parts = text.split('/');
  return parts.length <= 6 && parts.every((part) => isCreditPart(part) && !NOT_CODES.has(part.trim().toLowerCase()));
}

/** `-/Kremlin/dpa`, `(ant/fdl)`, `[rls]`, `— Reuters`, `ANTARA FOTO/Yusuf/foc`. Not: `(Tertawa)`, `TNI`. */
function isBareCredit(text: string): boolean {
  const bracketed = /^[([](.*)[)\]]$/u.exec(text)?.[1];
  if (bracketed !== undefined) {
    const inner = bracketed.trim();
    if (CODE.test(inner) || AGENCIES.has(inner.toLowerCase()) || HOST.test(inner)) return true;
    return /^\p{Lu}-\d{1,2}$/u.test(inner) || (inner.includes('/') && isCreditChain(inner));
  }
  const dashed = /^[-–—]{1,2}\s?(.*)$/u.exec(text)?.[1];
  if (dashed !== undefined) {
    const chain = dashed.replace(/^\//u, '');
    return dashed.startsWith('/') || dashed.includes('/') ? isCreditChain(chain) : AGENCIES.has(chain.toLowerCase());
  }
  if (text.startsWith('/')) return isCreditChain(text.slice(1));
  return text.includes('/') && /^\p{Lu}/u.test(text) && text.split('/').length >= 2 && isAgencyChain(text);
}

/** A chain without any mark before it needs an agency in it, or its first part in capitals. */
function isAgencyChain(text: string): boolean {
  if (!isCreditChain(text)) return false;
  return (
    text.split('/').some((part) => AGENCIES.has(part.trim().toLowerCase())) || /^[A-Z]{2,}(?: [A-Z]{2,})*\//u.test(text)
  );
}

/** The label before a colon at the start of a short text, in lower case, and what follows it. */
export function labelOf(text: string): { label: string; rest: string } | undefined {
  const colon = text.slice(0, 40).indexOf(':');
  if (colon <= 0) return undefined;
  return { label: text.slice(0, colon).trim().toLowerCase(), rest: text.slice(colon + 1).trim() };
}

/** Names, hosts, agencies, `Dok. Pribadi`, separated by commas, slashes or `dan`/`and`. */
function isCreditValue(text: string): boolean {
  if (text === '' || text.length > 80 || /[!?]/u.test(text)) return false;
  return text.split(/\s*[,/|&]\s*|\s+(?:dan|and)\s+/u).every((part) => {
    const words = part.split(/\s+/u);
    return (
      part === '' ||
      isCreditPart(part) ||
      (words.length <= 5 && words.every((word) => NAME.test(word) || /^[(@].*/u.test(word)))
    );
  });
}

function isCredit(text: string, labels: readonly string[]): boolean {
  if (isBareCredit(text)) return true;
  const inner = /^\((.*)\)$/u.exec(text)?.[1] ?? text;
  const labelled = labelOf(inner);
  return labelled !== undefined && labels.includes(labelled.label) && isCreditValue(labelled.rest.replace(/\.$/u, ''));
}

/** A copyright line: the sign, or its word with the sign or a year close by. A sentence about copyright is none. */
export function isRights(text: string, labels: readonly string[]): boolean {
  if (text.length > 250) return false;
  if (/^(?:©|\(c\)\s?\d{4}|ⓒ|℗)/iu.test(text)) return true;
  const head = text.slice(0, 40).toLowerCase();
  const label = labels.find((candidate) => head.startsWith(candidate));
  if (label === undefined) return false;
  return /^\W{0,3}(?:©|ⓒ|\(c\)|(?:19|20)\d\d\b|@)/iu.test(text.slice(label.length));
}

/** The class of a short text that is not to be translated, when it is one. */
export function lockedClass(
  text: string,
  labels: { readonly credit: readonly string[]; readonly rights: readonly string[] },
): Extract<BlockClass, 'credit' | 'end-mark' | 'rights'> | undefined {
  if (text.length === 0 || text.length > 250) return undefined;
  if (END_MARK.test(text)) return 'end-mark';
  if (isRights(text, labels.rights)) return 'rights';
  return text.length <= LONGEST_TAIL && isCredit(text, labels.credit) ? 'credit' : undefined;
}

/** Is what remains from `at` (past white space) short enough to be a credit or an end mark, and is it one? */
export function tailAt(
  text: string,
  at: number,
  labels: { readonly credit: readonly string[]; readonly rights: readonly string[] },
): { readonly start: number; readonly class: BlockClass } | undefined {
  if (text.length - at > LONGEST_TAIL) return undefined;
  let start = at;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  const found = lockedClass(text.slice(start).trimEnd(), labels);
  return found === undefined ? undefined : { start, class: found };
}
