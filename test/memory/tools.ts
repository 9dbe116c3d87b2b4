import type { TextQuantity, TextToken, TextTools } from '../../src/memory/index.js';

/** Simple language functions, so that the memory is tested apart from the languages. */
export const simpleTools: TextTools = {
  version: 'simple-1',
  foldSpelling: (words) =>
    words
      .join(' ')
      .replace(/\bkerja sama\b/g, 'kerjasama')
      .split(' '),
  tokens: (text) => {
    const tokens: TextToken[] = [];
    for (const match of text.matchAll(/\p{L}+(?:-\p{L}+)*|\d+(?:\.\d+)*|[^\s\p{L}\d]/gu)) {
      const found = match[0];
      const kind = /^\d/.test(found) ? 'number' : /^\p{L}/u.test(found) ? 'word' : 'punctuation';
      tokens.push({ text: found, start: match.index, end: match.index + found.length, kind });
    }
    return tokens;
  },
  tokenKey: (piece) => (/^\d/.test(piece) ? piece.replace(/\./g, '') : piece.toLowerCase().replace(/[“”]/g, '"')),
  contentKey: (word) => (/^(?:di|ke|yang|dan|the|of|and)$/.test(word) ? undefined : word.replace(/nya$/, '')),
  quantities: (text) =>
    [...text.matchAll(/(Rp ?)?(\d+(?:\.\d+)*)/g)].map((match): TextQuantity => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: match[1] === undefined ? 'number' : 'money',
      key: match[2]!.replace(/\./g, ''),
    })),
  sameQuantity: (a, b) => a.key === b.key,
  renderQuantity: (quantity, language) => {
    const grouped = quantity.key.replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',');
    return quantity.kind === 'money' ? `Rp ${grouped}` : grouped;
  },
};
