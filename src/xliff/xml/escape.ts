import { inputError } from '../../base/index.js';

/** Code units that no XML 1.0 document can hold, not even as a character reference; lone surrogates among them. */

const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u;

/** Index of the first character that XML 1.0 cannot hold, or -1. */
export function firstInvalidCharacter(text: string): number {
  return text.search(INVALID);
}

export function isXmlText(text: string): boolean {
  return !INVALID.test(text);
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

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Character data that reads back as exactly this text (CR as a reference, or it would come back as LF).
 * @throws MemoriError `xml.character` for what XML cannot hold
 */
export function escapeText(text: string): string {
  const bad = text.search(INVALID);
  if (bad >= 0) refuse(text, bad);
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (c) => TEXT_ESCAPES[c]!) : text;
}

/** An attribute value for double quotes that reads back as exactly this text. @throws MemoriError `xml.character` */
export function escapeAttribute(text: string): string {
  const bad = text.search(INVALID);
  if (bad >= 0) refuse(text, bad);
  return /[&<>"\t\n\r]/.test(text) ? text.replace(/[&<>"\t\n\r]/g, (c) => ATTRIBUTE_ESCAPES[c]!) : text;
}

/** Text without what XML cannot hold: each such character becomes U+FFFD. For names and labels, never for translations. */
export function replaceInvalid(text: string): string {
  return text.replace(new RegExp(INVALID.source, 'gu'), '\ufffd');
}
