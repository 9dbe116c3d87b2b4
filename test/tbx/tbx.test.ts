import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Concept, editTbx, readTbx, type TbxEdit, type Term, writeTbx } from '../../src/tbx/index.js';
import { decodeXml, parseXml } from '../../src/xliff/index.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.tbx'));
const textOfFixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

describe.each(fixtures)('%s', (name) => {
  const text = textOfFixture(name);
  const read = readTbx(text, { file: name });
  const [concept] = read.termbase.concepts;

  it('is one concept with its terms', () => {
    expect(read.termbase.concepts).toHaveLength(1);
    expect(concept).toMatchObject({
      id: 'k1',
      domain: 'administration',
      definition: 'Kepala daerah & pemerintahan.',
    });
    expect(concept!.terms.map((term) => [term.text, term.language.slice(0, 2), term.status])).toEqual([
      ['bupati', 'id', undefined],
      ['regent', 'en', 'preferred'],
      ['bey', 'en', 'forbidden'],
    ]);
    expect(concept!.terms[0]!.partOfSpeech).toBe('noun');
  });

  it('stays byte for byte without edits', () => {
    expect(editTbx(read, [])).toBe(text);
  });

  const edits: [string, TbxEdit, (after: Concept[]) => void][] = [
    [
      'a changed status',
      { kind: 'change-term', term: concept!.terms[1]!, change: { status: 'admitted', partOfSpeech: 'noun' } },
      ([after]) => expect(after!.terms[1]).toMatchObject({ status: 'admitted', partOfSpeech: 'noun' }),
    ],
    [
      'a new wording',
      { kind: 'change-term', term: concept!.terms[0]!, change: { text: 'bupati <muda> & tua' } },
      ([after]) => expect(after!.terms[0]!.text).toBe('bupati <muda> & tua'),
    ],
    [
      'a new synonym',
      {
        kind: 'add-term',
        concept: concept!,
        term: { text: 'head', language: 'en', status: 'admitted', notes: ['catatan'] },
      },
      ([after]) => expect(after!.terms.at(-1)).toMatchObject({ text: 'head', status: 'admitted', notes: ['catatan'] }),
    ],
    [
      'a new language',
      { kind: 'add-term', concept: concept!, term: { text: 'Regent', language: 'de', notes: [] } },
      ([after]) => expect(after!.terms.map(({ text: own }) => own)).toEqual(['bupati', 'regent', 'bey', 'Regent']),
    ],
    [
      'a new concept',
      {
        kind: 'add-concept',
        concept: { id: 'k2', domain: 'umum', notes: [], terms: [{ text: 'kota', language: 'id', notes: [] }] },
      },
      (after) => expect(after[1]).toMatchObject({ id: 'k2', domain: 'umum', terms: [{ text: 'kota' }] }),
    ],
    [
      'a term taken out',
      { kind: 'remove-term', concept: concept!, term: concept!.terms[2]! },
      ([after]) => expect(after!.terms).toHaveLength(2),
    ],
    ['a concept taken out', { kind: 'remove-concept', concept: concept! }, (after) => expect(after).toEqual([])],
    [
      'a changed domain',
      { kind: 'change-concept', concept: concept!, change: { domain: 'hukum' } },
      ([after]) => expect(after!.domain).toBe('hukum'),
    ],
  ];
  it.each(edits)('%s', (_, edit, check) => {
    const edited = editTbx(read, [edit]);
    check([...readTbx(edited).termbase.concepts]);
    // Lines that the edit is not about stay as they were.
    const before = text.split('\n');
    const kept = before.filter((line) => edited.split('\n').includes(line)).length;
    if (edit.kind !== 'remove-concept')
      expect(before.length - kept).toBeLessThanOrEqual(edit.kind === 'remove-term' ? 4 : 2);
  });
});

describe('reading', () => {
  it('refuses what is no termbase, with its place', () => {
    expect(() => readTbx('<xliff/>', { file: 'a.tbx' })).toThrow(/no termbase/u);
    expect(() => readTbx('<tbx><text>', { file: 'a.tbx' })).toThrow(expect.objectContaining({ code: 'xml.truncated' }));
  });
});

const word = fc.stringMatching(/^[a-zA-Zé&<>"']{1,8}( [a-z]{1,6})?$/u);
const term = (language: string): fc.Arbitrary<Term> =>
  fc.record(
    {
      text: word,
      language: fc.constant(language),
      partOfSpeech: fc.constantFrom('noun', 'verb', 'proper noun'),
      status: fc.constantFrom('preferred', 'admitted', 'deprecated', 'forbidden'),
      type: fc.constantFrom('abbreviation', 'variant'),
      notes: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: ['text', 'language', 'notes'] },
  );
const concept: fc.Arbitrary<Concept> = fc
  .record(
    {
      domain: word,
      definition: word,
      notes: fc.array(word, { maxLength: 2 }),
      id: term('id'),
      en: fc.array(term('en')),
    },
    { requiredKeys: ['notes', 'id', 'en'] },
  )
  .map(({ id, en, ...rest }) => ({ ...rest, id: 'x', terms: [id, ...en] }));

describe('writing', () => {
  it('reads back as the same termbase', () => {
    fc.assert(
      fc.property(fc.array(concept, { maxLength: 4 }), (concepts) => {
        const numbered = concepts.map((one, i) => ({ ...one, id: `c${i + 1}` }));
        const text = writeTbx({ concepts: numbered });
        const back = readTbx(text);
        expect(back).toMatchObject({ version: 3, style: 'dct' });
        expect(back.termbase.concepts).toEqual(numbered);
      }),
      { numRuns: 60 },
    );
  });
});

const FOREIGN = join(import.meta.dirname, '../../../shared/conformance');
const folders = [
  'tbx',
  'okapi/okapi/libraries/lib-terminology/src/test/resources',
  'omegat/src/test/resources/data/glossaries',
];

describe('foreign termbases', () => {
  if (!existsSync(FOREIGN)) {
    console.warn(`SKIPPED: foreign TBX files: ${FOREIGN} is not there`);
    it.skip('need ../shared/conformance');
    return;
  }
  const files = folders.flatMap((folder) =>
    readdirSync(join(FOREIGN, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tbx'))
      .map((name) => join(folder, name)),
  );
  it.each(files.filter((file) => !/poorly_formed/u.test(file)))('%s', (file) => {
    const { text } = decodeXml(readFileSync(join(FOREIGN, file)), file);
    const read = readTbx(text, { file });
    const entries = text.match(/<(?:termEntry|conceptEntry|entry)[\s>]/gu) ?? [];
    expect(read.termbase.concepts).toHaveLength(entries.length);
    // Whatever stands in a <term> is a term, once.
    const terms = text.replace(/<!--[\s\S]*?-->/gu, '').match(/<term(?:\s[^>]*)?>\s*[^\s<]/gu) ?? [];
    if (!/bad/u.test(file)) expect(read.termbase.concepts.flatMap((one) => one.terms)).toHaveLength(terms.length);
    expect(editTbx(read, [])).toBe(text);
    const added = editTbx(read, [
      { kind: 'add-concept', concept: { id: 'baru', notes: [], terms: [{ text: 'kata', language: 'id', notes: [] }] } },
    ]);
    expect(parseXml(added).root.name).toBe(read.xml.root.name);
    expect(readTbx(added).termbase.concepts).toHaveLength(entries.length + 1);
  });
  it('refuses the broken one', () => {
    const bad = files.find((file) => /poorly_formed/u.test(file))!;
    expect(() => readTbx(readFileSync(join(FOREIGN, bad), 'utf8'), { file: bad })).toThrow(/./u);
  });
});
