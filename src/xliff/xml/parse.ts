import { inputError, lineAndColumn } from '../../base/index.js';
import { xmlBuilder } from './builder.js';
import { characterName } from './escape.js';
import type { XmlDocument, XmlElement } from './nodes.js';

/** @throws MemoriError `xml.character` for half a character, which no encoding can hold */
export function checkSurrogates(text: string, file: string | undefined): void {
  const lone = text.search(/\p{Surrogate}/u);
  if (lone < 0) return;
  throw inputError('xml.character', `half a character (the lone surrogate ${characterName(text.charCodeAt(lone))})`, {
    ...(file !== undefined && { file }),
    ...lineAndColumn(text, lone),
    hint: 'The text was cut in the middle of an emoji or rare character: repair it in the program that wrote it.',
  });
}

/**
 * Parses a whole XML document, namespaces and offsets included. Well-formedness is checked strictly; nothing outside the
 * text is ever read; entities, depth and time are bounded.
 *
 * @throws MemoriError with code `xml.*`, file, line and column
 */
export function parseXml(text: string, options: { file?: string } = {}): XmlDocument {
  const { file } = options;
  checkSurrogates(text, file);
  const builder = xmlBuilder({ file, text });
  builder.write(text);
  builder.close();
  const root = builder.children.find((node): node is XmlElement => node.kind === 'element')!;
  return { text, file, declaration: builder.declaration, children: builder.children, root };
}
