import type { RuleInfo } from './types.js';

const S = 'TMX 1.4b';

/** TMX 1.1 to 1.4b. */
export const TMX_RULES = {
  'tmx.element': {
    spec: `${S} elements`,
    text: 'Elements stand where the document type has them, in its order and number.',
  },
  'tmx.missing-element': { spec: `${S} elements`, text: 'Required child elements are there.' },
  'tmx.text': { spec: `${S} elements`, text: 'Text stands only in elements that hold text.' },
  'tmx.attribute': { spec: `${S} attributes`, text: 'Only attributes of the element stand on it.' },
  'tmx.missing-attribute': { spec: `${S} attributes`, text: 'Required attributes (seven on header) are there.' },
  'tmx.value': { spec: `${S} attributes`, text: 'Attribute values are of the attribute’s type.' },
  'tmx.language': {
    spec: `${S} xml:lang`,
    text: 'A tuv has its language: xml:lang, or lang before version 1.4.',
  },
  'tmx.language-tag': { spec: `${S} xml:lang`, text: 'Languages are tags such as id or EN-US.' },
  'tmx.srclang': {
    spec: `${S} srclang`,
    text: 'A tu has a tuv in its source language unless srclang is *all*.',
    severity: 'warning',
  },
  'tmx.date': {
    spec: `${S} changedate`,
    text: 'Dates are of the form YYYYMMDDThhmmssZ.',
    severity: 'warning',
  },
  'tmx.number': {
    spec: `${S} usagecount`,
    text: 'Counts and the numbers i and x are whole numbers.',
    severity: 'warning',
  },
  'tmx.pair': { spec: `${S} bpt, ept`, text: 'A bpt has one ept after it in the same segment with the same i.' },
  'tmx.i-unique': { spec: `${S} i`, text: 'The i of a bpt is unique in its segment.' },
  'tmx.x-unique': {
    spec: `${S} x`,
    text: 'No two codes of one kind in a segment have the same x.',
    severity: 'warning',
  },
  'tmx.x-match': {
    spec: `${S} x`,
    text: 'Codes with one x in the segments of a tu are of one kind.',
    severity: 'warning',
  },
  'tmx.tuid-unique': { spec: `${S} tuid`, text: 'The tuid of a tu is unique in the document.', severity: 'warning' },
} as const satisfies Record<string, RuleInfo>;
