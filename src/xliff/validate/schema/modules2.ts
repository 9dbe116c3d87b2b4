import type { ElementSource } from '../grammar.js';
import {
  confidence,
  integer,
  language,
  nmtoken,
  oneOf,
  percent,
  positiveInteger,
  string,
  uri,
  userDefined,
  yesNo,
  type ValueType,
} from '../values.js';

/** The modules of XLIFF 2.x: their elements, and the attributes they put on core elements. */

const normalization = oneOf('none', 'nfc', 'nfd');

export const MODULES_2: Readonly<Record<string, ElementSource>> = {
  'mtc:matches': { content: 'mtc:match+' },
  'mtc:match': {
    content: 'mda:metadata? originalData? source target other*',
    attributes: {
      'ref!': uri,
      id: nmtoken,
      matchQuality: percent,
      matchSuitability: percent,
      similarity: percent,
      origin: string,
      reference: yesNo,
      type: oneOf('am', 'mt', 'icm', 'idm', 'tb', 'tm', 'other'),
      subType: userDefined,
    },
    others: 'foreign',
  },
  'gls:glossary': { content: 'gls:glossEntry+' },
  'gls:glossEntry': {
    content: 'gls:term gls:translation* gls:definition? other*',
    attributes: { id: nmtoken, ref: uri },
    others: 'foreign',
  },
  'gls:term': { content: '#text', attributes: { source: string }, others: 'foreign' },
  'gls:translation': { content: '#text', attributes: { id: nmtoken, ref: uri, source: string }, others: 'foreign' },
  'gls:definition': { content: '#text', attributes: { source: string }, others: 'foreign' },
  'mda:metadata': { content: 'mda:metaGroup+', attributes: { id: nmtoken } },
  'mda:metaGroup': {
    content: '(mda:metaGroup|mda:meta)+',
    attributes: { id: nmtoken, category: string, appliesTo: oneOf('source', 'target', 'ignorable') },
  },
  'mda:meta': { content: '#text', attributes: { 'type!': string } },
  'res:resourceData': { content: 'res:resourceItemRef* res:resourceItem*' },
  'res:resourceItemRef': { content: '', attributes: { id: nmtoken, 'ref!': nmtoken }, others: 'foreign' },
  'res:resourceItem': {
    content: 'res:source? res:target? res:reference*',
    attributes: { id: nmtoken, mimeType: string, context: yesNo },
    others: 'foreign',
  },
  'res:source': { content: 'other*', attributes: { href: string, 'xml:lang': language }, others: 'foreign' },
  'res:target': { content: 'other*', attributes: { href: string, 'xml:lang': language }, others: 'foreign' },
  'res:reference': { content: '', attributes: { 'href!': string, 'xml:lang': language }, others: 'foreign' },
  'slr:profiles': {
    content: 'slr:normalization? other*',
    attributes: { generalProfile: string, storageProfile: string },
  },
  'slr:normalization': { content: '', attributes: { general: normalization, storage: normalization } },
  'slr:data': { content: 'other*', attributes: { 'profile!': string }, others: 'foreign' },
  'val:validation': { content: 'val:rule+', others: 'foreign' },
  'val:rule': {
    content: '',
    attributes: {
      isPresent: string,
      isNotPresent: string,
      startsWith: string,
      endsWith: string,
      occurs: positiveInteger,
      existsInSource: yesNo,
      caseSensitive: yesNo,
      normalization,
      disabled: yesNo,
    },
    others: 'foreign',
  },
  'ctr:changeTrack': { content: 'ctr:revisions+' },
  'ctr:revisions': {
    content: 'ctr:revision+',
    attributes: { 'appliesTo!': nmtoken, ref: nmtoken, currentVersion: nmtoken },
    others: 'foreign',
  },
  'ctr:revision': {
    content: 'ctr:item+',
    attributes: { author: string, datetime: string, version: nmtoken },
    others: 'foreign',
  },
  'ctr:item': { content: '#text', attributes: { 'property!': string }, others: 'foreign' },
  'its:locQualityIssues': {
    content: 'its:locQualityIssue+',
    attributes: { 'xml:id!': nmtoken, version: string },
  },
  'its:locQualityIssue': {
    content: '',
    attributes: {
      version: string,
      locQualityIssueType: string,
      locQualityIssueComment: string,
      locQualityIssueSeverity: percent,
      locQualityIssueProfileRef: uri,
      locQualityIssueEnabled: yesNo,
      annotatorsRef: string,
    },
  },
  'its:provenanceRecords': {
    content: 'its:provenanceRecord+',
    attributes: { 'xml:id!': nmtoken, version: string },
  },
  'its:provenanceRecord': {
    content: '',
    attributes: {
      version: string,
      annotatorsRef: string,
      org: string,
      orgRef: uri,
      person: string,
      personRef: uri,
      tool: string,
      toolRef: uri,
      revOrg: string,
      revOrgRef: uri,
      revPerson: string,
      revPersonRef: uri,
      revTool: string,
      revToolRef: uri,
    },
  },
};

/** Where module elements stand, and whether once at most. */
export const MODULE_PLACES: Readonly<Record<string, { readonly in: readonly string[]; readonly once: boolean }>> = {
  'mtc:matches': { in: ['unit'], once: true },
  'gls:glossary': { in: ['unit'], once: true },
  'mda:metadata': { in: ['xliff', 'file', 'group', 'unit', 'mtc:match'], once: true },
  'res:resourceData': { in: ['file', 'unit'], once: true },
  'slr:profiles': { in: ['file'], once: true },
  'slr:data': { in: ['file', 'group', 'unit'], once: false },
  'val:validation': { in: ['file', 'group', 'unit'], once: true },
  'ctr:changeTrack': { in: ['file', 'group', 'unit'], once: false },
  'its:locQualityIssues': { in: ['file', 'group', 'unit', 'mtc:match'], once: false },
  'its:provenanceRecords': { in: ['file', 'group', 'unit', 'mtc:match'], once: false },
};

// prettier-ignore
const HTML = [
  'a', 'b', 'bdo', 'big', 'blockquote', 'body', 'br', 'button', 'caption', 'center', 'cite', 'code', 'col', 'colgroup',
  'dd', 'del', 'div', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'hr', 'html', 'i', 'img', 'label',
  'legend', 'li', 'ol', 'p', 'pre', 'q', 's', 'samp', 'select', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
  'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'title', 'tr', 'tt', 'u', 'ul',
];

// prettier-ignore
const ISSUES = [
  'terminology', 'mistranslation', 'omission', 'untranslated', 'addition', 'duplication', 'inconsistency', 'grammar',
  'legal', 'register', 'locale-specific-content', 'locale-violation', 'style', 'characters', 'misspelling',
  'typographical', 'formatting', 'inconsistent-entities', 'numbers', 'markup', 'pattern-problem', 'whitespace',
  'internationalization', 'length', 'non-conformance', 'uncategorized', 'other',
];

/** Attributes of module namespaces that may stand on core elements. */
export const MODULE_ATTRIBUTES: ReadonlyMap<string, ValueType> = new Map(
  Object.entries<ValueType>({
    'fs:fs': oneOf(...HTML),
    'fs:subFs': string,
    'slr:equivStorage': string,
    'slr:sizeInfo': string,
    'slr:sizeInfoRef': nmtoken,
    'slr:sizeRestriction': string,
    'slr:storageRestriction': string,
    'its:version': oneOf('2.0'),
    'its:allowedCharacters': string,
    'its:annotatorsRef': string,
    'its:localeFilterList': string,
    'its:localeFilterType': oneOf('include', 'exclude'),
    'its:locQualityIssueComment': string,
    'its:locQualityIssueEnabled': yesNo,
    'its:locQualityIssueProfileRef': uri,
    'its:locQualityIssuesRef': uri,
    'its:locQualityIssueSeverity': percent,
    'its:locQualityIssueType': oneOf(...ISSUES),
    'its:locQualityRatingProfileRef': uri,
    'its:locQualityRatingScore': percent,
    'its:locQualityRatingScoreThreshold': percent,
    'its:locQualityRatingVote': integer,
    'its:locQualityRatingVoteThreshold': integer,
    'its:mtConfidence': confidence,
    'its:org': string,
    'its:orgRef': uri,
    'its:person': string,
    'its:personRef': uri,
    'its:provenanceRecordsRef': uri,
    'its:revOrg': string,
    'its:revOrgRef': uri,
    'its:revPerson': string,
    'its:revPersonRef': uri,
    'its:revTool': string,
    'its:revToolRef': uri,
    'its:taClassRef': uri,
    'its:taConfidence': confidence,
    'its:taIdent': string,
    'its:taIdentRef': uri,
    'its:taSource': string,
    'its:termConfidence': confidence,
    'its:tool': string,
    'its:toolRef': uri,
    'itsm:domains': string,
    'itsm:lang': language,
    'pgs:switch': string,
    'pgs:case': string,
  }),
);

/** The namespaces above hold no other attributes; these modules have none for core elements. */
export const CLOSED_PREFIXES: ReadonlySet<string> = new Set([
  ...['fs', 'slr', 'pgs', 'itsm'],
  ...['mtc', 'gls', 'mda', 'res', 'val', 'ctr'],
]);
