import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyze,
  contentKey,
  contentKeys,
  englishKey,
  inflectionKey,
  isStopWord,
  relatedKey,
} from '../../src/language/index.js';
import { attach } from '../../src/language/morphology/build.js';
import { candidates } from '../../src/language/morphology/affixes.js';
import { rootLevels } from '../../src/language/morphology/lexicon.js';
import { rowsOf } from './fixtures/rows.js';

const rows = (name: string): string[][] => rowsOf(new URL(`./fixtures/morphology/${name}.tsv`, import.meta.url));
const groups = (name: string): string[][] => rows(name).map(([line = '']) => line.split(' '));

describe('analysis', () => {
  for (const [word = '', root = '', prefixes = '', suffix = '', clitics = ''] of rows('roots')) {
    it(`${word} is built on ${root}`, () => {
      const best = analyze(word)[0]!;
      expect([best.root, best.prefixes.join('+'), best.suffix, best.clitics.join('+')]).toEqual([
        root,
        prefixes,
        suffix,
        clitics,
      ]);
    });
  }

  for (const [word = '', root = ''] of rows('doubled')) {
    it(`${word} doubles ${root}`, () => {
      expect(analyze(word)[0]).toMatchObject({ root, reduplicated: true });
    });
  }

  it('tells inflection from derivation', () => {
    expect(analyze('kirim')[0]?.kind).toBe('root');
    for (const word of ['mengirimkannya', 'dikirim', 'negaranya', 'negara-negara', 'terkirim']) {
      expect(analyze(word)[0]?.kind, word).toBe('inflection');
    }
    for (const word of ['pengiriman', 'kekuatan', 'berlayar', 'kiriman', 'sebesar', 'bertahun-tahun', 'antarnegara']) {
      expect(analyze(word)[0]?.kind, word).toBe('derivation');
    }
  });

  it('leaves names and foreign words alone, with an affix before a hyphen apart', () => {
    for (const name of ['Merkel', 'Sekou', 'Perth', 'Dili', 'Kevin']) {
      expect(analyze(name)[0]?.prefixes, name).toEqual([]);
      expect(inflectionKey(name, 'id')).toBe(name.toLowerCase());
    }
    expect(analyze('se-Asia')[0]).toMatchObject({ root: 'asia', prefixes: ['se'] });
    expect(analyze('di-PHK')[0]).toMatchObject({ root: 'phk', prefixes: ['di'] });
    expect(inflectionKey('Rusia-Korea', 'id')).toBe('rusia-korea');
  });

  it('lists other readings behind the first', () => {
    const roots = analyze('mengubah').map(({ root }) => root);
    expect(roots.slice(0, 2)).toEqual(['ubah', 'kubah']);
  });

  it('any word has a reading whose parts are in the word', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 14 }), (word) => {
        const readings = analyze(word);
        expect(readings.length).toBeGreaterThan(0);
        expect(inflectionKey(word, 'id')).not.toBe('');
        expect(englishKey(word)).toBe(englishKey(word));
      }),
    );
    expect(() => analyze('me'.repeat(20_000))).not.toThrow();
    expect(() => inflectionKey('-', 'id')).not.toThrow();
  });

  it('what the rules put together they take apart', () => {
    const roots = [...rootLevels().keys()].filter((root) => /^[a-z]{4,8}$/u.test(root));
    const prefix = fc.constantFrom('meN', 'peN', 'ber', 'ter', 'di', 'ke', 'se');
    fc.assert(
      fc.property(fc.constantFrom(...roots), prefix, fc.constantFrom('', 'nya', 'lah'), (root, affix, clitic) => {
        const word = attach(affix, root) + clitic;
        const readings = candidates(word).filter((reading) => reading.root === root && reading.prefixes[0] === affix);
        expect(readings.length, word).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('inflection keys', () => {
  const lines = groups('keys');
  for (const words of lines) {
    it(words.join(' = '), () => {
      const keys = words.map((word) => inflectionKey(word, 'id'));
      expect(new Set(keys).size, keys.join(' ')).toBe(1);
    });
  }

  it('differ between different words', () => {
    const owner = new Map<string, string>();
    for (const [first = ''] of lines) {
      const key = inflectionKey(first, 'id');
      expect(owner.get(key), `${first} and ${owner.get(key)} are both ${key}`).toBeUndefined();
      owner.set(key, first);
    }
  });

  it('a key is its own key', () => {
    for (const word of lines.flat()) {
      const key = inflectionKey(word, 'id');
      if (!key.includes(' ')) expect(inflectionKey(key, 'id'), word).toBe(key);
    }
  });
});

describe('related words', () => {
  for (const words of groups('related')) {
    it(words.join(', '), () => {
      const keys = words.map((word) => relatedKey(word));
      expect(new Set(keys).size, keys.join(' ')).toBe(1);
    });
  }
});

describe('English keys', () => {
  const lines = groups('english');
  for (const words of lines) {
    it(words.join(' = '), () => {
      const keys = words.map((word) => englishKey(word));
      expect(new Set(keys).size, keys.join(' ')).toBe(1);
    });
  }

  it('differ between different words', () => {
    expect(new Set(lines.map(([first = '']) => englishKey(first))).size).toBe(lines.length);
  });
});

describe('content keys', () => {
  it('are the keys of what a statement is about, with their places', () => {
    const text = 'Kedua negara itu telah menandatangani perjanjian-perjanjian tentang hubungan Rusia-Korea.';
    const keys = contentKeys(text, 'id');
    expect(keys.map(({ key }) => key)).toEqual([
      'kedua',
      'negara',
      'tandatangani',
      'perjanjian',
      'hubungan',
      'rusia',
      'korea',
    ]);
    for (const { start, end } of keys) expect(text.slice(start, end)).not.toMatch(/[\s.]/u);
    expect(text.slice(keys.at(-1)!.start, keys.at(-1)!.end)).toBe('Korea');
  });

  it('keep abbreviations apart from words', () => {
    expect(contentKeys('AS dan as roda', 'id').map(({ key }) => key)).toEqual(['AS', 'as', 'roda']);
    expect(contentKeys('The agreements were signed in the US', 'en').map(({ key }) => key)).toEqual([
      englishKey('agreement'),
      englishKey('sign'),
      'US',
    ]);
  });

  it('count a joined spelling as its words', () => {
    const joined = contentKeys('kerjasama militer', 'id').map(({ key }) => key);
    expect(joined).toEqual(contentKeys('kerja sama militer', 'id').map(({ key }) => key));
    expect(contentKey('menyerang', 'id')).toBe('serang');
    expect(contentKey('yang', 'id')).toBeUndefined();
  });

  it('leave out function words in any case', () => {
    expect(isStopWord('Yang', 'id')).toBe(true);
    expect(isStopWord('negara', 'id')).toBe(false);
    expect(contentKeys('Yang ini dan yang itu', 'id')).toEqual([]);
  });
});

const TREEBANK = new URL('../../../shared/data/lemmas/ud-id-lemmas.tsv', import.meta.url);

describe('lemmas of the Indonesian treebanks', () => {
  it.runIf(existsSync(TREEBANK))('at least .955 of the inflected types, .95 of the doubled', () => {
    const tally = { all: [0, 0], doubled: [0, 0] };
    for (const line of readFileSync(TREEBANK, 'utf8').trim().split('\n').slice(1)) {
      const [surface = '', lemma = ''] = line.split('\t');
      if (surface === lemma) continue;
      const right = analyze(surface)[0]?.root === lemma ? 1 : 0;
      for (const group of surface.includes('-') ? [tally.all, tally.doubled] : [tally.all]) {
        group[0]! += right;
        group[1]! += 1;
      }
    }
    expect(tally.all[0]! / tally.all[1]!).toBeGreaterThanOrEqual(0.955);
    expect(tally.doubled[0]! / tally.doubled[1]!).toBeGreaterThanOrEqual(0.95);
  });

  if (!existsSync(TREEBANK)) console.error('SKIPPED: lemma accuracy, ../shared/data/lemmas is not here');
});
