// The validator against the collections of valid and invalid files.
import { basename } from 'node:path';

/**
 * Files that a collection calls valid and that are not, with the rule they break. The first three break the schemas of
 * their own collection; the last contradicts the OASIS collection, which has the same construct among its invalid files.
 */
const BROKEN = new Map([
  ['oasis-xliff/xliff-22/test-suite/modules/valid/Good-pgs_plural.xlf', 'xml.unbound-prefix'],
  ['oasis-xliff/xliff-22/test-suite/modules/valid/Good-mda_top-level.xlf', 'xliff2.missing-element'],
  ['oasis-xliff/xliff-22/test-suite/modules/valid/Good-itsm_text-analytics.xlf', 'xliff2.value'],
  ['okapi/okapi/libraries/lib-xliff2/src/test/resources/valid/withSLR.xlf', 'slr.size-info-both'],
]);

function collection(name, folders, expectValid) {
  return {
    name,
    async run({ list, bytes, room }) {
      const { validateFile } = (await room('xliff')) ?? {};
      if (validateFile === undefined) return undefined;
      const files = folders.flatMap((folder) => list(folder, /\.xlf$/));
      const failures = [];
      const notes = [];
      for (const file of files) {
        const { valid, problems } = validateFile(bytes(file), file);
        const broken = BROKEN.get(file);
        if (expectValid && broken !== undefined) {
          if (problems.some(({ rule }) => rule === broken)) notes.push(`known to be broken: ${file} (${broken})`);
          else failures.push(`${file}: does not report ${broken}`);
        } else if (valid !== expectValid) {
          const [first] = problems;
          failures.push(first ? `${file}:${first.line}:${first.column}: ${first.message} [${first.rule}]` : file);
        } else if (!expectValid && problems.some(({ line, column, spec }) => !(line > 0 && column > 0 && spec))) {
          failures.push(`${file}: a problem without its place`);
        }
      }
      return { passed: files.length - failures.length - notes.length, total: files.length, failures, notes };
    },
  };
}

const oasis = (version) => ['core', 'modules'].map((part) => `oasis-xliff/xliff-${version}/test-suite/${part}`);
const okapi = 'okapi/okapi/libraries/lib-xliff2/src/test/resources';

/** Real files: none may be called invalid. */
const real = {
  name: 'validator: files from the wild (no false alarm)',
  async run({ list, bytes, room }) {
    const { validateFile } = (await room('xliff')) ?? {};
    if (validateFile === undefined) return undefined;
    const files = [
      ...list('real-files', /\.(?:xlf|xliff|tmx)$/),
      ...list('omegat/src/test/resources/data/tmx', /\.tmx$/).filter((file) => basename(file) !== 'invalid.tmx'),
    ];
    const failures = [];
    for (const file of files) {
      const { problems } = validateFile(bytes(file), file);
      for (const { line, column, message, rule } of problems) {
        failures.push(`${file}:${line}:${column}: ${message} [${rule}]`);
      }
    }
    return {
      passed: files.length - new Set(failures.map((one) => one.split(':')[0])).size,
      total: files.length,
      failures,
    };
  },
};

const warnings = {
  name: 'validator: Okapi lib-xliff2 warning',
  async run({ list, bytes, room }) {
    const { validateFile } = (await room('xliff')) ?? {};
    if (validateFile === undefined) return undefined;
    const files = list(`${okapi}/warning`, /\.xlf$/);
    const failures = files.filter((file) => {
      const { valid, warnings: found } = validateFile(bytes(file), file);
      return !valid || found.length === 0;
    });
    return { passed: files.length - failures.length, total: files.length, failures };
  },
};

export const suites = [
  collection(
    'validator: OASIS XLIFF 2.1 valid',
    oasis('21').map((folder) => `${folder}/valid`),
    true,
  ),
  collection(
    'validator: OASIS XLIFF 2.1 invalid',
    oasis('21').map((folder) => `${folder}/invalid`),
    false,
  ),
  collection(
    'validator: OASIS XLIFF 2.2 valid',
    oasis('22').map((folder) => `${folder}/valid`),
    true,
  ),
  collection(
    'validator: OASIS XLIFF 2.2 invalid',
    oasis('22').map((folder) => `${folder}/invalid`),
    false,
  ),
  collection('validator: Okapi lib-xliff2 valid', [`${okapi}/valid`], true),
  collection('validator: Okapi lib-xliff2 invalid', [`${okapi}/invalid`], false),
  warnings,
  real,
];
