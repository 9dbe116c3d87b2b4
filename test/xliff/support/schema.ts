import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { CONFORMANCE } from './conformance.js';

/**
 * Schemas from memory: every import of a schema is answered from a table by its file name, whatever folder or address it
 * gives. That repairs the 2.2 set too, whose schemas name a stale core file and an address on the web.
 */
const provider = new XmlBufferInputProvider({});
let registered = false;

function load(url: string, file: string, repair: (text: string) => string = (text) => text): void {
  provider.addBuffer(url, Buffer.from(repair(readFileSync(file, 'utf8'))));
}

function validatorFor(name: string, schemas: Record<string, string>): XsdValidator {
  if (!registered) registered = xmlRegisterInputProvider(provider);
  const imports = Object.entries(schemas).map(
    ([uri, url]) => `<xs:import namespace="${uri}" schemaLocation="${url}"/>`,
  );
  const wrapper = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`;
  const document = XmlDocument.fromString(wrapper, { url: `mem:/${name}/all.xsd` });
  return XsdValidator.fromDoc(document);
}

const FOLDERS = {
  '2.1': join(CONFORMANCE, 'oasis-xliff', 'xliff-21', 'schemas'),
  '2.2': join(CONFORMANCE, 'oasis-xliff', 'xliff-22', 'schemas'),
  '1.2': join(CONFORMANCE, 'schemas', 'catalog', 'xliff'),
};

function oasis2(version: '2.1' | '2.2'): XsdValidator {
  const folder = FOLDERS[version];
  const core = version === '2.1' ? 'xliff_core_2.0.xsd' : 'xliff_core_2.2.xsd';
  const uriOf = /targetNamespace="([^"]+)"/;
  const schemas: Record<string, string> = {};
  const repair = (text: string): string =>
    text
      .replace(/schemaLocation="[^"]*\/xml\.xsd"/g, `schemaLocation="mem:/${version}/xml.xsd"`)
      .replace(/schemaLocation="xliff_core_[^"]*"/g, `schemaLocation="mem:/${version}/${core}"`)
      .replace(/schemaLocation="(?!mem:)([^"/]*)"/g, `schemaLocation="mem:/${version}/$1"`)
      .replace(
        /urn:oasis:names:tc:xliff:document:2\.0/g,
        version === '2.2' ? 'urn:oasis:names:tc:xliff:document:2.2' : '$&',
      );
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.xsd'))) {
    const file = join(folder, name);
    load(`mem:/${version}/${name}`, file, repair);
    schemas[uriOf.exec(repair(readFileSync(file, 'utf8')))![1]!] = `mem:/${version}/${name}`;
  }
  const xml = join(FOLDERS['2.1'], 'informativeCopiesOf3rdPartySchemas', 'w3c', 'xml.xsd');
  load(`mem:/${version}/xml.xsd`, xml);
  return validatorFor(version, schemas);
}

function oasis12(kind: 'strict' | 'transitional'): XsdValidator {
  load('mem:/1.2/xml.xsd', join(FOLDERS['2.1'], 'informativeCopiesOf3rdPartySchemas', 'w3c', 'xml.xsd'));
  load(`mem:/1.2/${kind}.xsd`, join(FOLDERS['1.2'], `xliff-core-1.2-${kind}.xsd`), (text) =>
    text.replace(/schemaLocation="[^"]*xml\.xsd"/g, 'schemaLocation="mem:/1.2/xml.xsd"'),
  );
  return validatorFor(`1.2-${kind}`, { 'urn:oasis:names:tc:xliff:document:1.2': `mem:/1.2/${kind}.xsd` });
}

const made = new Map<string, XsdValidator>();

/** What the OASIS schemas of a version, modules included, say about a document: messages, none when it is valid. */
export function schemaProblems(text: string, version: '2.1' | '2.2' | 'strict' | 'transitional'): string[] {
  let validator = made.get(version);
  if (validator === undefined) {
    validator = version === '2.1' || version === '2.2' ? oasis2(version) : oasis12(version);
    made.set(version, validator);
  }
  const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).trim().split('\n');
  } finally {
    document.dispose();
  }
}
