/**
 * A text that knows where its characters come from. What the model reads differs from the source (normalised, recased,
 * stand-ins instead of URLs); words are aligned and codes placed in terms of the source all the same.
 */
export interface MappedText {
  readonly text: string;
  /** Per UTF-16 unit of `text`: the range of the original that it stands for. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A range of the original and the text that takes its place. */
export interface Substitution {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

class Builder {
  private text = '';
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  /** Text that stands, as a whole, for a range of the original. */
  block(text: string, start: number, end: number): void {
    this.text += text;
    for (let i = 0; i < text.length; i++) {
      this.from.push(start);
      this.to.push(end);
    }
  }

  copy(source: MappedText, start: number, end: number): void {
    this.text += source.text.slice(start, end);
    for (let i = start; i < end; i++) {
      this.from.push(source.from[i]!);
      this.to.push(source.to[i]!);
    }
  }

  get length(): number {
    return this.text.length;
  }

  done(): MappedText {
    return { text: this.text, from: Int32Array.from(this.from), to: Int32Array.from(this.to) };
  }
}

/** A part of an original text as it is, with non-overlapping ranges replaced. */
export function mapText(
  original: string,
  start: number,
  end: number,
  substitutions: readonly Substitution[] = [],
): MappedText {
  const builder = new Builder();
  const copy = (from: number, to: number): void => {
    for (let i = from; i < to; i++) builder.block(original[i]!, i, i + 1);
  };
  let at = start;
  for (const part of [...substitutions].sort((a, b) => a.start - b.start || a.end - b.end)) {
    copy(at, part.start);
    builder.block(part.text, part.start, part.end);
    at = part.end;
  }
  copy(at, end);
  return builder.done();
}

/** NFC, one space for any white space, none at the ends: the same as `modelText`, with the map kept. */
export function normaliseMapped(mapped: MappedText): MappedText {
  const builder = new Builder();
  // A letter with its combining marks is the unit that NFC changes.
  for (const match of mapped.text.matchAll(/[\s\u200b\ufeff]+|[^\s\u200b\ufeff]\p{M}*/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    if (/^[\s\u200b\ufeff]/u.test(match[0])) {
      if (builder.length > 0) builder.block(' ', mapped.from[start]!, mapped.to[end - 1]!);
      continue;
    }
    const normal = match[0].normalize('NFC');
    if (normal === match[0]) builder.copy(mapped, start, end);
    else builder.block(normal, mapped.from[start]!, mapped.to[end - 1]!);
  }
  const whole = builder.done();
  return whole.text.endsWith(' ') ? sliceMapped(whole, 0, whole.text.length - 1) : whole;
}

export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  return { text: mapped.text.slice(start, end), from: mapped.from.slice(start, end), to: mapped.to.slice(start, end) };
}

/** Another case of the same text; units that would change their length keep their case. */
export function recaseMapped(mapped: MappedText, recase: (text: string) => string): MappedText {
  const changed = recase(mapped.text);
  return changed.length === mapped.text.length ? { ...mapped, text: changed } : mapped;
}

/** Original range of a range of the text; empty ranges give the place between their neighbours. */
export function originalRange(mapped: MappedText, start: number, end: number): { start: number; end: number } {
  if (end > start) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = start; i < end; i++) {
      low = Math.min(low, mapped.from[i]!);
      high = Math.max(high, mapped.to[i]!);
    }
    return { start: low, end: high };
  }
  const at = start < mapped.text.length ? mapped.from[start]! : (mapped.to.at(-1) ?? 0);
  return { start: at, end: at };
}
