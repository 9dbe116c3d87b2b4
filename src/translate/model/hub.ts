import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import { environmentError, writeFileSafely } from '../../base/index.js';

/** Files of a transformers.js translation folder; `need` groups of which at least one member has to be there. */
const REQUIRED = ['config.json', 'onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'];
const OPTIONAL = [
  'generation_config.json',
  'spm.model',
  'source.spm',
  'vocab.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

export const HUB = 'https://huggingface.co';

/** Does this look like `owner/name` on the hub? */
export function isHubId(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]*\/[\w.-]+$/.test(name) && !name.includes('..');
}

/** Where a fetched model lies. */
export function hubFolder(cacheDir: string, id: string): string {
  return join(cacheDir, ...id.split('/'));
}

async function fetchFile(url: string, required: boolean): Promise<Uint8Array | undefined> {
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'follow' });
  } catch (cause) {
    throw environmentError('model.fetch', `cannot reach ${new URL(url).host}`, {
      hint: 'Check the network, or copy the model folder to this machine and give its path.',
      cause,
    });
  }
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  await response.body?.cancel();
  if (!required && (response.status === 404 || response.status === 401)) return undefined;
  throw environmentError('model.fetch', `${url} answered ${response.status}`, {
    hint: 'Check the name of the model; memori needs a transformers.js folder with quantised graphs.',
  });
}

/**
 * Fetches a model's files that are not there yet. Each file appears under its name only when it is whole, so an
 * interrupted fetch is taken up where it stopped. @throws MemoriError `model.fetch`
 */
export async function fetchModel(
  id: string,
  cacheDir: string,
  hub = process.env['HF_ENDPOINT'] ?? HUB,
): Promise<string> {
  const dir = hubFolder(cacheDir, id);
  for (const [names, required] of [[REQUIRED, true] as const, [OPTIONAL, false] as const]) {
    for (const name of names) {
      const file = join(dir, name);
      if (
        await stat(file).then(
          () => true,
          () => false,
        )
      )
        continue;
      const bytes = await fetchFile(`${hub}/${id}/resolve/main/${name}`, required);
      if (bytes) await writeFileSafely(file, bytes);
    }
  }
  return dir;
}
