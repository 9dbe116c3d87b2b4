import type { RuleInfo } from './types.js';

/** The modules of XLIFF 2.x. */
export const MODULE_RULES = {
  'module.placement': { spec: 'XLIFF 2.1 §5', text: 'A module’s elements stand in the core elements it is made for.' },
  'module.repeated': {
    spec: 'XLIFF 2.1 §5',
    text: 'matches, glossary, metadata, resourceData, profiles and validation stand once.',
  },
  'module.element': {
    spec: 'XLIFF 2.1 §5',
    text: 'Elements in the namespace of a module are elements of that module.',
  },
  'module.attribute': {
    spec: 'XLIFF 2.1 §5',
    text: 'Attributes in the namespace of a module are attributes of that module, on elements that take them.',
  },
  'mtc.id-unique': { spec: 'XLIFF 2.1 §5.1 id', text: 'The id of a match is unique in its matches.' },
  'mtc.ref': {
    spec: 'XLIFF 2.1 §5.1 ref',
    text: 'The ref of a match is a fragment identifier of a span of text in the same unit.',
  },
  'mtc.sub-type': { spec: 'XLIFF 2.1 §5.1 subType', text: 'A match with subType has type.' },
  'mtc.xml-lang': { spec: 'XLIFF 2.1 §5.1 match', text: 'A match has no xml:lang.' },
  'mtc.source-lang': { spec: 'XLIFF 2.1 §5.1 match', text: 'The language of a match’s source is srcLang.' },
  'mtc.target-lang': {
    spec: 'XLIFF 2.1 §5.1 match',
    text: 'The language of a match’s target is trgLang unless reference="yes".',
  },
  'gls.id-unique': {
    spec: 'XLIFF 2.1 §5.2 id',
    text: 'Ids of glossary entries and translations are unique in their glossary.',
  },
  'gls.entry': { spec: 'XLIFF 2.1 §5.2 glossEntry', text: 'A glossary entry has a translation or a definition.' },
  'gls.ref': { spec: 'XLIFF 2.1 §5.2 ref', text: 'A ref in a glossary names a span of text in the same unit.' },
  'fs.value': { spec: 'XLIFF 2.1 §5.3 fs', text: 'fs:fs is the name of an HTML element on the list.' },
  'fs.sub-fs': { spec: 'XLIFF 2.1 §5.3 subFs', text: 'With fs:subFs, fs:fs is set.' },
  'fs.ec': { spec: 'XLIFF 2.1 §4.2.3 ec', text: 'Format Style attributes stand on an ec only when it is isolated.' },
  'mda.id-unique': {
    spec: 'XLIFF 2.1 §5.4 id',
    text: 'Ids of metadata and metaGroup are unique in the core element that holds them.',
  },
  'res.id-unique': {
    spec: 'XLIFF 2.1 §5.5 id',
    text: 'Ids of resource items and references to them are unique in their file or unit.',
  },
  'res.ref': {
    spec: 'XLIFF 2.1 §5.5 ref',
    text: 'A resourceItemRef names a resourceItem of the file.',
    severity: 'warning',
  },
  'res.href': { spec: 'XLIFF 2.1 §5.5 source', text: 'A resource’s source or target has either content or href.' },
  'res.mime-type': {
    spec: 'XLIFF 2.1 §5.5 mimeType',
    text: 'A resource item whose source and target are elsewhere has mimeType.',
    severity: 'warning',
  },
  'res.source-lang': { spec: 'XLIFF 2.1 §5.5 source', text: 'The xml:lang of a resource’s source is srcLang.' },
  'res.target-lang': {
    spec: 'XLIFF 2.1 §5.5 target',
    text: 'The xml:lang of a resource’s target is trgLang.',
    severity: 'warning',
  },
  'slr.restriction': {
    spec: 'XLIFF 2.1 §5.6 sizeRestriction',
    text: 'Under a standard profile a restriction is *, a number, two numbers, or a number and *.',
  },
  'slr.size': {
    spec: 'XLIFF 2.1 §5.6 sizeInfo',
    text: 'Under a standard profile sizeInfo and equivStorage are whole numbers; numbers are whole under any profile.',
  },
  'slr.size-info-ref': {
    spec: 'XLIFF 2.1 §5.6 sizeInfoRef',
    text: 'sizeInfoRef names an element in slr:data beside the element or beside one that holds it.',
  },
  'slr.size-info-both': { spec: 'XLIFF 2.1 §5.6 sizeInfo', text: 'sizeInfo and sizeInfoRef do not stand together.' },
  'slr.ec': {
    spec: 'XLIFF 2.1 §4.2.3 ec',
    text: 'Size and Length Restriction attributes stand on an ec only when it is isolated.',
  },
  'val.one-test': {
    spec: 'XLIFF 2.1 §5.7 rule',
    text: 'A rule has exactly one of isPresent, isNotPresent, startsWith, endsWith, or a test of its own.',
  },
  'val.exists-in-source': {
    spec: 'XLIFF 2.1 §5.7 existsInSource',
    text: 'existsInSource goes with one of isPresent, startsWith, endsWith.',
  },
  'val.occurs': { spec: 'XLIFF 2.1 §5.7 occurs', text: 'occurs goes with isPresent.', severity: 'warning' },
  'val.disabled': {
    spec: 'XLIFF 2.1 §5.7 disabled',
    text: 'A rule is not disabled at the level of the file, where there is nothing to override.',
  },
  'ctr.ref': {
    spec: 'XLIFF 2.0 §5.6 ref',
    text: 'A ref of revisions names an element in the same file, group or unit.',
  },
  'ctr.ref-needed': {
    spec: 'XLIFF 2.0 §5.6 revisions',
    text: 'Revisions of an element that occurs several times with ids have ref.',
  },
  'ctr.property': {
    spec: 'XLIFF 2.0 §5.6 property',
    text: 'The property of an item is content or an attribute that the revised element has.',
  },
  'ctr.item-unique': { spec: 'XLIFF 2.0 §5.6 item', text: 'A revision holds one value per property.' },
  'ctr.current-version': {
    spec: 'XLIFF 2.0 §5.6 currentVersion',
    text: 'currentVersion is the version of one of the revisions.',
  },
  'its.ref': {
    spec: 'XLIFF 2.1 §5.8 ITS',
    text: 'Stand-off records that are referred to are there.',
  },
  'pgs.switch': { spec: 'XLIFF 2.2 Part 2 PGS module', text: 'pgs:case stands in a unit or group with pgs:switch.' },
} as const satisfies Record<string, RuleInfo>;
