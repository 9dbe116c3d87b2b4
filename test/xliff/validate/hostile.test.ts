import { describe, expect, it } from 'vitest';
import { validateFile } from '../../../src/xliff/index.js';

const wrap = (unit: string): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" trgLang="en"><file id="f"><unit id="u">${unit}</unit></file></xliff>`;
const segment = (source: string): string => `<segment><source>${source}</source></segment>`;
const rules = (content: string | Uint8Array, file = 'a.xlf'): string[] =>
  validateFile(content, file).problems.map(({ rule }) => rule);
const many = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join('');

/**
 * Work that grows with the square of the input would take these from a fraction of a second into minutes, and so past the
 * limit of the test run: no clock is read.
 */
const N = 20_000;

describe('hostile input', () => {
  it('a bomb of entities is refused where it goes off', () => {
    const levels = 'abcdefghij'.split('');
    const entities = levels.map(
      (name, i) => `<!ENTITY ${name} "${i === 0 ? 'lol' : `&${levels[i - 1]};`.repeat(10)}">`,
    );
    const text = `<?xml version="1.0"?>\n<!DOCTYPE xliff [${entities.join('')}]>\n${wrap(segment('&j;'))}`;
    const { format, valid, problems } = validateFile(text, 'bomb.xlf');
    expect([format, valid]).toEqual(['unknown', false]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ rule: 'xml.entity-expansion', line: 3 });
  });

  it('nesting 10,000 deep is refused', () => {
    const deep = many(10_000, (i) => `<pc id="${i}">`) + many(10_000, () => '</pc>');
    expect(rules(wrap(segment(deep)))).toEqual(['xml.too-deep']);
  });

  it('nesting as deep as it is allowed is checked without running out of stack', () => {
    const deep = many(900, (i) => `<pc id="${i}">`) + many(900, () => '</pc>');
    expect(rules(wrap(segment(deep)))).toEqual([]);
    const groups = many(900, (i) => `<group id="${i}">`) + many(900, () => '</group>');
    expect(rules(wrap(segment('a')).replace('<unit', `${groups}<unit`))).toEqual([]);
  });

  it('half a file says where it ends', () => {
    const whole = wrap(segment('Selamat pagi.'));
    for (let length = 1; length < whole.length; length += 7) {
      const { valid, problems } = validateFile(whole.slice(0, length), 'half.xlf');
      expect(valid, whole.slice(0, length)).toBe(false);
      expect(problems[0]!.rule).toMatch(/^xml\./);
      expect(problems[0]!.column).toBeLessThanOrEqual(length + 1);
    }
  });

  it('names such as __proto__ and constructor are names like others', () => {
    const codes = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(rules(wrap(segment(codes.map((id) => `<ph id="${id}"/>`).join(''))))).toEqual([]);
    expect(rules(wrap(segment('<ph id="__proto__"/><ph id="__proto__"/>')))).toEqual(['xliff2.inline-id-unique']);
    expect(rules(wrap(segment('<ph id="1" dataRef="constructor"/>')))).toEqual(['xliff2.data-ref']);
    expect(rules(wrap(segment('<mrk id="1" type="a:b" ref="#f=f/constructor=x"/>')))).toEqual([
      'xliff2.fragment-prefix',
    ]);
    expect(
      rules(wrap('<val:constructor xmlns:val="urn:oasis:names:tc:xliff:validation:2.0"/>' + segment('a'))),
    ).toEqual(['module.element']);
  });

  it('bytes of another encoding, binary data, lone surrogates and nothing at all have a rule each', () => {
    const text = wrap(segment('kafé'));
    expect(rules(Buffer.from(text, 'latin1'))).toEqual(['text.encoding']);
    expect(rules(Buffer.from('a\0\0b\0\0\0', 'latin1'))[0]).toMatch(/^(?:text|xml)\./);
    expect(rules(wrap(segment('a\ud83d')))).toEqual(['xml.character']);
    expect(rules(new Uint8Array(0))[0]).toMatch(/^(?:text\.empty|xml\.no-root)$/);
    expect(rules(Buffer.from('<?xml version="1.0" encoding="x-rahasia"?><a>é</a>', 'latin1'))).toEqual([
      'xml.encoding',
    ]);
    expect(rules('')[0]).toMatch(/^(?:text\.empty|xml\.no-root)$/);
  });

  it('UTF-16 is read', () => {
    expect(rules(Buffer.from(`\ufeff${wrap(segment('kafé'))}`, 'utf16le'))).toEqual([]);
  });

  it.each([
    ['duplicate ids', segment(many(N, () => '<ph id="1"/>')), 'xliff2.inline-id-unique'],
    ['starts without ends', segment(many(N, (i) => `<sc id="s${i}"/>`)), 'xliff2.sc-ec-pair'],
    ['ends without starts', segment(many(N, (i) => `<ec startRef="s${i}"/>`)), 'xliff2.sc-ec-pair'],
    ['elements out of place', segment('a') + many(N, () => '<notes/>'), 'xliff2.element'],
    ['unknown attributes', `<segment ${many(N, (i) => `a${i}="" `)}><source/></segment>`, 'xliff2.attribute'],
    [
      'missing codes',
      `<segment><source>${many(N, (i) => `<ph id="${i}" canDelete="no"/>`)}</source><target/></segment>`,
      'xliff2.non-removable',
    ],
    [
      'references to nothing',
      segment(many(N, (i) => `<mrk id="m${i}" type="a:b" ref="#x${i}"/>`)),
      'xliff2.fragment-unresolved',
    ],
  ])('%s by the thousand: bounded time and memory', (_what, body, rule) => {
    const { problems, truncated } = validateFile(wrap(body), 'many.xlf');
    expect(problems).toHaveLength(1000);
    expect(truncated).toBe(true);
    expect(new Set(problems.map((one) => one.rule))).toContain(rule);
  });

  it('references, notes and pairs by the thousand that are all right', () => {
    const notes = `<notes>${many(N, (i) => `<note id="n${i}">a</note>`)}</notes>`;
    const marks = many(N, (i) => `<mrk id="m${i}" type="comment" ref="#n=n${i}">a</mrk>`);
    const pairs = many(N, (i) => `<sc id="s${i}"/>`) + many(N, (i) => `<ec startRef="s${i}"/>`);
    const order = ' canCopy="no" canDelete="no" canReorder="no"';
    const sequence = `<ph id="p" canCopy="no" canDelete="no" canReorder="firstNo"/>${many(N, (i) => `<ph id="p${i}"${order}/>`)}`;
    expect(rules(wrap(notes + segment(marks + pairs + sequence)))).toEqual([]);
  });

  it('the list of problems is as long as asked for', () => {
    const body = segment(many(50, () => '<ph id="1"/>'));
    const { problems, truncated } = validateFile(wrap(body), 'many.xlf', { maxProblems: 10 });
    expect([problems.length, truncated]).toEqual([10, true]);
  });
});
