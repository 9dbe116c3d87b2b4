import { codesOf, type InlineCode } from '../content/index.js';
import type { TmxUnit } from './model.js';
import type { CodeStyle } from './write-inline.js';

/** The name of the element that a code's markup opens or closes, such as `b` for `<b class="x">`. */
const elementName = (data: string | undefined): string | undefined =>
  /^\s*<\s*\/?\s*([\p{L}_][\p{L}\p{N}._:-]*)/u.exec(data ?? '')?.[1];

/**
 * OmegaT's tags: the first letter of the element and a number, `<b0>…</b0>`, `<i1/>`; a pair that is not whole in the
 * segment has only its half. Line breaks keep their name (`<br0/>`), which is how OmegaT's HTML filter shows them.
 */
export function omegatStyle(unit: TmxUnit): CodeStyle {
  const opening = new Map<string, string | undefined>();
  for (const { content } of unit.variants) {
    for (const code of codesOf(content)) {
      if (code.kind === 'open' && !opening.has(code.id)) opening.set(code.id, code.data);
    }
  }
  const letter = (code: InlineCode): string => {
    const data = code.kind === 'close' ? (opening.get(code.id) ?? code.data) : code.data;
    const name = elementName(data)?.toLowerCase();
    if (name === 'br') return name;
    return name === undefined ? (code.kind === 'standalone' ? 'x' : 'g') : name[0]!;
  };
  return {
    firstNumber: 0,
    types: false,
    data: (code, number) => {
      const tag = `${letter(code)}${number}`;
      if (code.kind === 'standalone') return `<${tag}/>`;
      return code.kind === 'open' ? `<${tag}>` : `</${tag}>`;
    },
  };
}
