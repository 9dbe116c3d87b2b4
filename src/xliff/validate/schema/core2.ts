import type { ElementSource } from '../grammar.js';
import {
  codePoint,
  direction,
  either,
  language,
  nmtoken,
  nmtokens,
  oneOf,
  positiveInteger,
  priority,
  space,
  string,
  uri,
  userDefined,
  yesNo,
} from '../values.js';

/** XLIFF 2.x core: elements, the order of their children, their attributes. */

const state = oneOf('initial', 'translated', 'reviewed', 'final');
const codeType = oneOf('fmt', 'ui', 'quote', 'link', 'image', 'other');
const markType = either(oneOf('generic', 'comment', 'term'), userDefined);
const reorder = oneOf('yes', 'firstNo', 'no');
const inline = '(cp|ph|pc|sc|ec|mrk|sm|em)*';
/** Inline codes take attributes of these modules only; extensions are not allowed on them. */
const codeModules = ['fs', 'slr'] as const;
const xml = { 'xml:lang': language, 'xml:space': space };

const inherited = { canResegment: yesNo, translate: yesNo, srcDir: direction, trgDir: direction, ...xml };
const code = {
  canCopy: yesNo,
  canDelete: yesNo,
  canReorder: reorder,
  copyOf: nmtoken,
  subType: userDefined,
  type: codeType,
};
const single = { ...code, disp: string, equiv: string, dataRef: nmtoken, subFlows: nmtokens };
const mark = { 'id!': nmtoken, translate: yesNo, type: markType, ref: uri, value: string };
const note = {
  id: nmtoken,
  appliesTo: oneOf('source', 'target'),
  category: string,
  priority,
};

export const CORE_2: Readonly<Record<string, ElementSource>> = {
  xliff: {
    content: 'file+',
    attributes: { 'version!': string, 'srcLang!': language, trgLang: language, ...xml },
    others: 'foreign',
  },
  file: {
    content: 'skeleton? other* notes? (unit|group)+',
    attributes: { 'id!': nmtoken, original: string, ...inherited },
    others: 'foreign',
  },
  skeleton: { content: '#text other*', attributes: { href: string } },
  group: {
    content: 'other* notes? (unit|group)*',
    attributes: { 'id!': nmtoken, name: string, type: userDefined, ...inherited },
    others: 'foreign',
  },
  unit: {
    content: 'other* notes? originalData? (segment|ignorable)+',
    attributes: { 'id!': nmtoken, name: string, type: userDefined, ...inherited },
    others: 'foreign',
  },
  segment: {
    content: 'source target?',
    attributes: { id: nmtoken, canResegment: yesNo, state, subState: userDefined },
    others: ['pgs'],
  },
  ignorable: { content: 'source target?', attributes: { id: nmtoken } },
  notes: { content: 'note+' },
  note: { content: '#text', attributes: note, others: 'foreign' },
  originalData: { content: 'data+' },
  data: {
    content: '#text cp*',
    attributes: { 'id!': nmtoken, dir: direction, 'xml:space': oneOf('preserve') },
  },
  source: { content: `#text ${inline}`, attributes: xml },
  target: { content: `#text ${inline}`, attributes: { ...xml, order: positiveInteger } },
  cp: { content: '', attributes: { 'hex!': codePoint } },
  ph: { content: '', attributes: { 'id!': nmtoken, ...single }, others: codeModules },
  pc: {
    content: `#text ${inline}`,
    attributes: {
      'id!': nmtoken,
      ...code,
      canOverlap: yesNo,
      dispStart: string,
      dispEnd: string,
      equivStart: string,
      equivEnd: string,
      dataRefStart: nmtoken,
      dataRefEnd: nmtoken,
      subFlowsStart: nmtokens,
      subFlowsEnd: nmtokens,
      dir: direction,
    },
    others: codeModules,
  },
  sc: {
    content: '',
    attributes: { 'id!': nmtoken, ...single, canOverlap: yesNo, dir: direction, isolated: yesNo },
    others: codeModules,
  },
  ec: {
    content: '',
    attributes: {
      id: nmtoken,
      startRef: nmtoken,
      ...single,
      canOverlap: yesNo,
      dir: direction,
      isolated: yesNo,
    },
    others: codeModules,
  },
  mrk: { content: `#text ${inline}`, attributes: mark, others: 'foreign' },
  sm: { content: '', attributes: mark, others: 'foreign' },
  em: { content: '', attributes: { 'startRef!': nmtoken } },
};

/** What 2.2 adds: notes and metadata for the whole document, references from notes. */
export const CORE_22: Readonly<Record<string, ElementSource>> = {
  ...CORE_2,
  xliff: { ...CORE_2['xliff']!, content: 'notes? mda:metadata? file+' },
  note: { ...CORE_2['note']!, attributes: { ...note, ref: uri } },
};
