import type { RuleInfo } from './types.js';

const XML = 'XML 1.0 §2.1 well-formed documents';

/** Well-formedness and safety; the identifiers are the codes of the XML layer. */
export const XML_RULES = {
  'xml.malformed': { spec: XML, text: 'The file is well-formed XML.' },
  'xml.truncated': { spec: XML, text: 'The file is complete: every element that is opened is closed.' },
  'xml.mismatched-tag': { spec: 'XML 1.0 §3.1 end tags', text: 'An end tag closes the element opened last.' },
  'xml.no-root': { spec: XML, text: 'There is a root element.' },
  'xml.several-roots': { spec: XML, text: 'There is one root element only.' },
  'xml.outside-root': { spec: XML, text: 'No text stands outside the root element.' },
  'xml.character': { spec: 'XML 1.0 §2.2 characters', text: 'Only characters that XML allows occur.' },
  'xml.ampersand': { spec: 'XML 1.0 §4.1 references', text: 'A literal & is written &amp;.' },
  'xml.undefined-entity': { spec: 'XML 1.0 §4.1 references', text: 'Every entity that is used is declared.' },
  'xml.external-entity': { spec: 'XML 1.0 §4.2.2 external entities', text: 'External entities are never read.' },
  'xml.entity-markup': { spec: 'XML 1.0 §4.3.2', text: 'Entities stand for text, not for markup.' },
  'xml.entity-expansion': { spec: 'XML 1.0 §4.4', text: 'Entities do not expand to many times the size of the file.' },
  'xml.duplicate-attribute': { spec: 'XML 1.0 §3.1', text: 'An attribute stands once in a tag.' },
  'xml.doctype': { spec: 'XML 1.0 §2.8', text: 'A document type declaration stands once, before the root.' },
  'xml.name': { spec: 'Namespaces in XML 1.0 §3', text: 'Names have at most one colon.' },
  'xml.unbound-prefix': { spec: 'Namespaces in XML 1.0 §5', text: 'Every namespace prefix is declared.' },
  'xml.namespace': { spec: 'Namespaces in XML 1.0 §3', text: 'Namespace declarations are allowed ones.' },
  'xml.too-deep': { spec: 'limit of memori', text: 'Elements are nested 1000 deep at most.' },
  'xml.encoding': { spec: 'XML 1.0 §4.3.3', text: 'The declared encoding is known and is the one used.' },
  'text.encoding': { spec: 'XML 1.0 §4.3.3', text: 'Every byte belongs to a character of the encoding.' },
  'text.binary': { spec: 'XML 1.0 §2.2 characters', text: 'The file is text.' },
  'text.empty': { spec: XML, text: 'The file is not empty.' },
  'root.unknown': { spec: 'XLIFF, TMX', text: 'The root element is that of XLIFF or TMX, in its namespace.' },
  'root.version': { spec: 'XLIFF, TMX', text: 'The version is one that exists, and fits the namespace.' },
} as const satisfies Record<string, RuleInfo>;
