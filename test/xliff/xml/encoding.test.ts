import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoriError } from '../../../src/base/index.js';
import { isMemoriError } from '../../../src/base/index.js';
import { encodeXml, parseXml, decodeXml, textOf } from '../../../src/xliff/index.js';

const declared = (label: string | undefined, body: string): string =>
  `${label === undefined ? '' : `<?xml version="1.0" encoding="${label}"?>\n`}<a>${body}</a>`;

function store(text: string, as: string): Uint8Array {
  const utf16le = Buffer.from(text, 'utf16le');
  switch (as) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8 bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text, 'utf8')]);
    case 'utf-16le':
      return utf16le;
    case 'utf-16le bom':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]);
    case 'utf-16be':
      return Buffer.from(utf16le).swap16();
    case 'utf-16be bom':
      return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()]);
    default:
      return Buffer.from(text, 'latin1');
  }
}

const STORES = ['utf-8', 'utf-8 bom', 'utf-16le', 'utf-16le bom', 'utf-16be', 'utf-16be bom'];

describe('decodeXml', () => {
  it.each(STORES)('reads %s and writes the same bytes', (as) => {
    // A file may call itself anything: the bytes decide.
    for (const label of [undefined, 'UTF-8', 'utf-16', 'Unicode']) {
      const bytes = store(declared(label, 'Saya — 私は日本語 😀'), as);
      const { text, encoding } = decodeXml(bytes, 'f');
      expect(textOf(parseXml(text).root)).toBe('Saya — 私は日本語 😀');
      expect(Buffer.from(encodeXml(text, encoding)).equals(bytes)).toBe(true);
    }
  });

  it('reads Asian UTF-16 without a byte-order mark', () => {
    const text = `<a>${'日本語'.repeat(2000)}</a>`;
    for (const as of ['utf-16le', 'utf-16be']) expect(decodeXml(store(text, as), 'f').text).toBe(text);
  });

  it('reads declared single-byte encodings', () => {
    const bytes = Buffer.concat([
      Buffer.from(declared('windows-1252', '').slice(0, -4)),
      Buffer.from([0x80, 0xe9, 0x3c, 0x2f, 0x61, 0x3e]),
    ]);
    const { text, encoding } = decodeXml(bytes, 'f');
    expect(textOf(parseXml(text).root)).toBe('€é');
    expect(Buffer.from(encodeXml(text, encoding)).equals(bytes)).toBe(true);
  });

  it.each(['windows-1252', 'iso-8859-1', 'us-ascii', 'ISO-8859-2', 'windows-1251', 'iso-8859-15', 'koi8-r'])(
    'keeps every byte of %s',
    (label) => {
      const high = Uint8Array.from({ length: 128 }, (_, i) => i + 128);
      const bytes = Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="${label}"?><a>`),
        high,
        Buffer.from('</a>'),
      ]);
      const { text, encoding } = decodeXml(bytes, 'f');
      expect(Buffer.from(encodeXml(text, encoding)).equals(bytes)).toBe(true);
    },
  );

  it('writes what a single-byte encoding lacks as references', () => {
    const { text, encoding } = decodeXml(Buffer.from(declared('windows-1252', 'BODY')), 'f');
    const bytes = encodeXml(text.replace('BODY', 'é 私 😀'), encoding);
    const again = decodeXml(bytes, 'f');
    expect(again.encoding).toEqual(encoding);
    expect(textOf(parseXml(again.text).root)).toBe('é 私 😀');
  });

  it('is byte-identical for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...STORES), (body, as) => {
        const bytes = store(declared(undefined, body), as);
        const { text, encoding } = decodeXml(bytes, 'f');
        return Buffer.from(encodeXml(text, encoding)).equals(bytes);
      }),
    );
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'text.empty'],
    ['Latin-1 that calls itself UTF-8', store(declared('UTF-8', 'é'), 'latin1'), 'text.encoding'],
    ['Latin-1 that says nothing', store(declared(undefined, 'é'), 'latin1'), 'text.encoding'],
    ['an encoding nobody knows', store(declared('x-foo', 'é'), 'latin1'), 'xml.encoding'],
    ['half a UTF-16 character', store('<a/>', 'utf-16le bom').subarray(0, 9), 'text.encoding'],
    ['bytes the declared encoding lacks', store(declared('windows-1253', '\xd2'), 'latin1'), 'xml.encoding'],
  ])('refuses %s', (_what, bytes, code) => {
    let caught: unknown;
    try {
      decodeXml(bytes, 'f.xlf');
    } catch (error) {
      caught = error;
    }
    expect(isMemoriError(caught) && caught.code).toBe(code);
    expect((caught as MemoriError).position.file).toBe('f.xlf');
  });
});
