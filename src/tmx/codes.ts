import type { InlineCode } from '../content/index.js';

/** `type` values of TMX that the content model knows by name. */
const KNOWN: readonly (readonly [string, { type: NonNullable<InlineCode['type']>; subType?: string }])[] = [
  ['bold', { type: 'fmt', subType: 'xlf:b' }],
  ['italic', { type: 'fmt', subType: 'xlf:i' }],
  ['ulined', { type: 'fmt', subType: 'xlf:u' }],
  ['lb', { type: 'fmt', subType: 'xlf:lb' }],
  ['pb', { type: 'fmt', subType: 'xlf:pb' }],
  ['link', { type: 'link' }],
  ['image', { type: 'image' }],
];

const OWN = /^x-(fmt|ui|quote|link|image|other)(?::(.+))?$/s;
const PREFIX = 'tmx:';

export interface CodeType {
  readonly type?: NonNullable<InlineCode['type']>;
  readonly subType?: string;
}

/** The content model's type of a TMX `type`. */
export function codeType(type: string | undefined): CodeType {
  if (type === undefined) return {};
  const known = KNOWN.find(([name]) => name === type);
  if (known !== undefined) return known[1];
  const own = OWN.exec(type);
  if (own !== null) {
    return { type: own[1] as NonNullable<InlineCode['type']>, ...(own[2] !== undefined && { subType: own[2] }) };
  }
  return { type: 'other', subType: PREFIX + encodeURIComponent(type) };
}

/** The TMX `type` of a code: {@link codeType} gives back the same. */
export function tmxType({ type, subType }: CodeType): string | undefined {
  if (type === undefined) return subType === undefined ? undefined : `x-other:${subType}`;
  const known = KNOWN.find(([, one]) => one.type === type && one.subType === subType);
  if (known !== undefined) return known[0];
  if (type === 'other' && subType?.startsWith(PREFIX) === true && subType.length > PREFIX.length) {
    try {
      return decodeURIComponent(subType.slice(PREFIX.length));
    } catch {
      // Not one of ours: written whole.
    }
  }
  return subType === undefined ? `x-${type}` : `x-${type}:${subType}`;
}

/** The `ut` of TMX 1.x: markup of which nothing is known. */
export const UNKNOWN_TAG: CodeType = { type: 'other', subType: 'tmx:ut' };

/** How our writer puts a character that XML cannot hold. */
export const CODE_POINT = /^x-cp-([0-9A-F]{4})$/;
