/** Names inside `\p{…}`: ICU's and Java's, as JavaScript's `v` flag writes them. */

/** POSIX classes: Java reads them as ASCII, ICU as Unicode. Class contents without brackets. */
const POSIX: Readonly<Record<string, { java: string; icu: string }>> = {
  lower: { java: 'a-z', icu: '\\p{Lowercase}' },
  upper: { java: 'A-Z', icu: '\\p{Uppercase}' },
  ascii: { java: '\\x00-\\x7f', icu: '\\x00-\\x7f' },
  alpha: { java: 'a-zA-Z', icu: '\\p{Alphabetic}' },
  digit: { java: '0-9', icu: '\\p{Nd}' },
  alnum: { java: 'a-zA-Z0-9', icu: '\\p{Alphabetic}\\p{Nd}' },
  punct: { java: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e', icu: '\\p{P}' },
  graph: { java: '\\x21-\\x7e', icu: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}' },
  print: { java: '\\x20-\\x7e', icu: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}\\p{Zs}' },
  blank: { java: ' \\t', icu: '\\p{Zs}\\t' },
  cntrl: { java: '\\x00-\\x1f\\x7f', icu: '\\p{Cc}' },
  xdigit: { java: '0-9a-fA-F', icu: '\\p{Nd}a-fA-F' },
  space: { java: ' \\t-\\r', icu: '\\p{White_Space}' },
  word: { java: 'a-zA-Z0-9_', icu: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}' },
};

/** Java's and ICU's names for things JavaScript calls otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  javalowercase: '\\p{Lowercase}',
  javauppercase: '\\p{Uppercase}',
  javaletter: '\\p{L}',
  javadigit: '\\p{Nd}',
  javaletterordigit: '\\p{L}\\p{Nd}',
  javawhitespace: '\\p{White_Space}',
  javaspacechar: '\\p{Z}',
  javaalphabetic: '\\p{Alphabetic}',
  javatitlecase: '\\p{Lt}',
  l1: '\\x00-\\xff',
  ld: '\\p{L}\\p{Nd}',
  lc: '\\p{Lu}\\p{Ll}\\p{Lt}',
  all: '\\u{0}-\\u{10ffff}',
  any: '\\p{Any}',
  letter: '\\p{L}',
  punctuation: '\\p{P}',
  whitespace: '\\p{White_Space}',
  uppercase: '\\p{Uppercase}',
  lowercase: '\\p{Lowercase}',
  alphabetic: '\\p{Alphabetic}',
  ideographic: '\\p{Ideographic}',
};

/** Unicode blocks that segmentation rules use; the names without spaces, hyphens and underscores, in lower case. */
const BLOCKS: Readonly<Record<string, string>> = {
  basiclatin: '\\u{0}-\\u{7f}',
  latin1supplement: '\\u{80}-\\u{ff}',
  latinextendeda: '\\u{100}-\\u{17f}',
  latinextendedb: '\\u{180}-\\u{24f}',
  greek: '\\u{370}-\\u{3ff}',
  greekandcoptic: '\\u{370}-\\u{3ff}',
  cyrillic: '\\u{400}-\\u{4ff}',
  armenian: '\\u{530}-\\u{58f}',
  hebrew: '\\u{590}-\\u{5ff}',
  arabic: '\\u{600}-\\u{6ff}',
  devanagari: '\\u{900}-\\u{97f}',
  thai: '\\u{e00}-\\u{e7f}',
  generalpunctuation: '\\u{2000}-\\u{206f}',
  cjksymbolsandpunctuation: '\\u{3000}-\\u{303f}',
  hiragana: '\\u{3040}-\\u{309f}',
  katakana: '\\u{30a0}-\\u{30ff}',
  cjkunifiedideographs: '\\u{4e00}-\\u{9fff}',
  hangulsyllables: '\\u{ac00}-\\u{d7af}',
  halfwidthandfullwidthforms: '\\u{ff00}-\\u{ffef}',
};

function isValid(source: string): boolean {
  try {
    new RegExp(`[${source}]`, 'v');
    return true;
  } catch {
    return false;
  }
}

const titled = (name: string): string =>
  name
    .split('_')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('_');

/**
 * What `\p{name}` stands for, as the contents of a JavaScript character class, or `undefined` when the name is unknown.
 */
export function propertyContents(name: string, dialect: 'icu' | 'java'): string | undefined {
  const plain = name.trim();
  const key = plain.toLowerCase().replace(/[\s_-]/g, '');
  const [property = '', value] = plain.split(/[=:]/u, 2);
  if (value !== undefined) return valueContents(property.trim().toLowerCase(), value.trim());
  const posix = POSIX[key];
  if (posix !== undefined) return posix[dialect];
  const alias = ALIASES[key];
  if (alias !== undefined) return alias;
  if (/^in[a-z]/.test(key) && BLOCKS[key.slice(2)] !== undefined) return BLOCKS[key.slice(2)];
  const candidates = [plain, titled(plain)];
  if (/^is/i.test(plain)) {
    const rest = propertyContents(plain.slice(2), dialect);
    if (rest !== undefined) return rest;
  }
  for (const candidate of candidates) {
    for (const source of [`\\p{${candidate}}`, `\\p{Script=${candidate}}`]) if (isValid(source)) return source;
  }
  return undefined;
}

function valueContents(property: string, value: string): string | undefined {
  if (property === 'blk' || property === 'block') return BLOCKS[value.toLowerCase().replace(/[\s_-]/g, '')];
  const names: Readonly<Record<string, string>> = {
    gc: 'General_Category',
    general_category: 'General_Category',
    sc: 'Script',
    script: 'Script',
    scx: 'Script_Extensions',
    script_extensions: 'Script_Extensions',
  };
  const name = names[property];
  if (name === undefined) return undefined;
  return [value, titled(value)].map((candidate) => `\\p{${name}=${candidate}}`).find(isValid);
}

/** `[:alpha:]` */
export function posixContents(name: string, dialect: 'icu' | 'java'): string | undefined {
  return POSIX[name.toLowerCase()]?.[dialect] ?? propertyContents(name, dialect);
}

/** Contents of the classes that an escape stands for, such as `\d`, in both dialects. */
export function escapeContents(letter: string, dialect: 'icu' | 'java'): string | undefined {
  switch (letter) {
    case 'd':
      return POSIX['digit']![dialect];
    case 'w':
      return dialect === 'icu' ? '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d' : POSIX['word']![dialect];
    case 's':
      return POSIX['space']![dialect];
    case 'h':
      return ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
    case 'v':
      return '\\n-\\r\\x85\\u2028\\u2029';
    default:
      return undefined;
  }
}
