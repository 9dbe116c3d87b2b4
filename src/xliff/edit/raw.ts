import { equalContent, type InlineCode } from '../../content/index.js';
import type { Trace } from '../read/inline2.js';
import { attributeValue, type XmlElement } from '../xml/index.js';
import { openTag } from './splices.js';

/** Elements that hold content between a start and an end tag and stand for two codes. */
const PAIRS: ReadonlySet<string> = new Set(['pc', 'g']);

const same = (a: InlineCode, b: InlineCode): boolean => equalContent({ parts: [a] }, { parts: [b] });

/**
 * The markup that a unit already has for its codes. A code of a new target is written with it where it says the same, so
 * that attributes which the model does not know (extensions, crc, xid, sub-flows) go along.
 */
export class RawMarkup {
  private readonly known = new Map<string, { readonly code: InlineCode; readonly element: XmlElement }>();

  constructor(private readonly text: string) {}

  /** To be called while the unit is read; the first element of a code is kept. */
  readonly trace: Trace = (code, element) => {
    const key = `${code.kind} ${code.id}`;
    if (this.known.has(key) || attributeValue(element, 'copyOf') !== undefined) return;
    this.known.set(key, { code, element });
  };

  /** Start tag of a pair (when its closing half is given) or the whole element of a code. */
  markup(code: InlineCode, close: InlineCode | undefined, paired: ReadonlySet<string>): string | undefined {
    const found = this.known.get(`${code.kind} ${code.id}`);
    if (found === undefined || !same(found.code, code)) return undefined;
    const { element } = found;
    if (close === undefined) {
      if (PAIRS.has(element.local)) return undefined;
      const alone = element.local === 'it' || attributeValue(element, 'isolated') === 'yes';
      if (code.kind !== 'standalone' && alone === paired.has(code.id)) return undefined;
      return this.text.slice(element.start, element.end);
    }
    const end = this.known.get(`close ${code.id}`);
    if (!PAIRS.has(element.local) || end?.element !== element || !same(end.code, close)) return undefined;
    return element.selfClosing ? `${openTag(this.text, element)}>` : this.text.slice(element.start, element.openEnd);
  }
}
