import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DtdValidator, ParseOption, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { decodeXml, validateFile } from '../../../src/xliff/index.js';
import { conformanceBytes, conformanceFiles, hasConformance } from '../support/conformance.js';
import { schemaProblems } from '../support/schema.js';

if (!hasConformance) console.warn('SKIPPED: validator on foreign files: ../shared/conformance is not there.');

const OKAPI = 'okapi/okapi/libraries/lib-xliff2/src/test/resources';
const check = (file: string): ReturnType<typeof validateFile> => validateFile(conformanceBytes(file), file);
const oasis = (version: string, kind: string): string[] =>
  ['core', 'modules'].flatMap((part) =>
    conformanceFiles(`oasis-xliff/xliff-${version}/test-suite/${part}/${kind}`, /\.xlf$/),
  );

/** Called valid by their collection, but broken; see scripts/conformance/validate.mjs. */
const BROKEN = new Map([
  ['Good-pgs_plural.xlf', 'xml.unbound-prefix'],
  ['Good-mda_top-level.xlf', 'xliff2.missing-element'],
  ['Good-itsm_text-analytics.xlf', 'xliff2.value'],
]);

describe.skipIf(!hasConformance)('OASIS', () => {
  const rules = JSON.parse(readFileSync(join(import.meta.dirname, 'oasis-rules.json'), 'utf8')) as Record<
    string,
    string
  >;

  it('all 59 valid files of 2.1 are', () => {
    const files = oasis('21', 'valid');
    expect(files).toHaveLength(59);
    for (const file of files) expect(check(file).problems, file).toEqual([]);
  });

  it.each(['21', '22'])('all 162 invalid files of %s are, by the rule they are about', (version) => {
    const files = oasis(version, 'invalid');
    expect(files).toHaveLength(162);
    for (const file of files) {
      const { problems } = check(file);
      expect(
        problems.map(({ rule }) => rule),
        file,
      ).toContain(rules[basename(file)]);
      for (const problem of problems) expect(problem.spec, file).toMatch(/XLIFF 2\.\d/);
    }
  });

  it('the valid files of 2.2 are, but for three that break the schemas of 2.2 too', () => {
    const files = oasis('22', 'valid');
    expect(files).toHaveLength(61);
    for (const file of files) {
      const { problems } = check(file);
      const broken = BROKEN.get(basename(file));
      if (broken === undefined) expect(problems, file).toEqual([]);
      else expect(problems.map(({ rule }) => rule)).toContain(broken);
    }
  });
});

describe.skipIf(!hasConformance)('Okapi lib-xliff2', () => {
  it('valid, but for one file that OASIS counts among the invalid', () => {
    const files = conformanceFiles(`${OKAPI}/valid`, /\.xlf$/);
    expect(files).toHaveLength(51);
    for (const file of files) {
      const rules = check(file).problems.map(({ rule }) => rule);
      expect(rules, file).toEqual(basename(file) === 'withSLR.xlf' ? ['slr.size-info-both'] : []);
    }
  });

  it('invalid', () => {
    const files = conformanceFiles(`${OKAPI}/invalid`, /\.xlf$/);
    expect(files).toHaveLength(149);
    expect(files.filter((file) => check(file).valid)).toEqual([]);
  });

  it('warning', () => {
    const files = conformanceFiles(`${OKAPI}/warning`, /\.xlf$/);
    expect(files).toHaveLength(2);
    for (const file of files) expect([check(file).valid, check(file).warnings.length]).toEqual([true, 1]);
  });
});

describe.skipIf(!hasConformance)('files from the wild', () => {
  it('give no false alarm', () => {
    const files = conformanceFiles('real-files', /\.(?:xlf|xliff|tmx)$/);
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) expect(check(file).problems, file).toEqual([]);
  });

  // The schemas are the second opinion: whatever they reject, the validator rejects.
  it('are invalid when the OASIS schemas say so', () => {
    const missed: string[] = [];
    let rejected = 0;
    for (const file of conformanceFiles('.', /\.(?:xlf|xliff|sdlxliff)$/)) {
      const { format, valid, warnings } = check(file);
      if (format === 'unknown' || !format.startsWith('xliff')) continue;
      const text = decodeXml(conformanceBytes(file), file).text.replace(/^(<\?xml[^>]*?)encoding="[^"]*"/, '$1');
      const isFirst = format.startsWith('xliff-1');
      // The schemas of 1.2 know nothing of documents in no namespace, or in that of 1.1.
      if (isFirst && (warnings.some(({ rule }) => rule === 'xliff12.namespace') || format !== 'xliff-1.2')) continue;
      const problems = schemaProblems(text, isFirst ? 'transitional' : text.includes('document:2.2') ? '2.2' : '2.1');
      if (problems.length === 0) continue;
      rejected++;
      if (valid) missed.push(`${basename(file)}: ${problems[0]}`);
    }
    expect(rejected).toBeGreaterThan(100);
    // An extension element after the last file; annotatorsRef on a provenance record. Both are meant by those who wrote
    // these files, and harmless.
    expect(missed.map((one) => one.split(':')[0])).toEqual(['lqiExtensions.xlf', 'provenance.xlf']);
  });

  it('TMX: are invalid when the document type says so', () => {
    const dtd = XmlDtd.fromBuffer(conformanceBytes('okapi/okapi/filters/tmx/src/test/resources/tmx14.dtd'));
    const missed: string[] = [];
    let compared = 0;
    for (const file of conformanceFiles('.', /\.tmx$/i)) {
      const { format, valid } = check(file);
      if (!format.startsWith('tmx-1.4')) continue;
      const text = decodeXml(conformanceBytes(file), file).text.replace(
        /<\?xml[^>]*\?>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?>/g,
        '',
      );
      const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
      compared++;
      try {
        new DtdValidator(dtd).validate(document);
      } catch {
        if (valid) missed.push(file);
      } finally {
        document.dispose();
      }
    }
    expect(compared).toBeGreaterThan(50);
    expect(missed).toEqual([]);
  });
});
