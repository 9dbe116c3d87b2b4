import { content, type Content, type Part } from '../content/index.js';

/** Builds a content out of pieces of a document and remembers where each came from. */
export class PieceBuilder {
  private readonly parts: Part[] = [];
  private readonly flatStarts: number[] = [];
  private readonly documentStarts: number[] = [];
  private flat = 0;

  /** Adds a part that stands at a document offset. */
  add(part: Part, documentStart: number): void {
    if (part === '') return;
    this.parts.push(part);
    this.flatStarts.push(this.flat);
    this.documentStarts.push(documentStart);
    this.flat += typeof part === 'string' ? part.length : 1;
  }

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  content(): Content {
    return content(this.parts);
  }

  /** Document offset of a flat position; `end` answers for the position behind the last piece. */
  offsets(end: number): (flat: number) => number {
    const { flatStarts, documentStarts, flat: length } = this;
    return (flat) => {
      if (flat >= length) return end;
      let low = 0;
      let high = flatStarts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (flatStarts[middle]! <= flat) low = middle;
        else high = middle - 1;
      }
      return documentStarts[low]! + (flat - flatStarts[low]!);
    };
  }
}
