import { describe, expect, it } from 'vitest';
import { unitsOfDocument, type Verdict, verdictOf } from '../../../src/pipeline/index.js';
import { readXliff } from '../../../src/xliff/index.js';

const unit12 = (target: string, rest = '', unit = ''): string =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.txt" source-language="id" ` +
  `target-language="en" datatype="plaintext"><body><trans-unit id="1"${unit}><source>Pasar baru.</source>${target}${rest}` +
  `</trans-unit></body></file></xliff>`;

const alternative = (
  target: string,
  extra = 'extype="MACHINE-TRANSLATION" match-quality="62%" origin="mesin"',
): string => `<alt-trans ${extra}><source>Pasar baru.</source><target>${target}</target></alt-trans>`;

const sdl = (attributes: string): string =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">` +
  `<file original="C:\\kerja\\a.docx" source-language="id" target-language="en" datatype="x-sdlfilterframework2"><body>` +
  `<trans-unit id="1"><source>Pasar baru.</source><seg-source><mrk mtype="seg" mid="1">Pasar baru.</mrk></seg-source>` +
  `<target><mrk mtype="seg" mid="1">New market.</mrk></target>` +
  `<sdl:seg-defs><sdl:seg id="1" ${attributes}/></sdl:seg-defs></trans-unit></body></file></xliff>`;

const attributes = (namespace: string, own: string): string =>
  unit12('<target>New market.</target>', '', ` ${own}`).replace('<xliff ', `<xliff ${namespace} `);
const memoq = (own: string): string => attributes('xmlns:mq="MQXliff"', own);
const phrase = (own: string): string => attributes('xmlns:m="http://www.memsource.com/mxlf/2.0"', own);

const unit2 = (segment: string, matches = ''): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" ` +
  `srcLang="id" trgLang="en"><file id="f1"><unit id="1">${matches}<segment id="s1"${segment}</segment></unit></file></xliff>`;
const mtc = (target: string): string =>
  `<mtc:matches><mtc:match ref="#s1" type="mt" matchQuality="62" origin="mesin"><source>Pasar baru.</source>` +
  `<target>${target}</target></mtc:match></mtc:matches>`;
const texts = (target: string): string => `><source>Pasar baru.</source><target>${target}</target>`;

const verdict = (text: string): Verdict => {
  const document = readXliff(text);
  const [unit] = document.files[0]!.units;
  const [segment] = unit!.segments;
  if (segment?.kind !== 'segment') throw new Error('no segment');
  return verdictOf(unit!, segment, { stated: !document.version.startsWith('1') });
};

const human = (state: string): object => ({ kind: 'human', state });
const left = (why: string): object => ({ kind: 'left', why });
const mt = (model: string, confidence: number): object => ({ kind: 'mt', model, confidence });

describe('XLIFF 1.2', () => {
  it.each([
    ['final', '<target state="final">New market.</target>', '', human('final')],
    ['signed off', '<target state="signed-off">New market.</target>', '', human('reviewed')],
    ['translated', '<target state="translated">New market.</target>', '', human('translated')],
    [
      'an exact match',
      '<target state="translated" state-qualifier="leveraged-tm">New market.</target>',
      '',
      human('translated'),
    ],
    ['no state at all', '<target>New market.</target>', '', { kind: 'import' }],
    ['no state, target is the source', '<target>Pasar baru.</target>', '', left('copied')],
    ['no target', '', '', left('untranslated')],
    ['an empty target', '<target state="translated"> </target>', '', left('untranslated')],
    ['new', '<target state="new">New market.</target>', '', left('draft')],
    [
      'machine translation',
      '<target state="needs-review-translation" state-qualifier="leveraged-mt">New market.</target>',
      alternative('New market.'),
      mt('mesin', 0.62),
    ],
    [
      'machine translation that a tool calls translated',
      '<target state="translated" state-qualifier="mt-suggestion">New market.</target>',
      '',
      mt('', 0),
    ],
    [
      'machine translation that a person changed, its state left as it was',
      '<target state="needs-review-translation" state-qualifier="leveraged-mt">The new market.</target>',
      alternative('New market.'),
      human('translated'),
    ],
    [
      'a fuzzy match as it was',
      '<target state="needs-review-translation" state-qualifier="fuzzy-match">New shop.</target>',
      alternative('New shop.', 'match-quality="80%"'),
      left('suggestion'),
    ],
    [
      'a fuzzy match that a person changed',
      '<target state="needs-review-translation" state-qualifier="fuzzy-match">New market.</target>',
      alternative('New shop.', 'match-quality="80%"'),
      human('translated'),
    ],
  ])('%s', (_name, target, rest, expected) => expect(verdict(unit12(target, rest))).toEqual(expected));

  it('approved is final', () => {
    expect(verdict(unit12('<target>New market.</target>', '', ' approved="yes"'))).toEqual(human('final'));
  });
});

describe('flavours of tools', () => {
  it.each([
    ['Trados: translated', sdl('conf="Translated" origin="interactive"'), human('translated')],
    ['Trados: machine translation that was confirmed', sdl('conf="Translated" origin="mt"'), human('translated')],
    ['Trados: signed off', sdl('conf="ApprovedSignOff"'), human('final')],
    [
      'Trados: machine translation',
      sdl('conf="Draft" origin="mt" origin-system="mesin" percent="70"'),
      mt('mesin', 0.7),
    ],
    ['Trados: draft by a person', sdl('conf="Draft" origin="interactive"'), left('draft')],
    ['Trados: fuzzy', sdl('conf="Draft" origin="tm" percent="85"'), left('suggestion')],
    ['memoQ: machine translation', memoq('mq:status="MachineTranslated" mq:percent="0"'), mt('', 0)],
    ['memoQ: confirmed', memoq('mq:status="ManuallyConfirmed"'), human('translated')],
    ['memoQ: proofread', memoq('mq:status="Proofread"'), human('final')],
    [
      'Phrase: machine translation',
      phrase('m:confirmed="0" m:trans-origin="mt" m:score="0.6" m:gross-score="0.6"'),
      mt('', 0.6),
    ],
    ['Phrase: confirmed', phrase('m:confirmed="1" m:trans-origin="mt"'), human('translated')],
  ])('%s', (_name, text, expected) => expect(verdict(text)).toEqual(expected));
});

describe('XLIFF 2', () => {
  it.each([
    [
      'machine translation as it was',
      unit2(` state="initial" subState="memori:mt"${texts('New market.')}`, mtc('New market.')),
      mt('mesin', 0.62),
    ],
    [
      'machine translation changed',
      unit2(` state="initial" subState="memori:mt"${texts('The new market.')}`, mtc('New market.')),
      human('translated'),
    ],
    [
      'machine translation confirmed',
      unit2(` state="translated"${texts('New market.')}`, mtc('New market.')),
      human('translated'),
    ],
    ['reviewed', unit2(` state="reviewed"${texts('New market.')}`), human('reviewed')],
    ['copied', unit2(` state="translated" subState="memori:copied"${texts('Pasar baru.')}`), left('copied')],
    ['no state', unit2(texts('New market.')), { kind: 'import' }],
    ['initial', unit2(` state="initial"${texts('New market.')}`), left('draft')],
  ])('%s', (_name, text, expected) => expect(verdict(text)).toEqual(expected));
});

describe('units', () => {
  it('have context, document, tool and author', () => {
    const { units } = unitsOfDocument(readXliff(sdl('conf="Translated"')), { file: 'x/a.sdlxliff', author: 'Sari' });
    expect(units).toMatchObject([
      {
        origin: { kind: 'human', tool: 'Trados Studio', author: 'Sari' },
        state: 'translated',
        document: 'a.docx',
        context: { previous: '', next: '' },
        sourceLanguage: 'id',
        targetLanguage: 'en',
      },
    ]);
  });
});
