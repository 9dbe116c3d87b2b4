import type { RuleInfo } from './types.js';

const S = 'XLIFF 2.1';

/** XLIFF 2.0 to 2.2, core. */
export const XLIFF2_RULES = {
  'xliff2.element': {
    spec: `${S} §4.2`,
    text: 'Elements stand where the content model has them, in its order and number.',
  },
  'xliff2.missing-element': { spec: `${S} §4.2`, text: 'Required child elements are there.' },
  'xliff2.text': { spec: `${S} §4.2`, text: 'Text stands only in elements that hold text.' },
  'xliff2.attribute': {
    spec: `${S} §4.2`,
    text: 'Only attributes of the element stand on it; extension attributes only where extensions are allowed.',
  },
  'xliff2.missing-attribute': { spec: `${S} §4.2`, text: 'Required attributes are there.' },
  'xliff2.value': { spec: `${S} §4.3`, text: 'Attribute values are of the attribute’s type.' },
  'xliff2.extension-element': {
    spec: `${S} §4.9 extension mechanisms`,
    text: 'Extension elements stand only where extensions are allowed, at their place in the order.',
  },
  'xliff2.extension-attribute': {
    spec: `${S} §4.9 extension mechanisms`,
    text: 'Extension attributes stand only on xliff, file, group, unit, note, mrk and sm.',
  },
  'xliff2.id-value': { spec: `${S} §4.3.1 id`, text: 'An id is a name token: letters, digits, . - _ and :.' },
  'xliff2.state-value': { spec: `${S} §4.3.1 state`, text: 'state is initial, translated, reviewed or final.' },
  'xliff2.type-value': {
    spec: `${S} §4.3.1 type`,
    text: 'type and subType are of the listed values, or prefix:value where that is allowed.',
  },
  'xliff2.language-tag': { spec: `${S} §4.3.1 srcLang`, text: 'Languages are BCP 47 tags.' },
  'xliff2.cp-hex': {
    spec: `${S} §4.3.1 hex`,
    text: 'hex is the number, in 4 or 6 hexadecimal digits, of a character that XML does not allow.',
  },
  'xliff2.file-id-unique': { spec: `${S} §4.3.1 id`, text: 'The id of a file is unique in the document.' },
  'xliff2.group-id-unique': { spec: `${S} §4.3.1 id`, text: 'The id of a group is unique in its file.' },
  'xliff2.unit-id-unique': { spec: `${S} §4.3.1 id`, text: 'The id of a unit is unique in its file.' },
  'xliff2.note-id-unique': { spec: `${S} §4.3.1 id`, text: 'The id of a note is unique among its notes.' },
  'xliff2.data-id-unique': { spec: `${S} §4.3.1 id`, text: 'The id of a data element is unique in its originalData.' },
  'xliff2.inline-id-unique': {
    spec: `${S} §4.3.1 id`,
    text: 'Ids of segments, ignorables, codes and annotations are unique in the unit, source and target counted apart.',
  },
  'xliff2.target-id': {
    spec: `${S} §4.3.1 id`,
    text: 'A code in a target has the id of its counterpart in the source, or one that nothing else in the unit has.',
  },
  'xliff2.corresponding-code': {
    spec: `${S} §4.3.1 id`,
    text: 'Elements with one id in source and target are of one kind; annotations have the same type and translate.',
  },
  'xliff2.extension-id-unique': {
    spec: `${S} §4.9 extension mechanisms`,
    text: 'Ids (id or xml:id) of an extension’s elements are unique in the file, group or unit that holds them.',
  },
  'xliff2.target-language': { spec: `${S} §4.2.2 xliff`, text: 'A document with targets has trgLang.' },
  'xliff2.source-lang': {
    spec: `${S} §4.2.2 source`,
    text: 'The language of a source, its own or inherited xml:lang, is srcLang.',
  },
  'xliff2.target-lang': {
    spec: `${S} §4.2.2 target`,
    text: 'The language of a target, its own or inherited xml:lang, is trgLang.',
  },
  'xliff2.target-space': {
    spec: `${S} §4.3.2 xml:space`,
    text: 'The xml:space of a target, its own or inherited, is that of its source.',
  },
  'xliff2.skeleton': { spec: `${S} §4.2.2 skeleton`, text: 'A skeleton has either content or href.' },
  'xliff2.unit-segment': { spec: `${S} §4.2.2 unit`, text: 'A unit has at least one segment.' },
  'xliff2.sub-state': { spec: `${S} §4.3.1 subState`, text: 'With subState, state is set.' },
  'xliff2.sub-state-prefix': { spec: `${S} §4.3.1 subState`, text: 'The prefix xlf of a subState is reserved.' },
  'xliff2.state-target': {
    spec: `${S} §4.3.1 state`,
    text: 'A segment whose state is not initial has a target with content.',
    severity: 'warning',
  },
  'xliff2.sub-type': { spec: `${S} §4.3.1 subType`, text: 'With subType, type is set.' },
  'xliff2.sub-type-value': {
    spec: `${S} §4.3.1 subType`,
    text: 'xlf:lb, pb, b, i, u go with type fmt, xlf:var with ui; no other subType starts with xlf:.',
  },
  'xliff2.order-range': {
    spec: `${S} §4.3.1 order`,
    text: 'order is from 1 to the number of segments and ignorables.',
  },
  'xliff2.order-unique': {
    spec: `${S} §4.8.2 segments order`,
    text: 'No two targets of a unit have the same position, written as order or implied by where they stand.',
  },
  'xliff2.data-ref': {
    spec: `${S} §4.3.1 dataRef`,
    text: 'dataRef, dataRefStart and dataRefEnd name data of the same unit.',
  },
  'xliff2.data-ref-pair': {
    spec: `${S} §4.2.3 pc`,
    text: 'dataRefStart and dataRefEnd come together.',
    severity: 'warning',
  },
  'xliff2.sub-flows': {
    spec: `${S} §4.3.1 subFlows`,
    text: 'subFlows, subFlowsStart and subFlowsEnd list units of the same file.',
  },
  'xliff2.copy-of': { spec: `${S} §4.3.1 copyOf`, text: 'copyOf names a code of the same kind in the same unit.' },
  'xliff2.copy-of-data': {
    spec: `${S} §4.7.2 duplicating an existing code`,
    text: 'copyOf is used without original data, and only on a base code that has none.',
  },
  'xliff2.copy-of-can-copy': {
    spec: `${S} §4.7.2 duplicating an existing code`,
    text: 'A code with canCopy="no" is not copied.',
  },
  'xliff2.sc-ec-pair': {
    spec: `${S} §4.3.1 isolated`,
    text: 'An sc without isolated="yes" has one ec after it in the same unit; an ec without it follows its sc.',
  },
  'xliff2.isolated': {
    spec: `${S} §4.3.1 isolated`,
    text: 'isolated="yes" stands if and only if the other half is not in the same unit.',
  },
  'xliff2.ec-id': {
    spec: `${S} §4.2.3 ec`,
    text: 'An isolated ec has id and no startRef, any other ec startRef and no id.',
  },
  'xliff2.ec-dir': { spec: `${S} §4.2.3 ec`, text: 'An ec has dir only when it is isolated.' },
  'xliff2.sc-ec-flags': {
    spec: `${S} §4.2.3 ec`,
    text: 'canCopy, canDelete, canOverlap and canReorder of sc and ec agree (firstNo goes with no).',
  },
  'xliff2.sc-ec-type': { spec: `${S} §4.2.3 ec`, text: 'type, subType and copyOf of an ec are those of its sc.' },
  'xliff2.sm-em-pair': {
    spec: `${S} §4.2.3 em`,
    text: 'An sm has one em after it in the same unit, and an em follows its sm.',
  },
  'xliff2.can-reorder-flags': {
    spec: `${S} §4.7.2 editing hints`,
    text: 'With canReorder="no" or "firstNo", canCopy and canDelete are "no".',
  },
  'xliff2.reorder-first': {
    spec: `${S} §4.7.2 editing hints`,
    text: 'A code with canReorder="no" directly follows, in a sequence that starts with firstNo.',
  },
  'xliff2.reorder-changed': {
    spec: `${S} §4.7.2 editing hints`,
    text: 'A sequence of codes that must not be reordered is in the target as it is in the source.',
  },
  'xliff2.non-removable': {
    spec: `${S} §4.7.2 editing hints`,
    text: 'A code with canDelete="no" in a source that has a target is in a target of the unit.',
  },
  'xliff2.annotation-comment': {
    spec: `${S} §4.7.3 comment annotation`,
    text: 'A comment annotation has either value or ref, and ref names a note of the same unit.',
  },
  'xliff2.annotation-translate': {
    spec: `${S} §4.7.3 translate annotation`,
    text: 'An annotation without type, or of type generic, has translate.',
    severity: 'warning',
  },
  'xliff2.annotation-match': {
    spec: `${S} §5.1 translation candidate annotation`,
    text: 'An annotation of type mtc:match has no ref.',
    severity: 'warning',
  },
  'xliff2.fragment-syntax': {
    spec: `${S} §3 fragment identification`,
    text: 'A fragment identifier is a path of prefix=id selectors, in the order f, g, u, with one leaf at its end.',
  },
  'xliff2.fragment-prefix': {
    spec: `${S} §3 fragment identification`,
    text: 'A selector’s prefix is one of f g u n d t, or that of a module or registered extension.',
  },
  'xliff2.fragment-unresolved': {
    spec: `${S} §3 fragment identification`,
    text: 'A reference into this document names something that is there.',
  },
} as const satisfies Record<string, RuleInfo>;
