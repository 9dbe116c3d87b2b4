import { describe, expect, it } from 'vitest';
import { textContent } from '../../src/content/index.js';
import { hygieneProfile, inspectUnit, type MemoryUnit } from '../../src/memory/index.js';
import { languageTools } from './language-tools.js';

const tools = {
  ...languageTools,
  contentKey: (word: string, language: string): string | undefined => {
    const functionWords =
      language === 'id' ? /^(?:yang|di|ke|dan|itu|dari|untuk|ini)$/ : /^(?:the|of|and|to|in|was|a|on)$/;
    return functionWords.test(word) ? undefined : word;
  },
};

const unit = (source: string, target: string): MemoryUnit => ({
  id: 'u',
  source: textContent(source),
  target: textContent(target),
  sourceLanguage: 'id',
  targetLanguage: 'en',
  origin: { kind: 'human' },
  state: 'translated',
  created: '2024-01-01T00:00:00.000Z',
  changed: '2024-01-01T00:00:00.000Z',
});

const usual = [
  unit('Kemarin Jokowi tiba di Surabaya untuk rapat.', 'Jokowi arrived in Surabaya for a meeting yesterday.'),
  unit('Lalu Jokowi pergi ke pasar di kota itu.', 'Then Jokowi went to the market in that city.'),
  unit('Di sana Jokowi membeli beras dan ikan segar.', 'There Jokowi bought rice and fresh fish.'),
];
const profile = hygieneProfile(usual, tools);
const flags = (source: string, target: string): string[] =>
  inspectUnit(unit(source, target), profile, tools).map(({ kind, detail }) => `${kind}: ${detail}`);

describe('hygiene', () => {
  it('finds nothing odd in good units', () => {
    for (const one of usual) expect(inspectUnit(one, profile, tools)).toEqual([]);
    expect(flags('Harganya Rp1,5 miliar (naik 3%).', 'It costs Rp 1.5 billion (up 3%).')).toEqual([]);
    expect(flags('Kim Jong Un', 'Kim Jong Un')).toEqual([]);
    expect(flags('Kedua negara sepakat.', 'Both countries agreed.')).toEqual([]);
  });

  it.each([
    ['Pertemuan itu dihadiri para menteri dari berbagai negara sahabat.', 'The meeting.', /^length: 12 characters/],
    ['Ada 12 kapal di sana.', 'There are 13 ships there.', /^number: on one side only: 12, 13$/],
    ['Siang itu Jokowi makan nasi.', 'That noon he had some rice.', /^name: not in the target: Jokowi$/],
    ['Ia berkata, "Saya pulang."', 'He said, "I am going home.', /^mark: quotes 2 and 1$/],
    ['Apakah ia pulang?', 'He is going home.', /^mark: only one side is a question$/],
    ['Mereka membeli beras segar.', 'Mereka membeli beras segar.', /^untranslated: 100 %/],
    ['Beras itu mahal.', 'Nasi yang dimasak di dapur itu enak.', /^language: function words of id$/],
  ])('%s | %s', (source, target, flag) => {
    expect(flags(source, target).some((one) => flag.test(one))).toBe(true);
  });

  it('asks a lexicon when it is given one', () => {
    const lexicon = (source: string): number | undefined => (source === 'Satu' ? 0.1 : undefined);
    expect(inspectUnit(unit('Satu', 'Dog'), profile, tools, { lexicon })).toMatchObject([{ kind: 'lexicon' }]);
    expect(inspectUnit(unit('Dua', 'Two'), profile, tools, { lexicon })).toEqual([]);
  });

  it('learns from the memory what length is usual', () => {
    const long = Array.from({ length: 60 }, (_, i) =>
      unit('kata '.repeat(3 + (i % 9)), 'word '.repeat(6 + 2 * (i % 9))),
    );
    expect(hygieneProfile(long, tools).ratio).toBeCloseTo(2, 1);
  });
});
