import type { RuleInfo } from './types.js';

const S = 'XLIFF 1.2';

/** XLIFF 1.0 to 1.2. */
export const XLIFF12_RULES = {
  'xliff12.element': {
    spec: `${S} elements`,
    text: 'Elements stand where the content model has them, in its order and number.',
  },
  'xliff12.missing-element': { spec: `${S} elements`, text: 'Required child elements are there.' },
  'xliff12.text': { spec: `${S} elements`, text: 'Text stands only in elements that hold text.' },
  'xliff12.attribute': { spec: `${S} attributes`, text: 'Only attributes of the element stand on it.' },
  'xliff12.missing-attribute': { spec: `${S} attributes`, text: 'Required attributes are there.' },
  'xliff12.value': {
    spec: `${S} attributes`,
    text: 'Attribute values are of the attribute’s type (state, datatype, yes or no, …).',
  },
  'xliff12.namespace': {
    spec: `${S} <xliff>`,
    text: 'A 1.2 document is in the namespace of XLIFF 1.2.',
    severity: 'warning',
  },
  'xliff12.no-file': { spec: `${S} <xliff>`, text: 'There is at least one file.' },
  'xliff12.unit-id-unique': { spec: `${S} @id`, text: 'The id of a trans-unit or bin-unit is unique in its file.' },
  'xliff12.group-id-unique': { spec: `${S} @id`, text: 'The id of a group is unique in its file.' },
  'xliff12.inline-id-unique': {
    spec: `${S} @id`,
    text: 'Inline ids are unique in their source or target; the two halves of a pair share one.',
    severity: 'warning',
  },
  'xliff12.pair': {
    spec: `${S} @rid`,
    text: 'A bpt has its ept (and bx its ex) in the same source or target, by rid or else by id, in that order.',
    severity: 'warning',
  },
  'xliff12.rid': {
    spec: `${S} @rid`,
    text: 'The rid of an ept or ex is that of a bpt or bx; no two of those share one.',
  },
  'xliff12.xid': { spec: `${S} @xid`, text: 'xid names a trans-unit or bin-unit of the same file.' },
  'xliff12.mid': {
    spec: `${S} @mid`,
    text: 'The mid of a segment is unique in its seg-source, and those of the target and of alt-trans are among them.',
  },
  'xliff12.seg-source': {
    spec: `${S} <seg-source>`,
    text: 'seg-source has the text of source, and every segment of it has a mid.',
    severity: 'warning',
  },
  'xliff12.source-lang': {
    spec: `${S} @xml:lang`,
    text: 'The xml:lang of a unit’s source is the source-language of the file.',
    severity: 'warning',
  },
  'xliff12.target-lang': {
    spec: `${S} @xml:lang`,
    text: 'The xml:lang of a unit’s target is the target-language of the file.',
    severity: 'warning',
  },
  'xliff12.tool-id': { spec: `${S} @tool-id`, text: 'tool-id names a tool in the header of the file.' },
  'xliff12.phase-name': { spec: `${S} @phase-name`, text: 'phase-name names a phase in the header of the file.' },
} as const satisfies Record<string, RuleInfo>;
