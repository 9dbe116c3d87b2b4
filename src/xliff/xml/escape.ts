import { inputError } from '../../base/index.js';

/** Code units that no XML 1.0 document can hold, not even as a character reference; lone surrogates among them. */

const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u;

/** Index of the first character that XML 1.0 cannot hold, or -1. */
export function firstInvalidCharacter(text: string): number {
  return text.search(INVALID);
}

export function isXmlText(text: string): boolean {
  return PLAIN_TEXT.test(text) || !INVALID.test(text);
}

/** `U+0007` */
export function characterName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function refuse(text: string, at: number): never {
  throw inputError(
    'xml.character',
    `the character ${characterName(text.charCodeAt(at))} cannot stand in XML (position ${at} of ${JSON.stringify(text.slice(0, 40))})`,
    { hint: 'Remove the control character or the broken emoji from the text.' },
  );
}

/** Nothing in it needs a closer look: true for nearly all text. */
const PLAIN_TEXT = /^[^&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]*$/;
const PLAIN_ATTRIBUTE = /^[^&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]*$/;

/**
 * Character data that reads back as exactly this text (CR as a reference, or it would come back as LF).
 * @throws MemoriError `xml.character` for what XML cannot hold
 */
export function escapeText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  const bad = text.search(INVALID);
  if (bad >= 0) refuse(text, bad);
  return text.replace(/[&<>\r]/g, (c) => ESCAPES[c]!);
}

/** An attribute value for double quotes that reads back as exactly this text. @throws MemoriError `xml.character` */
export function escapeAttribute(text: string): string {
  if (PLAIN_ATTRIBUTE.test(text)) return text;
  const bad = text.search(INVALID);
  if (bad >= 0) refuse(text, bad);
  return text.replace(/[&<>"\t\n\r]/g, (c) => ESCAPES[c]!);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const ALL_INVALID = new RegExp(INVALID.source, 'gu');

/** Text without what XML cannot hold: each such character becomes U+FFFD. For names and labels, never for translations. */
export function replaceInvalid(text: string): string {
  return PLAIN_TEXT.test(text) ? text : text.replace(ALL_INVALID, '\ufffd');
}
