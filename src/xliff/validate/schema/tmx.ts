import type { ElementSource } from '../grammar.js';
import { oneOf, string, type ValueType } from '../values.js';

/** TMX 1.1 to 1.4b: elements, the order of their children, their attributes. */

const texts = (...names: readonly string[]): Record<string, ValueType> =>
  Object.fromEntries(names.map((name) => [name, string]));

const segtype = oneOf('block', 'paragraph', 'sentence', 'phrase');
const inline = '(bpt|ept|it|ph|hi|ut)*';
const language = texts('xml:lang', 'lang');
const history = texts(
  ...['creationtool', 'creationtoolversion', 'creationdate', 'creationid', 'changedate', 'changeid'],
  ...['o-encoding', 'o-tmf', 'datatype', 'usagecount', 'lastusagedate'],
);

export const TMX_TABLES: Readonly<Record<string, ElementSource>> = {
  tmx: { content: 'header body', attributes: { 'version!': oneOf('1.1', '1.2', '1.3', '1.4', '1.4b') } },
  header: {
    content: '(note|prop|ude)*',
    attributes: {
      'creationtool!': string,
      'creationtoolversion!': string,
      'segtype!': segtype,
      'o-tmf!': string,
      'adminlang!': string,
      'srclang!': string,
      'datatype!': string,
      ...texts('o-encoding', 'creationdate', 'creationid', 'changedate', 'changeid'),
    },
  },
  body: { content: 'tu*' },
  note: { content: '#text', attributes: { 'o-encoding': string, ...language } },
  prop: { content: '#text', attributes: { 'type!': string, 'o-encoding': string, ...language } },
  ude: { content: 'map+', attributes: { 'name!': string, base: string } },
  map: { content: '', attributes: { 'unicode!': string, ...texts('code', 'ent', 'subst') } },
  tu: { content: '(note|prop)* tuv+', attributes: { ...history, segtype, ...texts('tuid', 'srclang') } },
  tuv: { content: '(note|prop)* seg', attributes: { ...history, ...language } },
  seg: { content: `#text ${inline}` },
  bpt: { content: '#text sub*', attributes: { 'i!': string, x: string, type: string } },
  ept: { content: '#text sub*', attributes: { 'i!': string } },
  it: { content: '#text sub*', attributes: { 'pos!': oneOf('begin', 'end'), x: string, type: string } },
  ph: { content: '#text sub*', attributes: { x: string, assoc: oneOf('p', 'f', 'b'), type: string } },
  sub: { content: `#text ${inline}`, attributes: { datatype: string, type: string } },
  hi: { content: `#text ${inline}`, attributes: { x: string, type: string } },
  ut: { content: '#text sub*', attributes: { x: string } },
};
