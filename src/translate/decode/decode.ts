import type { Backend } from './backend.js';
import { beamSearch } from './beam.js';
import { constrainedSearch } from './constrained.js';
import type { Decoded, DecodeJob, DecodeOptions } from './decoding.js';
import { greedySearch } from './greedy.js';

/** Decodes a batch; the result of a job does not depend on the others. @throws Stopped when `stop()` turns true. */
export function decode(
  backend: Backend,
  jobs: readonly DecodeJob[],
  options: DecodeOptions,
  stop: () => boolean = () => false,
): Promise<Decoded[]> {
  if (jobs[0]?.constraints) return constrainedSearch(backend, jobs, options, stop);
  return options.beam > 1 ? beamSearch(backend, jobs, options, stop) : greedySearch(backend, jobs, stop);
}
