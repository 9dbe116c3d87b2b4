import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  documentFor,
  EXPORT_PROFILES,
  EXPORT_TOOLS,
  type ExportProfile,
  type ExportTool,
} from '../../../src/pipeline/index.js';
import { plainText } from '../../../src/content/index.js';
import {
  attributeValue,
  childElements,
  descendants,
  firstChild,
  parseXml,
  readXliff,
  textOf,
  XLIFF12_PROFILES,
  type XmlElement,
} from '../../../src/xliff/index.js';

const document = readXliff(readFileSync(join(import.meta.dirname, 'fixtures', 'artikel.txt.xlf'), 'utf8'));
const written = (tool: ExportTool): string => documentFor(document, EXPORT_PROFILES[tool]);

/** What there is in the document, in order. */
const KINDS = ['mt', 'fuzzy', 'exact', 'in-context', 'translated', 'reviewed', 'final'] as const;

const transUnits = (text: string): XmlElement[] =>
  [...descendants(parseXml(text).root)].filter((element) => element.local === 'trans-unit');
const targetOf = (unit: XmlElement): XmlElement => firstChild(unit, 'target')!;
const state = (unit: XmlElement): string | undefined => attributeValue(targetOf(unit), 'state');
const qualifier = (unit: XmlElement): string | undefined => attributeValue(targetOf(unit), 'state-qualifier');

/**
 * How the tools read a target, after their code or documentation (see README): the profiles are right when each kind of
 * segment is seen for what it is.
 */
const SEEN_12: Partial<Record<ExportTool, (unit: XmlElement) => string>> = {
  matecat: (unit) => {
    const machineOrMemory = ['fuzzy-match', 'mt-suggestion', 'leveraged-inherited', 'leveraged-tm', 'leveraged-mt'];
    if (machineOrMemory.includes(qualifier(unit) ?? '')) return 'NEW';
    switch (state(unit)) {
      case undefined:
        return textOf(targetOf(unit)) === textOf(firstChild(unit, 'source')!) ? 'NEW' : 'APPROVED';
      case 'new':
      case 'needs-translation':
      case 'needs-l10n':
      case 'needs-adaptation':
      case 'initial':
        return 'NEW';
      case 'signed-off':
      case 'reviewed':
        return 'R1';
      case 'final':
        return 'R2';
      default:
        return 'TRANSLATED';
    }
  },
  weblate: (unit) => {
    if (attributeValue(unit, 'approved') === 'yes') return 'approved';
    const editing = ['new', 'needs-translation', 'needs-adaptation', 'needs-l10n'];
    return editing.includes(state(unit) ?? '') ? 'needs editing' : 'translated';
  },
  xtm: (unit) => {
    switch (qualifier(unit)) {
      case 'exact-match':
        return 'ICE';
      case 'mt-suggestion':
        return 'MT';
      default:
        return qualifier(unit) ?? 'no match';
    }
  },
  /** Shows the target as the source text; `state` means nothing to it. */
  omegat: (unit) => textOf(targetOf(unit)),
  memoq: (unit) => `${state(unit)} ${qualifier(unit) ?? ''}`.trim(),
};

const EXPECTED_12: Partial<Record<ExportTool, readonly string[]>> = {
  matecat: ['NEW', 'NEW', 'NEW', 'TRANSLATED', 'TRANSLATED', 'R1', 'R2'],
  weblate: ['needs editing', 'needs editing', 'translated', 'translated', 'translated', 'translated', 'approved'],
  xtm: ['MT', 'fuzzy-match', 'leveraged-tm', 'ICE', 'no match', 'no match', 'no match'],
  omegat: [
    'Bupati **meresmikan** pasar baru.',
    'Pasar itu buka setiap Selasa.',
    'Pedagang senang.',
    'Harga stabil.',
    'Pembeli berdatangan.',
    'Jalan diperbaiki.',
    'Hujan turun.',
  ],
  memoq: [
    'needs-review-translation leveraged-mt',
    'needs-review-translation fuzzy-match',
    'translated leveraged-tm',
    'translated exact-match',
    'translated',
    'signed-off',
    'final',
  ],
};

describe('what a tool sees in XLIFF 1.2', () => {
  it.each(Object.entries(EXPECTED_12))('%s', (tool, expected) => {
    const units = transUnits(written(tool as ExportTool));
    expect(units).toHaveLength(KINDS.length);
    const seen = units.map(SEEN_12[tool as ExportTool]!);
    expect(Object.fromEntries(KINDS.map((kind, i) => [kind, seen[i]]))).toEqual(
      Object.fromEntries(KINDS.map((kind, i) => [kind, expected[i]])),
    );
  });

  it('percent forms: MateCat wants a number, XTM a percent sign and extype', () => {
    const qualities = (tool: ExportTool): (string | undefined)[][] =>
      [...descendants(parseXml(written(tool)).root)]
        .filter((element) => element.local === 'alt-trans')
        .map((element) => [attributeValue(element, 'match-quality'), attributeValue(element, 'extype')]);
    expect(qualities('matecat').map(([quality]) => quality)).toEqual(['62', '88', '100', '100']);
    expect(qualities('xtm')).toEqual([
      ['62%', 'mt-suggestion'],
      ['88%', 'fuzzy-match'],
      ['100%', 'leveraged-tm'],
      ['100%', 'exact-match'],
    ]);
  });

  it('OmegaT gets no states and no candidates: it would show them', () => {
    const text = written('omegat');
    expect(text).not.toMatch(/ state=|alt-trans|The regent/);
  });
});

describe('what a tool sees in XLIFF 2', () => {
  const STATES: Record<string, string> = {
    initial: 'Not Translated',
    translated: 'Translated',
    reviewed: 'Approved',
    final: 'Signed off',
  };

  it.each(['trados', 'phrase', 'generic'] as const)(
    '%s: machine translation and fuzzy matches do not look done',
    (tool) => {
      const text = written(tool);
      const segments = [...descendants(parseXml(text).root)].filter((element) => element.local === 'segment');
      expect(segments.map((segment) => STATES[attributeValue(segment, 'state') ?? 'initial'])).toEqual([
        'Not Translated',
        'Not Translated',
        'Translated',
        'Translated',
        'Translated',
        'Approved',
        'Signed off',
      ]);
    },
  );

  it.each([
    ['trados', '2.0', ['no', 'no', 'no', 'no']],
    ['phrase', '2.0', ['no', 'no', 'no', 'no']],
    ['generic', '2.1', [undefined, undefined, undefined, undefined]],
  ] as const)('%s: version %s, canResegment', (tool, version, expected) => {
    const { root } = parseXml(written(tool));
    expect(attributeValue(root, 'version')).toBe(version);
    const units = childElements(childElements(root, 'file')[0]!, 'unit');
    expect(units.map((unit) => attributeValue(unit, 'canResegment'))).toEqual(expected);
  });
});

describe('every profile', () => {
  it.each(EXPORT_TOOLS)(
    '%s: the source text arrives whole, and the targets unless the tool would mistake them',
    (tool) => {
      const profile: ExportProfile = EXPORT_PROFILES[tool];
      const texts = (side: 'source' | 'target', from: typeof document): string[] =>
        from.files.flatMap((file) =>
          file.units.flatMap((unit) =>
            unit.segments.flatMap((one) => {
              const value = one[side];
              return one.kind === 'segment' && value !== undefined ? [plainText(value)] : [];
            }),
          ),
        );
      const again = readXliff(written(tool));
      expect(texts('source', again)).toEqual(texts('source', document));
      const copied = profile.xliff.version === '1.2' && profile.xliff.sourceAsTarget === true;
      expect(texts('target', again)).toEqual(texts(copied ? 'source' : 'target', document));
      if (profile.xliff.version === '1.2') expect(XLIFF12_PROFILES[profile.xliff.profile]).toBeDefined();
    },
  );
});
