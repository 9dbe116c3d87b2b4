import { inputError, lineAndColumn, readBytes, readText } from '../base/index.js';
import type { BreakPosition, Language, SegmentationOptions, SegmentationOverrides } from '../language/index.js';
import { compileSrx, exportSrx, readSrx, writeSrx } from '../srx/index.js';
import { decodeXml } from '../xliff/index.js';

/** What a user may say about segmentation: rules of their own, and a project's corrections. */
export interface SegmentationFiles {
  /** SRX file whose rules take the place of ours. */
  readonly srx?: string | undefined;
  /** JSON file of joins and splits: `{"joins": [{"before": "…", "after": "…"}], "splits": […]}`. */
  readonly overrides?: string | undefined;
}

/** Reads the files; nothing given leaves memori's own rules. @throws MemoriError `srx.*`, `overrides.*`, `file.*` */
export async function readSegmentation(
  { srx, overrides }: SegmentationFiles,
  language: Language,
): Promise<SegmentationOptions> {
  return {
    ...(srx !== undefined && {
      rules: compileSrx(readSrx(decodeXml(await readBytes(srx), srx).text, srx), language, { file: srx }),
    }),
    ...(overrides !== undefined && { overrides: await readOverrides(overrides) }),
  };
}

async function readOverrides(file: string): Promise<SegmentationOverrides> {
  const { text } = await readText(file);
  const hint = 'Write {"joins": [{"before": "text before", "after": "text after"}], "splits": []}.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const at = /position (\d+)/.exec(cause instanceof Error ? cause.message : '');
    const place = at ? lineAndColumn(text, Number(at[1])) : {};
    throw inputError('overrides.json', 'this is not valid JSON', { file, ...place, hint, cause });
  }
  const isPosition = (one: unknown): one is BreakPosition =>
    typeof one === 'object' &&
    one !== null &&
    'before' in one &&
    'after' in one &&
    typeof one.before === 'string' &&
    typeof one.after === 'string';
  const list = (name: 'joins' | 'splits'): BreakPosition[] => {
    const found: unknown =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    if (found === undefined) return [];
    if (Array.isArray(found) && found.every(isPosition)) return found;
    throw inputError('overrides.shape', `“${name}” is not a list of places with a text before and after`, {
      file,
      hint,
    });
  };
  return { joins: list('joins'), splits: list('splits') };
}

/** Our rules for Indonesian and English as SRX 2.0, for OmegaT, Okapi and others. */
export function segmentationAsSrx(): string {
  return writeSrx(exportSrx());
}
