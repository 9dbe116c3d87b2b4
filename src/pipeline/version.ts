import { createRequire } from 'node:module';

const { name, version } = createRequire(import.meta.url)('../../package.json') as { name: string; version: string };

/** Name and version as they stand in the files we write. */
export const TOOL = `${name} ${version}`;
