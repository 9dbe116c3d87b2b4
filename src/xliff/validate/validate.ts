import { isMemoriError } from '../../base/index.js';
import { decodeXml, parseXml, type XmlDocument } from '../xml/index.js';
import { isCore2, XLIFF_12 } from './namespaces.js';
import { reporter } from './report.js';
import { RULES, type RuleId } from './rules/index.js';
import type { Validation, ValidationOptions } from './types.js';
import { validateTmx } from './tmx.js';
import { validateXliff12 } from './v12/validate.js';
import { validateXliff2 } from './v2/validate.js';

function read(content: Uint8Array | string, file: string): XmlDocument {
  return parseXml(typeof content === 'string' ? content : decodeXml(content, file).text, { file });
}

/** What kept the file from being read, as a problem at its place. */
function unreadable(error: unknown): Validation {
  if (!isMemoriError(error) || error.kind !== 'input') throw error;
  const { line = 1, column = 1 } = error.position;
  const spec = Object.hasOwn(RULES, error.code) ? RULES[error.code as RuleId].spec : 'XML 1.0';
  const problem = { rule: error.code, spec, line, column, message: error.message };
  return { format: 'unknown', valid: false, problems: [problem], warnings: [], truncated: false };
}

/**
 * Validates an XLIFF (1.0 to 1.2, 2.0 to 2.2) or TMX (1.1 to 1.4b) file: well-formedness, structure and the
 * specification's own constraints. Never throws for what stands in the file: that is what the result is for. Time and
 * memory are bounded by the size of the file.
 *
 * @param content bytes in any XML encoding, or text
 * @param file name for messages
 */
export function validateFile(content: Uint8Array | string, file: string, options: ValidationOptions = {}): Validation {
  let document: XmlDocument;
  try {
    document = read(content, file);
  } catch (error) {
    return unreadable(error);
  }
  const { root } = document;
  const { report, result } = reporter(document, options);
  if (root.local === 'xliff' && isCore2(root)) return result(`xliff-${validateXliff2(document, report, options)}`);
  if (root.local === 'xliff' && (root.uri === XLIFF_12 || root.uri === '' || /document:1\.[01]$/.test(root.uri))) {
    return result(`xliff-${validateXliff12(document, report, options)}`);
  }
  if (root.local === 'tmx') return result(`tmx-${validateTmx(document, report)}`);
  const namespace = root.uri === '' ? 'no namespace' : `the namespace ${root.uri}`;
  report('root.unknown', root, `the root element <${root.name}> in ${namespace} is neither that of XLIFF nor of TMX`);
  return result('xml');
}
