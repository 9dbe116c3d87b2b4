import type { TmxProp, TmxUnit } from './model.js';

/** What stood around the source, as tools record it in properties. */
export interface TmxContext {
  /** Source text before. */
  readonly previous?: string;
  /** Source text after. */
  readonly next?: string;
  /** Identifier of the text in its document. */
  readonly id?: string;
  /** The document. */
  readonly file?: string;
}

const NAMES: readonly (readonly [keyof TmxContext, readonly string[]])[] = [
  ['previous', ['prev', 'x-context-pre', 'x-previous-source-text']],
  ['next', ['next', 'x-context-post', 'x-next-source-text']],
  ['id', ['id', 'x-context-id']],
  ['file', ['file', 'x-document']],
];

/** memoQ puts its context between `seg` tags of its own. */
const bare = (text: string): string =>
  text
    .replace(/^\s*<seg>([^]*)<\/seg>\s*$/, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** The context that a unit's properties tell: OmegaT's, MateCat's, memoQ's and XTM's names. */
export function contextOf(unit: Pick<TmxUnit, 'props'>): TmxContext | undefined {
  const context: { -readonly [K in keyof TmxContext]: TmxContext[K] } = {};
  for (const [key, types] of NAMES) {
    for (const type of types) {
      const found = unit.props.find((prop) => prop.type === type);
      if (found === undefined) continue;
      context[key] = /^\s*<seg>/.test(found.text) ? bare(found.text) : found.text;
      break;
    }
  }
  return Object.keys(context).length === 0 ? undefined : context;
}

/** Whose names the context is written under. */
export type ContextStyle = 'omegat' | 'x-context' | 'xtm' | 'all';

const STYLES: Readonly<Record<ContextStyle, Readonly<Record<keyof TmxContext, readonly string[]>>>> = {
  omegat: { file: ['file'], id: ['id'], previous: ['prev'], next: ['next'] },
  'x-context': {
    file: ['x-document'],
    id: ['x-context-id'],
    previous: ['x-context-pre'],
    next: ['x-context-post'],
  },
  xtm: {
    file: ['x-document'],
    id: ['x-context-id'],
    previous: ['x-context-pre', 'x-previous-source-text'],
    next: ['x-context-post', 'x-next-source-text'],
  },
  all: {
    file: ['file'],
    id: ['id'],
    previous: ['prev', 'x-context-pre', 'x-previous-source-text'],
    next: ['next', 'x-context-post', 'x-next-source-text'],
  },
};

/** Properties for a context; {@link contextOf} reads them back. */
export function contextProps(context: TmxContext, style: ContextStyle): TmxProp[] {
  const names = STYLES[style];
  return (['file', 'id', 'previous', 'next'] as const).flatMap((key) => {
    const text = context[key];
    return text === undefined ? [] : names[key].map((type) => ({ type, text }));
  });
}
