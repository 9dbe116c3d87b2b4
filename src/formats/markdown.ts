import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import type { Nodes, Parents, PhrasingContent } from 'mdast';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmTable } from 'micromark-extension-gfm-table';
import { inputError } from '../base/index.js';
import { type Content, type InlineCode, plainText } from '../content/index.js';
import type { BlockClass } from '../language/index.js';
import type { DocumentFormat, ExtractContext, ExtractedBlock } from './format.js';
import { PieceBuilder } from './pieces.js';

type Span = { start: number; end: number };

function span(node: Nodes): Span {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) throw new Error(`Markdown node ${node.type} without a position`);
  return { start, end };
}

/** One leaf block (paragraph, heading, cell) turned into text with codes. */
class InlineReader {
  readonly pieces = new PieceBuilder();
  private nextId = 1;

  constructor(private readonly source: string) {}

  read(children: readonly PhrasingContent[]): void {
    children.forEach((child, i) => this.readNode(child, children[i + 1]));
  }

  private code(kind: InlineCode['kind'], id: string, at: Span, extra: Partial<InlineCode> = {}): void {
    this.pieces.add({ kind, id, data: this.source.slice(at.start, at.end), ...extra } as InlineCode, at.start);
  }

  private standalone(at: Span, extra: Partial<InlineCode> = {}): void {
    this.code('standalone', String(this.nextId++), at, extra);
  }

  /** A span of markup around translatable text: what stands before `inner` opens, what follows it closes. */
  private paired(outer: Span, inner: Span, extra: Partial<InlineCode>, body: () => void): void {
    const id = String(this.nextId++);
    this.code('open', id, { start: outer.start, end: inner.start }, extra);
    body();
    this.code('close', id, { start: inner.end, end: outer.end }, extra);
  }

  private readNode(node: PhrasingContent, next: PhrasingContent | undefined): void {
    const at = span(node);
    switch (node.type) {
      case 'text':
        this.text(at);
        return;
      case 'strong':
      case 'emphasis':
      case 'delete':
      case 'link':
      case 'linkReference': {
        const first = node.children[0];
        const last = node.children.at(-1);
        const isAutolink = this.source[at.start] !== '[' && (node.type === 'link' || node.type === 'linkReference');
        if (!first || !last || isAutolink)
          return this.standalone(at, { type: 'link', equiv: this.source.slice(at.start, at.end) });
        const look: Partial<InlineCode> =
          node.type === 'strong'
            ? { type: 'fmt', subType: 'xlf:b' }
            : node.type === 'emphasis'
              ? { type: 'fmt', subType: 'xlf:i' }
              : node.type === 'delete'
                ? { type: 'fmt' }
                : { type: 'link' };
        return this.paired(at, { start: span(first).start, end: span(last).end }, look, () => this.read(node.children));
      }
      case 'image': {
        // `![alt](target)`: the alternative text is for readers, so it is translated.
        const alt = node.alt ?? '';
        const inner = { start: at.start + 2, end: at.start + 2 + alt.length };
        if (alt === '' || this.source.slice(inner.start, inner.end) !== alt)
          return this.standalone(at, { type: 'image' });
        return this.paired(at, inner, { type: 'image' }, () => this.pieces.add(alt, inner.start));
      }
      case 'inlineCode':
        return this.standalone(at, { equiv: node.value, canDelete: false, canCopy: false });
      case 'break':
        // The next line's indentation or quote mark belongs to the break.
        return this.standalone(
          { start: at.start, end: next ? span(next).start : at.end },
          { type: 'fmt', subType: 'xlf:lb', equiv: ' ' },
        );
      default:
        return this.standalone(at);
    }
  }

  /** Text between markup. Line ends inside a paragraph become spaces; escapes and entities become codes that show their character. */
  private text(at: Span): void {
    const raw = this.source.slice(at.start, at.end);
    const special =
      /[ \t]*(?:\r\n|\r|\n)[ \t>]*|\\[!-/:-@[-`{-~]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/g;
    let from = 0;
    for (const match of raw.matchAll(special)) {
      this.pieces.add(raw.slice(from, match.index), at.start + from);
      const [found] = match;
      const start = at.start + match.index;
      if (found[0] === '\\') this.standalone({ start, end: start + found.length }, { equiv: found.slice(1) });
      else if (found[0] === '&') this.standalone({ start, end: start + found.length });
      else this.pieces.add(' ', start);
      from = match.index + found.length;
    }
    this.pieces.add(raw.slice(from), at.start + from);
  }
}

/** Leaf blocks in document order, without recursion: hostile nesting must not exhaust the stack. */
function leafBlocks(root: Nodes): { node: Parents; class: BlockClass | undefined }[] {
  const found: { node: Parents; class: BlockClass | undefined }[] = [];
  const stack: { node: Nodes; listed: boolean }[] = [{ node: root, listed: false }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, listed } = next;
    switch (node.type) {
      case 'paragraph':
        found.push({ node, class: listed ? 'list-item' : undefined });
        break;
      case 'heading':
        found.push({ node, class: node.depth === 1 ? 'title' : 'heading' });
        break;
      case 'tableCell':
        found.push({ node, class: 'paragraph' });
        break;
      default:
        if ('children' in node) {
          const inList = listed || node.type === 'listItem';
          for (const child of [...node.children].reverse()) stack.push({ node: child, listed: inList });
        }
    }
  }
  return found;
}

/** How deep lists and quotes may nest before we call a document hostile: the parser's time grows with the square of it. */
const MAX_NESTING = 200;

function refuseDeepNesting(text: string, file: string): void {
  const deep = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t]))){${MAX_NESTING}}`, 'm').exec(text);
  if (!deep) return;
  const line = text.slice(0, deep.index).split('\n').length;
  throw inputError('markdown.nesting', `block quotes or lists are nested more than ${MAX_NESTING} deep`, {
    file,
    line,
    column: 1,
  });
}

function extract(text: string, { file }: ExtractContext): ExtractedBlock[] {
  refuseDeepNesting(text, file);
  const tree = fromMarkdown(text, {
    extensions: [frontmatter(['yaml', 'toml']), gfmTable()],
    mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), gfmTableFromMarkdown()],
  });
  return leafBlocks(tree).flatMap(({ node, class: blockClass }) => {
    const reader = new InlineReader(text);
    const children = node.children as PhrasingContent[];
    const [first, last] = [children[0], children.at(-1)];
    if (!first || !last) return [];
    reader.read(children);
    const content = reader.pieces.content();
    if (plainText(content).trim() === '') return [];
    const end = span(last).end;
    return [{ start: span(first).start, end, class: blockClass, content, offsetOf: reader.pieces.offsets(end) }];
  });
}

/** Characters that start markup inside a line. */
const ACTIVE = /[\\`*_[\]<]/g;

/** Escapes what the translation has and the source has not; characters the source used freely stay as they are. */
function render(target: Content, source: Content): string {
  const free = new Set(plainText(source).match(ACTIVE) ?? []);
  let atLineStart = true;
  return target.parts
    .map((part) => {
      if (typeof part !== 'string') {
        atLineStart = false;
        return part.data ?? '';
      }
      let text = part.replace(/\r\n|\r|\n/g, ' ').replace(ACTIVE, (char, offset: number) => {
        const insideWord =
          char === '_' && /\p{L}|\p{N}/u.test(part[offset - 1] ?? '') && /\p{L}|\p{N}/u.test(part[offset + 1] ?? '');
        return free.has(char) || insideWord ? char : `\\${char}`;
      });
      // A translation that happens to start like a list item, heading or quote must stay a paragraph.
      if (atLineStart && !/^(?:[-+>#]|\d+[.)])(?:\s|$)/.test(plainText(source))) {
        text = text.replace(/^([-+>#]+|\d+(?=[.)]))(?=[.)]?(?:\s|$))/, (start) =>
          /\d/.test(start) ? `${start}\\` : `\\${start}`,
        );
      }
      atLineStart = false;
      return text;
    })
    .join('');
}

/** CommonMark with GitHub tables and front matter. Code blocks, HTML and front matter are left alone. */
export const markdownFormat: DocumentFormat = {
  id: 'markdown',
  name: 'Markdown',
  extensions: ['.md', '.markdown'],
  extract,
  render,
};
