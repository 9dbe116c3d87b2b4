import { basename, join } from 'node:path';
import { isMemoriError, type MemoriError, usageError } from '../base/index.js';
import type { SegmentationOptions } from '../language/index.js';
import { type DocumentSegment, loadDocument, segmentsOf, type SourceDocument } from './document.js';
import { type HumanSegment, matchHuman, type PreviousRun, readPrevious } from './previous.js';

/** A document on its way through the main job. */
export interface WorkItem {
  readonly document: SourceDocument;
  readonly xliff: string;
  readonly segments: readonly DocumentSegment[];
  readonly previous: PreviousRun;
  readonly human: readonly (HumanSegment | undefined)[];
}

/** What loading needs to know of the job. */
export interface LoadJob {
  readonly files: readonly string[];
  readonly outDir: string;
  readonly segmentation?: SegmentationOptions;
}

/** Reads the documents and what earlier runs left of them; those that cannot be read are reported and left out. */
export async function loadAll(job: LoadJob, report: (problem: MemoriError) => void): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  const targets = new Map<string, string>();
  for (const file of job.files) {
    const xliff = join(job.outDir, `${basename(file)}.xlf`);
    try {
      const earlier = targets.get(xliff);
      if (earlier !== undefined) {
        throw usageError('out.collision', `this document and ${earlier} would both be written to ${xliff}`, {
          file,
          hint: 'Translate them into different --out folders, or rename one.',
        });
      }
      targets.set(xliff, file);
      const document = await loadDocument(file, {
        language: 'id',
        ...(job.segmentation && { segmentation: job.segmentation }),
      });
      const previous = await readPrevious(xliff);
      const segments = segmentsOf(document);
      items.push({ document, xliff, segments, previous, human: matchHuman(document, segments, previous.human) });
    } catch (error) {
      if (!isMemoriError(error) || error.kind === 'environment') throw error;
      report(error);
    }
  }
  return items;
}
