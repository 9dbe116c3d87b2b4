import {
  attributeValue,
  childElements,
  descendants,
  firstChild,
  XML_NAMESPACE,
  type XmlElement,
} from '../../xml/index.js';
import { isCore2, MODULE_NAMESPACES, REGISTERED_EXTENSIONS } from '../namespaces.js';
import { isNmtoken } from '../values.js';
import { idOf, inlineEvents } from './model.js';

/** Fragment identifiers: `#f=file/g=group/u=unit/…`, absolute with a leading slash or relative to where they stand. */

export interface Selector {
  /** `f`, `g`, `u`, `n`, `d`, `t`, a module's prefix, or empty. */
  readonly prefix: string;
  readonly id: string;
}

export type ParsedFragment =
  | { readonly kind: 'ok'; readonly absolute: boolean; readonly selectors: readonly Selector[] }
  | { readonly kind: 'syntax' | 'prefix'; readonly message: string };

const CONTAINERS = ['f', 'g', 'u'];
const LEAVES = ['n', 'd', 't', ''];

const syntax = (message: string): ParsedFragment => ({ kind: 'syntax', message });

/** Reads what follows the `#`. */
export function parseFragment(text: string, prefixes: ReadonlyMap<string, readonly string[]>): ParsedFragment {
  const absolute = text.startsWith('/');
  const selectors: Selector[] = [];
  let last = -1;
  let leaf: string | undefined;
  for (const piece of (absolute ? text.slice(1) : text).split('/')) {
    const equals = piece.indexOf('=');
    const prefix = equals < 0 ? '' : piece.slice(0, equals);
    const id = piece.slice(equals + 1);
    if (equals === 0 || !isNmtoken(id)) return syntax(`${JSON.stringify(piece)} is not an id or prefix=id`);
    if (prefix !== '' && !isNmtoken(prefix)) return syntax(`the prefix ${JSON.stringify(prefix)} is not a name token`);
    if (leaf !== undefined)
      return syntax(`nothing can follow ${JSON.stringify(leaf)}, which names no file, group or unit`);
    const container = CONTAINERS.indexOf(prefix);
    if (container >= 0) {
      if (container === last) return syntax(`the prefix ${prefix}= stands twice`);
      if (container < last) return syntax(`${prefix}= stands after ${CONTAINERS[last]}=; the order is f, g, u`);
      last = container;
    } else {
      leaf = piece;
      if (!LEAVES.includes(prefix) && !prefixes.has(prefix)) {
        const message =
          prefix.length < 2
            ? `there is no selector ${prefix}=; the prefix of a module has two letters or more`
            : `the prefix ${prefix}= is that of no module or registered extension`;
        return { kind: 'prefix', message };
      }
    }
    selectors.push({ prefix, id });
  }
  if (absolute && selectors[0]!.prefix !== 'f') return syntax('an absolute reference starts with f=');
  return { kind: 'ok', absolute, selectors };
}

/** Prefixes of modules and extensions with their namespaces. */
export function fragmentPrefixes(
  extra: Readonly<Record<string, readonly string[]>> = {},
): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...Object.entries(MODULE_NAMESPACES),
    ...Object.entries(REGISTERED_EXTENSIONS),
    ...Object.entries(extra),
  ]);
}

/** What one selector at the end of a fragment can name in a file, group or unit, by prefix and id. */
type Leaves = ReadonlyMap<string, XmlElement>;

interface FileIndex {
  readonly groups: Map<string, XmlElement>;
  readonly units: Map<string, XmlElement>;
}

/** Finds what fragments name; indexes are made when first needed, so that a look-up does not cost a pass. */
export class FragmentIndex {
  private files: Map<string, XmlElement> | undefined;
  private readonly fileIndexes = new Map<XmlElement, FileIndex>();
  private readonly modules = new Map<XmlElement, Map<string, XmlElement>>();
  private readonly leaves = new Map<XmlElement, Map<string, XmlElement>>();

  constructor(
    private readonly root: XmlElement,
    readonly prefixes: ReadonlyMap<string, readonly string[]>,
  ) {}

  private file(id: string): XmlElement | undefined {
    this.files ??= new Map(childElements(this.root, 'file', this.root.uri).map((file) => [idOf(file) ?? '', file]));
    return this.files.get(id);
  }

  private indexOf(file: XmlElement): FileIndex {
    let index = this.fileIndexes.get(file);
    if (index === undefined) {
      index = { groups: new Map(), units: new Map() };
      const stack = [file];
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        for (const child of childElements(at)) {
          if (child.uri !== file.uri || (child.local !== 'group' && child.local !== 'unit')) continue;
          (child.local === 'group' ? index.groups : index.units).set(idOf(child) ?? '', child);
          if (child.local === 'group') stack.push(child);
        }
      }
      this.fileIndexes.set(file, index);
    }
    return index;
  }

  /** Elements of modules and extensions in a file, group or unit, by namespace and id. */
  private modulesOf(container: XmlElement): Map<string, XmlElement> {
    let found = this.modules.get(container);
    if (found === undefined) {
      found = new Map();
      for (const child of childElements(container)) {
        if (isCore2(child)) continue;
        for (const element of descendants(child)) {
          for (const id of [idOf(element), attributeValue(element, 'id', XML_NAMESPACE)]) {
            if (id !== undefined) found.set(`${element.uri} ${id}`, element);
          }
        }
      }
      this.modules.set(container, found);
    }
    return found;
  }

  /** Notes, data, parts and inline elements of a file, group or unit. */
  private leavesOf(container: XmlElement): Leaves {
    let found = this.leaves.get(container);
    if (found !== undefined) return found;
    found = new Map<string, XmlElement>();
    const uri = this.root.uri;
    const add = (prefix: string, elements: Iterable<XmlElement>): void => {
      for (const element of elements) {
        const key = `${prefix}=${idOf(element)}`;
        if (!found!.has(key)) found!.set(key, element);
      }
    };
    const opened = (content: XmlElement | undefined): XmlElement[] =>
      inlineEvents(content)
        .filter(({ close }) => !close)
        .map(({ element }) => element);
    const notes = firstChild(container, 'notes', uri);
    if (notes !== undefined) add('n', childElements(notes, 'note', uri));
    if (container.local === 'unit') {
      const data = firstChild(container, 'originalData', uri);
      if (data !== undefined) add('d', childElements(data, 'data', uri));
      for (const part of childElements(container)) {
        if (part.uri !== uri || (part.local !== 'segment' && part.local !== 'ignorable')) continue;
        add('', [part]);
        add('', opened(firstChild(part, 'source', uri)));
        add('t', opened(firstChild(part, 'target', uri)));
      }
    }
    this.leaves.set(container, found);
    return found;
  }

  private leaf(container: XmlElement, { prefix, id }: Selector): XmlElement | undefined {
    if (LEAVES.includes(prefix)) return this.leavesOf(container).get(`${prefix}=${id}`);
    const modules = this.modulesOf(container);
    return this.prefixes
      .get(prefix)
      ?.map((namespace) => modules.get(`${namespace} ${id}`))
      .find((element) => element !== undefined);
  }

  /** The element a fragment names, seen from the element that holds the reference. */
  resolve(selectors: readonly Selector[], from: XmlElement): XmlElement | undefined {
    const above = (...names: string[]): XmlElement | undefined => {
      for (let at: XmlElement | undefined = from; at !== undefined; at = at.parent) {
        if (at.uri === this.root.uri && names.includes(at.local)) return at;
      }
      return undefined;
    };
    const containers = selectors.filter(({ prefix }) => CONTAINERS.includes(prefix));
    const leaf = selectors.find(({ prefix }) => !CONTAINERS.includes(prefix));
    let container: XmlElement | undefined;
    if (containers.length === 0) {
      const needsUnit = leaf !== undefined && ['d', 't', ''].includes(leaf.prefix);
      container = needsUnit ? above('unit') : above('unit', 'group', 'file', 'xliff');
    } else {
      container = above('file');
      for (const { prefix, id } of containers) {
        if (prefix === 'f') container = this.file(id);
        else if (container !== undefined) {
          const file: XmlElement | undefined = container.local === 'file' ? container : fileOf(container);
          const index: FileIndex | undefined = file && this.indexOf(file);
          container = prefix === 'g' ? index?.groups.get(id) : index?.units.get(id);
        }
      }
    }
    return container === undefined || leaf === undefined ? container : this.leaf(container, leaf);
  }
}

export function fileOf(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  while (at !== undefined && !(at.local === 'file' && isCore2(at))) at = at.parent;
  return at;
}
