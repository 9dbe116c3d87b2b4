import { inputError, type MemoriError } from '../../base/index.js';
import type { Content } from '../../content/index.js';
import type { Annotation, SegmentOrigin, SegmentState, TranslationCandidate } from '../model.js';
import type { XmlElement } from '../xml/index.js';

/** What is to change in one segment; what is absent stays as it is. */
export interface SegmentEdit {
  readonly target?: Content;
  /** Markers of the new target. */
  readonly targetAnnotations?: readonly Annotation[];
  readonly state?: SegmentState;
  /** XLIFF 2; `null` removes it. A new state without a sub-state removes the old one. */
  readonly subState?: string | null;
  /** XLIFF 1.2: qualifier, or the origin and percent of the tool's flavour. */
  readonly origin?: SegmentOrigin;
  /** The candidates of the segment, in the place of those it has. */
  readonly matches?: readonly TranslationCandidate[];
}

/** A segment of an XLIFF file, and what is to change in it. */
export interface XliffEdit extends SegmentEdit {
  /** `id` of the file (2.x), its `original`, or `f1`, `f2`, … as read; needed when unit ids repeat between files. */
  readonly file?: string;
  readonly unit: string;
  /** `id` (2.x), `mid` (1.2), or the number of the segment from 0; may be left out when there is only one. */
  readonly segment?: string | number;
}

export const noSource = (element: XmlElement): MemoriError =>
  inputError('xliff.no-source', `a <${element.name}> without a <source> cannot get a target`, {
    hint: 'Validate the file: it is not XLIFF.',
  });
