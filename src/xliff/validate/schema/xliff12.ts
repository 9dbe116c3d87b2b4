import type { ElementSource } from '../grammar.js';
import {
  dateTime,
  either,
  language,
  matching,
  nmtoken,
  oneOf,
  oneOfOrExtended,
  priority,
  space,
  string,
  type ValueType,
  yesNo,
} from '../values.js';

/** XLIFF 1.2, transitional: elements, the order of their children, their attributes. */

const words = (text: string): string[] => text.trim().split(/\s+/);

const DATATYPES = words(`
  asp c cdf cfm cpp csharp cstring csv database documentfooter documentheader filedialog form html htmlbody ini
  interleaf javaclass javapropertyresourcebundle javalistresourcebundle javascript jscript layout lisp margin menufile
  messagefile mif mimetype mo msglib pagefooter pageheader parameters pascal php plaintext po report resources resx rtf
  sgml sgmldtd svg vbscript warning winres xhtml xml xmldtd xsl xul`);
const RESTYPES = words(`
  auto3state autocheckbox autoradiobutton bedit bitmap button caption cell checkbox checkboxmenuitem checkedlistbox
  colorchooser combobox comboboxexitem comboboxitem component contextmenu ctext cursor datetimepicker defpushbutton
  dialog dlginit edit file filechooser fn font footer frame grid groupbox header heading hedit hscrollbar icon iedit
  keywords label linklabel list listbox listitem ltext menu menubar menuitem menuseparator message monthcalendar
  numericupdown panel popupmenu pushbox pushbutton radio radiobuttonmenuitem rcdata row rtext scrollpane separator
  shortcut spinner splitter state3 statusbar string tabcontrol table textbox togglebutton toolbar tooltip trackbar tree
  uri userbutton usercontrol var versioninfo vscrollbar window`);
const STATES = words(`
  final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n needs-review-translation
  needs-translation new signed-off translated`);
const QUALIFIERS = words(`
  exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt leveraged-repository leveraged-tm
  mt-suggestion rejected-grammar rejected-inaccurate rejected-length rejected-spelling tm-suggestion`);
const MTYPES = words(`
  abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime equation expanded-form
  formula head-term initialism international-scientific-term internationalism logical-expression
  materials-management-unit name near-synonym part-number phrase phraseological-unit protected romanized-form seg
  set-phrase short-form sku standard-text symbol synonym synonymous-phrase term transcribed-form transliterated-form
  truncated-term variant`);
const CONTEXTS = words('database element elementtitle linenumber numparams paramnotes record recordtitle sourcefile');
const UNITS = words(`
  word page trans-unit bin-unit glyph item instance character line sentence paragraph segment placeable`);
const SIZES = words('byte char col cm dlgunit em ex glyph in mm percent pixel point row');

const datatype = oneOfOrExtended(...DATATYPES);
const restype = oneOfOrExtended(...RESTYPES);
const state = oneOfOrExtended(...STATES);
const qualifier = oneOfOrExtended(...QUALIFIERS);
const delimiter = oneOfOrExtended('bold', 'italic', 'underlined', 'link');
const placeholder = oneOfOrExtended('image', 'pb', 'lb');
const coordinates = matching(/^(?:(?:-?\d+|#)(?:;|$)){4}$/, 'four numbers (or #) separated by ;');
const mimeType = matching(
  /^(?:text|multipart|message|application|image|audio|video|model)(?:\/.+)*$/,
  'a MIME type such as text/plain',
);

const texts = (...names: readonly string[]): Record<string, ValueType> =>
  Object.fromEntries(names.map((name) => [name, string]));

const inline = '(g|bpt|ept|ph|it|mrk|x|bx|ex)*';
const external = { content: '(internal-file|external-file)', attributes: {} };
const lang = { 'xml:lang': language };
const code: Record<string, ValueType> = { 'id!': string, ...texts('ts', 'xid', 'equiv-text') };
const look: Record<string, ValueType> = {
  restype,
  coord: coordinates,
  style: nmtoken,
  exstyle: nmtoken,
  ...texts('resname', 'ts', 'font', 'css-style'),
};
const resource: Record<string, ValueType> = {
  ...look,
  datatype,
  'xml:space': space,
  'help-id': nmtoken,
  ...texts('extradata', 'extype', 'menu', 'menu-option', 'menu-name'),
};
const unit: Record<string, ValueType> = {
  ...resource,
  translate: yesNo,
  reformat: string,
  'size-unit': oneOfOrExtended(...SIZES),
  maxwidth: nmtoken,
  minwidth: nmtoken,
  maxheight: nmtoken,
  minheight: nmtoken,
  maxbytes: nmtoken,
  minbytes: nmtoken,
  charclass: string,
};
const details = '(context-group|count-group|prop-group|note|alt-trans)* other*';

export const XLIFF_12_TABLES: Readonly<Record<string, ElementSource>> = {
  xliff: {
    content: '(file|other)*',
    attributes: { 'version!': oneOf('1.0', '1.1', '1.2'), ...lang },
    others: 'any',
  },
  file: {
    content: 'header? body',
    attributes: {
      'original!': string,
      'source-language!': language,
      'datatype!': datatype,
      'target-language': language,
      date: dateTime,
      'xml:space': space,
      ...texts('tool-id', 'tool', 'ts', 'category', 'product-name', 'product-version', 'build-num'),
    },
    others: 'any',
  },
  header: {
    content: 'skl? phase-group? (glossary|reference|count-group|prop-group|note|tool)* other*',
  },
  skl: external,
  glossary: external,
  reference: external,
  'internal-file': { content: '#text', attributes: { form: string, crc: nmtoken } },
  'external-file': { content: '', attributes: { 'href!': string, crc: nmtoken, uid: nmtoken } },
  note: {
    content: '#text',
    attributes: { ...lang, priority, from: string, annotates: oneOf('source', 'target', 'general') },
  },
  'phase-group': { content: 'phase+' },
  phase: {
    content: 'note*',
    attributes: {
      'phase-name!': string,
      'process-name!': string,
      date: dateTime,
      ...texts('company-name', 'tool-id', 'tool', 'job-id', 'contact-name', 'contact-email', 'contact-phone'),
    },
  },
  'count-group': { content: 'count*', attributes: { 'name!': string } },
  count: {
    content: '#text',
    attributes: {
      'count-type': oneOfOrExtended(
        'num-usages',
        'repetition',
        'total',
        ...RESTYPES,
        ...DATATYPES,
        ...STATES,
        ...QUALIFIERS,
      ),
      'phase-name': string,
      unit: oneOfOrExtended(...UNITS),
    },
  },
  'context-group': {
    content: 'context+',
    attributes: {
      name: string,
      crc: nmtoken,
      purpose: matching(/^(?:(?:information|location|match|x-\S+)\s*)+$/, 'made of information, location, match'),
    },
  },
  context: {
    content: '#text',
    attributes: { 'context-type!': oneOfOrExtended(...CONTEXTS), 'match-mandatory': yesNo, crc: nmtoken },
  },
  'prop-group': { content: 'prop+', attributes: { name: string } },
  prop: { content: '#text', attributes: { 'prop-type!': string, ...lang } },
  tool: {
    content: '#text other*',
    attributes: { 'tool-id!': string, 'tool-name!': string, ...texts('tool-version', 'tool-company') },
    others: 'any',
  },
  body: { content: '(group|trans-unit|bin-unit)*' },
  group: {
    content: 'context-group* count-group* prop-group* note* other* (group|trans-unit|bin-unit)*',
    attributes: { id: string, 'merged-trans': yesNo, ...unit },
    others: 'any',
  },
  'trans-unit': {
    content: `source seg-source? target? ${details}`,
    attributes: { 'id!': string, approved: yesNo, 'phase-name': string, ...unit },
    others: 'any',
  },
  source: { content: `#text ${inline}`, attributes: { ...lang, ts: string }, others: 'any' },
  'seg-source': { content: `#text ${inline}`, attributes: { ...lang, ts: string }, others: 'any' },
  target: {
    content: `#text ${inline}`,
    attributes: {
      ...lang,
      ...look,
      state,
      'state-qualifier': qualifier,
      'phase-name': nmtoken,
      'equiv-trans': yesNo,
    },
    others: 'any',
  },
  'alt-trans': {
    content: 'source? seg-source? target+ context-group* prop-group* note* other*',
    attributes: {
      ...lang,
      ...resource,
      mid: nmtoken,
      crc: nmtoken,
      'phase-name': nmtoken,
      alttranstype: oneOfOrExtended('proposal', 'previous-version', 'rejected', 'reference', 'accepted'),
      ...texts('match-quality', 'tool-id', 'tool', 'origin'),
    },
    others: 'any',
  },
  'bin-unit': {
    content: 'bin-source bin-target? (context-group|count-group|prop-group|note|trans-unit)* other*',
    attributes: {
      'id!': string,
      'mime-type!': mimeType,
      approved: yesNo,
      translate: yesNo,
      restype,
      ...texts('reformat', 'ts', 'resname', 'phase-name'),
    },
    others: 'any',
  },
  'bin-source': { ...external, attributes: { ts: string }, others: 'any' },
  'bin-target': {
    ...external,
    attributes: {
      'mime-type': mimeType,
      state,
      'state-qualifier': qualifier,
      'phase-name': nmtoken,
      restype,
      ...texts('ts', 'resname'),
    },
    others: 'any',
  },
  g: { content: `#text ${inline}`, attributes: { ...code, ctype: delimiter, clone: yesNo }, others: 'any' },
  x: { content: '', attributes: { ...code, ctype: placeholder, clone: yesNo }, others: 'any' },
  bx: { content: '', attributes: { ...code, rid: nmtoken, ctype: delimiter, clone: yesNo }, others: 'any' },
  ex: { content: '', attributes: { ...code, rid: nmtoken }, others: 'any' },
  ph: {
    content: '#text sub*',
    attributes: { ...code, ctype: placeholder, crc: string, assoc: oneOf('preceding', 'following', 'both') },
    others: 'any',
  },
  bpt: { content: '#text sub*', attributes: { ...code, rid: nmtoken, ctype: delimiter, crc: string }, others: 'any' },
  ept: { content: '#text sub*', attributes: { ...code, rid: nmtoken, crc: string }, others: 'any' },
  it: {
    content: '#text sub*',
    attributes: {
      ...code,
      'pos!': oneOf('open', 'close'),
      rid: nmtoken,
      ctype: either(delimiter, placeholder),
      crc: string,
    },
    others: 'any',
  },
  sub: { content: `#text ${inline}`, attributes: { datatype, ctype: delimiter, xid: string } },
  mrk: {
    content: `#text ${inline}`,
    attributes: { 'mtype!': oneOfOrExtended(...MTYPES), mid: nmtoken, ...texts('comment', 'ts') },
    others: 'any',
  },
};

/** The strict flavour: attributes of one's own only in one's own namespace. */
export const XLIFF_12_STRICT: Readonly<Record<string, ElementSource>> = Object.fromEntries(
  Object.entries(XLIFF_12_TABLES).map(([name, source]) => [
    name,
    source.others === 'any' ? { ...source, others: 'foreign' } : source,
  ]),
);

const OPEN_LISTS = new Set(['restype', 'datatype', 'ctype', 'mtype', 'state', 'unit', 'count-type', 'context-type']);

/** XLIFF 1.0 and 1.1: their lists of values were recommendations, and other ones. */
export const XLIFF_10_TABLES: Readonly<Record<string, ElementSource>> = Object.fromEntries(
  Object.entries(XLIFF_12_TABLES).map(([name, source]) => {
    const attributes = Object.entries(source.attributes ?? {}).map(
      ([key, type]) => [key, OPEN_LISTS.has(key.replace('!', '')) ? string : type] as const,
    );
    return [name, { ...source, attributes: Object.fromEntries(attributes) }];
  }),
);
