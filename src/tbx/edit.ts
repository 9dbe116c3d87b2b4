import { inputError } from '../base/index.js';
import { applySplices, escapeText, type Splice, type XmlElement } from '../xliff/index.js';
import type { Concept, Term } from './model.js';
import { sameLanguage } from './model.js';
import { categoriesOf, categoryOf, type TbxDocument, termElement } from './read.js';
import {
  type Category,
  categoryElement,
  conceptLines,
  type Flavour,
  languageLines,
  partOfSpeechValue,
  statusValue,
  termLines,
  type WriteOptions,
} from './write.js';

/** What to change of a term; what is absent stays. */
export type TermChange = Partial<Pick<Term, 'text' | 'partOfSpeech' | 'status' | 'type'>> & { readonly note?: string };

export type TbxEdit =
  | { readonly kind: 'add-concept'; readonly concept: Concept }
  | { readonly kind: 'add-term'; readonly concept: Concept; readonly term: Term }
  | { readonly kind: 'change-term'; readonly term: Term; readonly change: TermChange }
  | {
      readonly kind: 'change-concept';
      readonly concept: Concept;
      readonly change: Partial<Pick<Concept, 'domain' | 'definition'>>;
    }
  | { readonly kind: 'remove-term'; readonly concept: Concept; readonly term: Term }
  | { readonly kind: 'remove-concept'; readonly concept: Concept };

const DCT_NAMESPACES = { min: 'http://www.tbxinfo.net/ns/min', basic: 'http://www.tbxinfo.net/ns/basic' } as const;

/** The text with edits applied; everything they do not touch stays as it was, byte for byte. @throws MemoriError */
export function editTbx(document: TbxDocument, edits: readonly TbxEdit[]): string {
  const { text, root } = document.xml;
  const flavour: Flavour = { version: document.version, style: document.style };
  const splices: Splice[] = [];
  const prefixes = { min: 'min', basic: 'basic' };
  if (flavour.style === 'dct') {
    for (const key of ['min', 'basic'] as const) {
      const bound = root.attributes.find(({ prefix, value }) => prefix === 'xmlns' && value === DCT_NAMESPACES[key]);
      if (bound !== undefined) prefixes[key] = bound.local;
      else if (edits.length > 0) {
        const at = root.openEnd - (root.selfClosing ? 2 : 1);
        splices.push({ start: at, end: at, replacement: ` xmlns:${key}="${DCT_NAMESPACES[key]}"` });
      }
    }
  }
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const elementOf = (item: Concept | Term): XmlElement => {
    const element = document.elements.get(item);
    if (element === undefined) throw inputError('tbx.edit', 'this entry is not in the file');
    return element;
  };
  const indentOf = (element: XmlElement): string => /[^\S\r\n]*$/u.exec(text.slice(0, element.start))![0];
  const optionsFor = (indent: string, parentIndent: string): WriteOptions => {
    const step = indent.startsWith(parentIndent) && indent !== parentIndent ? indent.slice(parentIndent.length) : '  ';
    return { flavour, prefixes, indent, step };
  };
  const insertAfter = (element: XmlElement, lines: readonly string[]): void => {
    splices.push({ start: element.end, end: element.end, replacement: lines.map((line) => lineEnd + line).join('') });
  };
  /** The element with the white space before it, so that no empty line stays. */
  const remove = (element: XmlElement): void => {
    const before = /(?:\r\n|\n|\r)?[^\S\r\n]*$/u.exec(text.slice(0, element.start))![0].length;
    splices.push({ start: element.start - before, end: element.end, replacement: '' });
  };
  const setCategory = (parent: XmlElement, category: Category, value: string, after: XmlElement | undefined): void => {
    const names = category === 'administrativeStatus' ? [category, 'termStatus'] : [category];
    const present = categoriesOf(parent).find((child) => names.includes(categoryOf(child)));
    if (present !== undefined && !present.selfClosing) {
      splices.push({ start: present.openEnd, end: present.closeStart, replacement: escapeText(value) });
      return;
    }
    const element = categoryElement(category, value, flavour, prefixes);
    if (after !== undefined) insertAfter(after, [indentOf(after) + element]);
    else {
      const indent = indentOf(parent);
      splices.push({ start: parent.openEnd, end: parent.openEnd, replacement: lineEnd + indent + '  ' + element });
    }
  };

  for (const edit of edits) {
    switch (edit.kind) {
      case 'add-concept': {
        const last = document.termbase.concepts.at(-1);
        const anchor = last === undefined ? undefined : elementOf(last);
        if (anchor !== undefined) {
          const options = optionsFor(indentOf(anchor), anchor.parent === undefined ? '' : indentOf(anchor.parent));
          insertAfter(anchor, conceptLines(edit.concept, options));
          break;
        }
        const body = bodyOf(root);
        if (body === undefined) throw inputError('tbx.body', 'this file has no <body> for entries');
        const indent = indentOf(body);
        const lines = conceptLines(edit.concept, optionsFor(`${indent}  `, indent))
          .map((line) => lineEnd + line)
          .join('');
        if (body.selfClosing) {
          const replacement = `>${lines}${lineEnd}${indent}</${body.name}>`;
          splices.push({ start: body.openEnd - 2, end: body.openEnd, replacement });
        } else splices.push({ start: body.openEnd, end: body.openEnd, replacement: lines });
        break;
      }
      case 'add-term': {
        const sibling = edit.concept.terms.filter(({ language }) => sameLanguage(language, edit.term.language)).at(-1);
        const anyTerm = edit.concept.terms.at(-1);
        const entry = elementOf(edit.concept);
        if (sibling !== undefined) {
          const element = elementOf(sibling);
          insertAfter(element, termLines(edit.term, optionsFor(indentOf(element), indentOf(element.parent!))));
        } else if (anyTerm !== undefined) {
          const section = elementOf(anyTerm).parent!;
          const options = optionsFor(indentOf(section), indentOf(entry));
          insertAfter(section, languageLines(edit.term.language, [edit.term], options));
        } else throw inputError('tbx.edit', 'the concept has no term to stand beside');
        break;
      }
      case 'change-term': {
        const section = elementOf(edit.term);
        const term = termElement(section)!;
        const { text: words, partOfSpeech, status, type, note } = edit.change;
        if (words !== undefined) {
          splices.push({ start: term.openEnd, end: term.closeStart, replacement: escapeText(words) });
        }
        if (partOfSpeech !== undefined) {
          setCategory(section, 'partOfSpeech', partOfSpeechValue(partOfSpeech), term);
        }
        if (status !== undefined) setCategory(section, 'administrativeStatus', statusValue(status, flavour), term);
        if (type !== undefined) setCategory(section, 'termType', type === 'full' ? 'fullForm' : type, term);
        if (note !== undefined) {
          const last = categoriesOf(section).at(-1) ?? term;
          const after = last.parent === section ? last : last.parent!;
          insertAfter(after, [`${indentOf(after)}<note>${escapeText(note)}</note>`]);
        }
        break;
      }
      case 'change-concept': {
        const entry = elementOf(edit.concept);
        const { domain, definition } = edit.change;
        if (domain !== undefined) setCategory(entry, 'subjectField', domain, undefined);
        if (definition !== undefined) setCategory(entry, 'definition', definition, undefined);
        break;
      }
      case 'remove-term': {
        const section = elementOf(edit.term);
        const alone =
          edit.concept.terms.filter((term) => document.elements.get(term)?.parent === section.parent).length === 1;
        remove(alone ? section.parent! : section);
        break;
      }
      case 'remove-concept':
        remove(elementOf(edit.concept));
    }
  }
  return applySplices(text, splices);
}

function bodyOf(root: XmlElement): XmlElement | undefined {
  const stack: XmlElement[] = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.local === 'body') return element;
    for (const child of element.children) if (child.kind === 'element') stack.push(child);
  }
  return undefined;
}
