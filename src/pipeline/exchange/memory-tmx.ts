import { plainText } from '../../content/index.js';
import type { MemoryUnit, MemoryUnitInput, UnitOrigin, UnitState } from '../../memory/index.js';
import {
  contextOf,
  contextProps,
  type ContextStyle,
  originOfPair,
  type TmxHeader,
  type TmxPair,
  type TmxProp,
  type TmxUnit,
} from '../../tmx/index.js';

/** Properties that say who made a target, beside TMX's own attributes. */
const ORIGIN = 'x-origin';
const STATE = 'x-state';
const CONFIDENCE = 'x-confidence';
const CHECKSUM = 'x-model-checksum';
const PROBABILITY = 'x-probability';
const IMPORTED_FROM = 'x-imported-from';

/** How much of a unit is written. */
export interface UnitTmxOptions {
  /** Names for the context; `none` leaves it out. */
  readonly context: ContextStyle | 'none';
}

/** A unit of a memory for TMX. Its earlier versions stay behind: TMX has no place for them. */
export function unitToTmx(unit: MemoryUnit, options: UnitTmxOptions): TmxUnit {
  const { origin } = unit;
  const tool = origin.kind === 'mt' ? origin.model : origin.kind === 'human' ? origin.tool : undefined;
  const author = origin.kind === 'human' ? origin.author : undefined;
  const { context = {} } = unit;
  const props =
    options.context === 'none'
      ? []
      : contextProps(
          {
            ...(unit.document !== undefined && { file: unit.document }),
            ...(context.unitId !== undefined && { id: context.unitId }),
            ...(context.previous !== undefined && { previous: context.previous }),
            ...(context.next !== undefined && { next: context.next }),
          },
          options.context,
        );
  return {
    id: unit.id,
    ...(tool !== undefined && tool !== '' && { creationTool: tool }),
    creationDate: unit.created,
    ...(author !== undefined && { creationId: author }),
    changeDate: unit.changed,
    notes: (unit.notes ?? []).map((text) => ({ text })),
    props: [...originProps(unit), ...props],
    variants: [
      { language: unit.sourceLanguage, notes: [], props: [], content: unit.source },
      { language: unit.targetLanguage, notes: [], props: [], content: unit.target },
    ],
  };
}

function originProps({ origin, state }: MemoryUnit): TmxProp[] {
  const own: TmxProp[] = [
    { type: ORIGIN, text: origin.kind },
    { type: STATE, text: state },
  ];
  switch (origin.kind) {
    case 'mt':
      return [
        ...own,
        { type: CONFIDENCE, text: String(origin.confidence) },
        ...(origin.checksum === '' ? [] : [{ type: CHECKSUM, text: origin.checksum }]),
      ];
    case 'alignment':
      return [...own, { type: PROBABILITY, text: String(origin.probability) }];
    case 'import':
      return [...own, { type: IMPORTED_FROM, text: origin.file }];
    case 'human':
      return own;
  }
}

const isState = (text: string | undefined): text is UnitState =>
  text === 'initial' || text === 'translated' || text === 'reviewed' || text === 'final';

export interface TmxImportFacts {
  /** Name of the file, for origins. */
  readonly file: string;
  /** Everything in this file is machine translation: OmegaT keeps that in a folder of its own. */
  readonly machine: boolean;
}

/** A pair of a TMX file as a unit for a memory; undefined when one side is empty. */
export function unitFromTmx(pair: TmxPair, header: TmxHeader, facts: TmxImportFacts): MemoryUnitInput | undefined {
  const { unit, source, target } = pair;
  if (plainText(source.content).trim() === '' || plainText(target.content).trim() === '') return undefined;
  const context = contextOf(unit);
  const propOf = (type: string): string | undefined => unit.props.find((one) => one.type === type)?.text;
  const origin = unitOrigin(pair, header, facts);
  const state = propOf(STATE);
  const created = dateOf(target.creationDate ?? unit.creationDate);
  const changed = dateOf(target.changeDate ?? unit.changeDate);
  const notes = [...unit.notes, ...target.notes].map((note) => note.text);
  return {
    source: source.content,
    target: target.content,
    sourceLanguage: source.language,
    targetLanguage: target.language,
    origin,
    state: isState(state) ? state : origin.kind === 'mt' ? 'initial' : 'translated',
    document: context?.file ?? facts.file,
    ...(context !== undefined && hasContext(context) && { context: contextUnit(context) }),
    ...(created !== undefined && { created }),
    ...((changed ?? created) !== undefined && { changed: (changed ?? created)! }),
    ...(notes.length > 0 && { notes }),
    ...(origin.kind === 'mt' && origin.confidence > 0 && { confidence: origin.confidence }),
  };
}

type Context = NonNullable<ReturnType<typeof contextOf>>;

const hasContext = ({ previous, next, id }: Context): boolean => [previous, next, id].some((one) => one !== undefined);

const contextUnit = ({ previous, next, id }: Context): NonNullable<MemoryUnitInput['context']> => ({
  ...(previous !== undefined && { previous }),
  ...(next !== undefined && { next }),
  ...(id !== undefined && { unitId: id }),
});

function dateOf(text: string | undefined): string | undefined {
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}

function unitOrigin(pair: TmxPair, header: TmxHeader, { file, machine }: TmxImportFacts): UnitOrigin {
  const propOf = (type: string): string | undefined => pair.unit.props.find((one) => one.type === type)?.text;
  const share = (type: string): number => {
    const number = Number(propOf(type));
    return Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : 0;
  };
  const known = originOfPair(pair, header);
  if (machine || known.kind === 'mt') {
    const name = known.kind === 'mt' ? known.name : undefined;
    const model = name ?? pair.unit.creationTool ?? header.creationTool ?? '';
    return { kind: 'mt', model, checksum: propOf(CHECKSUM) ?? '', confidence: share(CONFIDENCE) };
  }
  if (known.kind === 'alignment') return { kind: 'alignment', probability: share(PROBABILITY) };
  if (known.kind === 'unknown') return { kind: 'import', file: propOf(IMPORTED_FROM) ?? file };
  const { author, tool } = known;
  return { kind: 'human', ...(tool !== undefined && { tool }), ...(author !== undefined && { author }) };
}
