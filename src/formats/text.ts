import { originalText, textContent } from '../content/index.js';
import { findBlocks, segmentText } from '../language/index.js';
import type { DocumentFormat } from './format.js';

/** Plain text: lines and hard-wrapped paragraphs are blocks; there is no markup. */
export const textFormat: DocumentFormat = {
  id: 'text',
  name: 'plain text',
  extensions: ['.txt', '.text'],
  extract: (text, { language, segmentation }) => {
    const segments = segmentText(text, language, segmentation);
    let next = 0;
    return findBlocks(text, language).map((block) => {
      const first = next;
      while (next < segments.length && segments[next]!.start < block.end) next++;
      return {
        start: block.start,
        end: block.end,
        class: block.class,
        content: textContent(text.slice(block.start, block.end)),
        offsetOf: (flat: number) => block.start + flat,
        segments: segments.slice(first, next).map((segment) => ({
          ...segment,
          start: segment.start - block.start,
          end: segment.end - block.start,
        })),
      };
    });
  },
  render: (target) => originalText(target),
};
