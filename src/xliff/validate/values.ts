/** Types of attribute values: each says what it accepts and how to put that into a message. */
export interface ValueType {
  readonly accepts: (value: string) => boolean;
  /** Completes "… is not": `yes or no`. */
  readonly expected: string;
}

const pattern = (regex: RegExp, expected: string): ValueType => ({ accepts: (value) => regex.test(value), expected });

const listed = (values: readonly string[]): string =>
  values.length > 12
    ? `${values.slice(0, 10).join(', ')}, …`
    : values.length < 2
      ? String(values[0])
      : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** One of a closed list; surrounding white space is not forgiven. */
export function oneOf(...values: readonly string[]): ValueType {
  const set = new Set(values);
  return { accepts: (value) => set.has(value), expected: listed(values) };
}

/** A closed list, or a value of the user's own with the prefix `x-`, as XLIFF 1.2 has it. */
export function oneOfOrExtended(...values: readonly string[]): ValueType {
  const closed = oneOf(...values);
  return {
    accepts: (value) => closed.accepts(value) || /^x-\S+$/.test(value),
    expected: `${closed.expected}, nor a value starting with x-`,
  };
}

const NAME_CHARACTERS =
  '\\-.:0-9A-Z_a-z\\u00b7\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u203f\\u2040' +
  '\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NMTOKEN = new RegExp(`^[${NAME_CHARACTERS}]+$`, 'u');

export const isNmtoken = (value: string): boolean => NMTOKEN.test(value);

/** BCP 47, its shape only: `id`, `en-GB`, `zh-Hant-TW`, `x-private`, `i-klingon`. */
const LANGUAGE = /^(?:[a-z]{2,8}|[xi](?=-))(?:-[a-z0-9]{1,8})*$/i;

export const isLanguage = (value: string): boolean => LANGUAGE.test(value);

const decimal = (low: number, high: number): ValueType => ({
  accepts: (value) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value.trim()) && +value >= low && +value <= high,
  expected: `a number from ${low} to ${high}`,
});

/**
 * `cp` stands for what XML cannot hold. U+007F to U+009F are let through: XML 1.1 restricts them and the official rules
 * accept them.
 */
function isCodePoint(value: string): boolean {
  if (!/^(?:[0-9a-f]{4}|[0-9a-f]{6})$/i.test(value)) return false;
  const code = Number.parseInt(value, 16);
  return (
    (code < 0x20 && code !== 9 && code !== 10 && code !== 13) ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfffe ||
    code === 0xffff
  );
}

export const string: ValueType = { accepts: () => true, expected: 'text' };
export const yesNo = oneOf('yes', 'no');
export const nmtoken = pattern(NMTOKEN, 'a name token (letters, digits, . - _ :)');
export const nmtokens: ValueType = {
  accepts: (value) => value.trim().split(/\s+/).every(isNmtoken),
  expected: 'a list of name tokens separated by spaces',
};
export const language = pattern(LANGUAGE, 'a language tag such as id or en-GB');
export const space = oneOf('default', 'preserve');
export const direction = oneOf('ltr', 'rtl', 'auto');
export const positiveInteger = pattern(/^\+?0*[1-9]\d*$/, 'a whole number above 0');
export const integer = pattern(/^[+-]?\d+$/, 'a whole number');
export const percent = decimal(0, 100);
export const confidence: ValueType = {
  accepts: (value) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(value.trim()) && +value >= 0 && +value <= 1,
  expected: 'a number from 0 to 1',
};
export const priority: ValueType = {
  accepts: (value) => /^\+?0*(?:[1-9]|10)$/.test(value),
  expected: 'a whole number from 1 to 10',
};
export const userDefined = pattern(/^[^\s:]+:[^\s:]+$/, 'of the form prefix:value');
/** No white space: enough to tell a reference from a sentence; IRIs allow nearly everything else. */
export const uri = pattern(/^\S*$/, 'a URI (it holds white space)');
export const codePoint: ValueType = {
  accepts: isCodePoint,
  expected: 'the hexadecimal number (4 or 6 digits) of a character that XML does not allow',
};
/** ISO 8601 as XML Schema has it. */
export const dateTime = pattern(
  /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  'a date and time such as 2026-01-31T12:00:00Z',
);
/** ISO 8601 basic form in UTC, as TMX has it. */
export const tmxDate = pattern(/^\d{8}T\d{6}Z$/, 'a date such as 20260131T120000Z');
export const either = (...types: readonly ValueType[]): ValueType => ({
  accepts: (value) => types.some((type) => type.accepts(value)),
  expected: types.map((type) => type.expected).join(', nor '),
});
export const matching = pattern;
