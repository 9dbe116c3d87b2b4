import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentError } from '../../base/index.js';
import { fetchModel, hubFolder, isHubId } from './hub.js';
import { readModelFiles, type ModelFiles } from './model-files.js';
import { runtimeName } from './runtime.js';
import type { ModelInfo, ReadModelOptions } from '../types.js';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/**
 * The folder of a model: a path, a name under the package's or the current `models/`, or a hub id that was fetched
 * before or may be fetched now. @throws MemoriError `model.not-found`, `model.fetch`
 */
export async function findModel(
  dirOrId: string,
  options: ReadModelOptions = {},
): Promise<{ dir: string; name: string }> {
  const packaged = fileURLToPath(new URL('../../../models/', import.meta.url));
  for (const dir of [resolve(dirOrId), resolve('models', dirOrId), join(packaged, dirOrId)]) {
    if (await isFolder(dir)) return { dir, name: basename(dir) };
  }
  const cache = options.modelCacheDir ?? resolve('.cache', 'models');
  if (isHubId(dirOrId)) {
    if (options.allowRemote) return { dir: await fetchModel(dirOrId, cache), name: dirOrId };
    const dir = hubFolder(cache, dirOrId);
    if (await isFolder(dir)) return { dir, name: dirOrId };
  }
  throw environmentError('model.not-found', 'there is no such model folder', {
    file: dirOrId,
    hint: isHubId(dirOrId)
      ? 'If this is a model of the hub, allow memori to fetch it; otherwise check the path.'
      : 'Check the path; the embedded model is models/memori-id-en.',
  });
}

/** SHA-256 over names, sizes and contents of all files that decide about the output. */
function checksumOf(files: ModelFiles): string {
  const total = createHash('sha256');
  for (const { name, bytes } of files.all) {
    total.update(`${name}\0${bytes.length}\0${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  return total.digest('hex');
}

export function describeModel(files: ModelFiles, name: string): ModelInfo {
  const { memori } = files;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const optional = {
    parameters: typeof memori.parameters === 'number' ? memori.parameters : undefined,
    sourceLanguage: text(memori.sourceLanguage),
    targetLanguage: text(memori.targetLanguage),
    licence: text(memori.licence),
  };
  return {
    dir: files.dir,
    id: text(memori.id) ?? name,
    checksum: checksumOf(files),
    runtime: runtimeName(),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<ModelInfo>),
    precision: files.precision,
    tokenizer: files.tokenizer.kind,
    vocabulary: files.vocabulary,
    maxSourceTokens: files.maxSourceTokens,
    trainedTags: memori.trainedTags === true,
    trainedTerms: memori.trainedTerms === true,
    alignment: files.graphs.decoder.outputs.some((value) => value.name.startsWith('cross_attentions.')),
    files: files.all.map(({ name: file, bytes }) => ({ name: file, bytes: bytes.length })),
  };
}

/**
 * Reads what a model folder says of itself and checks that it is whole, without starting the runtime.
 *
 * @throws MemoriError of kind `environment` that names the file: `model.not-found`, `model.missing-file`,
 * `model.truncated`, `model.config`, `model.wrong-kind`, `model.tokenizer`, `model.fetch`.
 */
export async function readModelInfo(dirOrId: string, options: ReadModelOptions = {}): Promise<ModelInfo> {
  const { dir, name } = await findModel(dirOrId, options);
  return describeModel(await readModelFiles(dir, options.precision), name);
}
