import type { SegmentOrigin, SegmentState, XliffDialect } from './model.js';

/**
 * States and origins of XLIFF 1.2 and of its flavours, as their tools use them, and XLIFF 2's four states: both
 * directions of design.md's table. XLIFF 2's `initial` means "no person has vouched for this target".
 */
export interface Status {
  readonly state: SegmentState;
  readonly origin?: SegmentOrigin;
}

const MACHINE_QUALIFIERS: ReadonlySet<string> = new Set(['leveraged-mt', 'mt-suggestion']);
const KIND_OF_QUALIFIER: Readonly<Record<string, SegmentOrigin['kind']>> = {
  'exact-match': 'icm',
  'id-match': 'idm',
  'leveraged-tm': 'tm',
  'fuzzy-match': 'tm',
  'leveraged-inherited': 'repetition',
  'leveraged-glossary': 'other',
  'leveraged-repository': 'tm',
  'leveraged-mt': 'mt',
  'mt-suggestion': 'mt',
  tm: 'tm',
};

/** States of XLIFF 1.2 that say nobody has translated this yet. */
const UNTRANSLATED: ReadonlySet<string> = new Set([
  'new',
  'needs-translation',
  'needs-adaptation',
  'needs-l10n',
  'initial',
]);

/** XLIFF 1.2 `target@state`, `target@state-qualifier` and `trans-unit@approved`. */
export function statusOf12(target: {
  readonly state: string | undefined;
  readonly qualifier: string | undefined;
  readonly approved: boolean;
  readonly empty: boolean;
}): Status {
  const { qualifier } = target;
  const raw = target.state;
  const kind = qualifier === undefined ? undefined : KIND_OF_QUALIFIER[qualifier];
  const origin: SegmentOrigin = {
    ...(kind !== undefined && { kind }),
    ...(raw !== undefined && { status: raw }),
    ...(qualifier !== undefined && { qualifier }),
  };
  return { state: stateOf12(raw, target), ...(Object.keys(origin).length > 0 && { origin }) };
}

function stateOf12(
  raw: string | undefined,
  target: { qualifier: string | undefined; approved: boolean; empty: boolean },
): SegmentState {
  if (target.empty || (raw !== undefined && UNTRANSLATED.has(raw))) return 'initial';
  if (raw === 'final') return 'final';
  if (raw?.startsWith('needs-review') === true) {
    // Translated, waiting for review; unless only a machine or a similar sentence stands behind it.
    const doubtful =
      target.qualifier !== undefined &&
      (MACHINE_QUALIFIERS.has(target.qualifier) || target.qualifier === 'fuzzy-match');
    return doubtful ? 'initial' : 'translated';
  }
  if (target.approved) return 'final';
  if (raw === 'signed-off' || raw === 'reviewed') return 'reviewed';
  if (raw === undefined && target.qualifier !== undefined && MACHINE_QUALIFIERS.has(target.qualifier)) return 'initial';
  return 'translated';
}

/** Sub-states that memori gives a segment of XLIFF 2 to say where its target came from. */
const SUB_STATES: Readonly<Record<string, SegmentOrigin['kind']>> = {
  'memori:mt': 'mt',
  'memori:tm-exact': 'tm',
  'memori:tm-fuzzy': 'tm',
  'memori:tm-in-context': 'icm',
  'memori:tm-id': 'idm',
  'memori:repetition': 'repetition',
  'memori:copied': 'source',
};

/** The origin that a sub-state of ours stands for. */
export function originOfSubState(subState: string | undefined): SegmentOrigin | undefined {
  const kind = subState === undefined ? undefined : SUB_STATES[subState];
  return kind === undefined ? undefined : { kind };
}

/** The sub-state that says where a target came from; nothing for a person's own work. */
export function subStateOf(origin: SegmentOrigin | undefined, state: SegmentState): string | undefined {
  switch (origin?.kind) {
    case 'mt':
      return 'memori:mt';
    case 'tm':
      return state === 'initial' ? 'memori:tm-fuzzy' : 'memori:tm-exact';
    case 'icm':
      return 'memori:tm-in-context';
    case 'idm':
      return 'memori:tm-id';
    case 'repetition':
      return 'memori:repetition';
    case 'source':
      return 'memori:copied';
    default:
      return undefined;
  }
}

/** XLIFF 1.2 attributes for a state. */
export function status12(
  state: SegmentState,
  origin: SegmentOrigin | undefined,
): { state: string; qualifier?: string } {
  switch (state) {
    case 'final':
      return { state: 'final' };
    case 'reviewed':
      return { state: 'signed-off' };
    case 'translated':
      if (origin?.kind === 'icm') return { state: 'translated', qualifier: 'exact-match' };
      if (origin?.kind === 'idm') return { state: 'translated', qualifier: 'id-match' };
      if (origin?.kind === 'tm') return { state: 'translated', qualifier: 'leveraged-tm' };
      if (origin?.kind === 'repetition') return { state: 'translated', qualifier: 'leveraged-inherited' };
      return { state: 'translated' };
    case 'initial':
      if (origin?.kind === 'mt') return { state: 'needs-review-translation', qualifier: 'leveraged-mt' };
      if (origin?.kind === 'tm') return { state: 'needs-review-translation', qualifier: 'fuzzy-match' };
      return { state: 'needs-translation' };
  }
}

/** SDL Trados Studio: `sdl:seg@conf`. */
const SDL_STATES: Readonly<Record<string, SegmentState>> = {
  Draft: 'initial',
  Translated: 'translated',
  RejectedTranslation: 'initial',
  ApprovedTranslation: 'reviewed',
  RejectedSignOff: 'translated',
  ApprovedSignOff: 'final',
};

/** memoQ: `mq:status`. */
const MEMOQ_STATES: Readonly<Record<string, SegmentState>> = {
  NotStarted: 'initial',
  Edited: 'initial',
  PartiallyEdited: 'initial',
  PreTranslated: 'initial',
  AssembledFromFragments: 'initial',
  MachineTranslated: 'initial',
  Rejected: 'initial',
  ManuallyConfirmed: 'translated',
  TranslatorConfirmed: 'translated',
  Confirmed: 'translated',
  Reviewer1Confirmed: 'reviewed',
  Reviewer2Confirmed: 'final',
  Proofread: 'final',
};

const SDL_KINDS: Readonly<Record<string, SegmentOrigin['kind']>> = {
  mt: 'mt',
  nmt: 'mt',
  amt: 'mt',
  tm: 'tm',
  'document-match': 'icm',
  'auto-propagated': 'repetition',
  interactive: 'human',
  source: 'source',
};

const isTrue = (value: string | undefined): boolean =>
  value !== undefined && ['true', '1', 'yes', 'locked'].includes(value.toLowerCase());

function percentOf(value: string | undefined, scale = 1): number | undefined {
  const number = value === undefined ? Number.NaN : Number.parseFloat(value) * scale;
  return Number.isFinite(number) ? Math.round(number * 100) / 100 : undefined;
}

/** The tool attributes of a segment, by local name, as the flavour writes them. */
export type ToolAttributes = Readonly<Record<string, string | undefined>>;

function originOf(origin: { readonly [K in keyof SegmentOrigin]: SegmentOrigin[K] | undefined }):
  SegmentOrigin | undefined {
  const present = Object.entries(origin).filter(([, value]) => value !== undefined && value !== false);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

/** Confirmation, origin and percent as a flavour of XLIFF 1.2 records them. */
export function statusOfDialect(dialect: XliffDialect, tool: ToolAttributes, empty: boolean): Status {
  let state: SegmentState;
  let origin: SegmentOrigin | undefined;
  switch (dialect) {
    case 'sdl': {
      state = SDL_STATES[tool['conf'] ?? ''] ?? 'initial';
      const kind = SDL_KINDS[tool['origin'] ?? ''];
      origin = originOf({
        // A context match is a memory match whose neighbours match as well.
        kind: kind === 'tm' && tool['text-match'] === 'SourceAndTarget' ? 'icm' : kind,
        name: tool['origin-system'] === '' ? undefined : tool['origin-system'],
        percent: percentOf(tool['percent']),
        status: tool['conf'],
        locked: isTrue(tool['locked']),
      });
      break;
    }
    case 'memoq': {
      const status = tool['status'];
      state = MEMOQ_STATES[status ?? ''] ?? 'initial';
      const percent = percentOf(tool['percent']);
      let kind: SegmentOrigin['kind'];
      if (status === 'MachineTranslated') kind = 'mt';
      else if (status === 'PreTranslated') kind = percent !== undefined && percent > 100 ? 'icm' : 'tm';
      origin = originOf({ kind, percent: percent === 0 ? undefined : percent, status, locked: isTrue(tool['locked']) });
      break;
    }
    case 'phrase': {
      const level = Number(tool['confirmed'] ?? 0);
      state = level >= 2 ? 'reviewed' : level === 1 || tool['confirmed'] === 'true' ? 'translated' : 'initial';
      const trans = tool['trans-origin'];
      const percent = percentOf(tool['gross-score'] ?? tool['score'], 100);
      let kind: SegmentOrigin['kind'];
      if (trans === 'mt') kind = 'mt';
      else if (trans === 'tm') kind = percent !== undefined && percent > 100 ? 'icm' : 'tm';
      else if (trans !== undefined && trans !== '' && trans !== 'null') kind = 'other';
      origin = originOf({
        kind,
        percent: percent === 0 ? undefined : percent,
        status: tool['confirmed'],
        locked: isTrue(tool['locked']),
      });
    }
  }
  return { state: empty ? 'initial' : state, ...(origin !== undefined && { origin }) };
}

/** What a flavour writes for a state; the names are those of its own attributes. */
export function toolAttributes(
  dialect: XliffDialect,
  state: SegmentState,
  origin: SegmentOrigin | undefined,
): ToolAttributes {
  const mt = origin?.kind === 'mt';
  const memory = origin?.kind === 'tm' || origin?.kind === 'icm' || origin?.kind === 'idm';
  const percent = origin?.percent;
  switch (dialect) {
    case 'sdl':
      return {
        conf: { initial: 'Draft', translated: 'Translated', reviewed: 'ApprovedTranslation', final: 'ApprovedSignOff' }[
          state
        ],
        ...(origin !== undefined && {
          origin: mt ? 'mt' : memory ? 'tm' : origin.kind === 'repetition' ? 'auto-propagated' : 'interactive',
          'origin-system': origin.name,
          percent: percent === undefined ? undefined : String(Math.min(100, Math.round(percent))),
          'text-match': origin.kind === 'icm' ? 'SourceAndTarget' : undefined,
        }),
      };
    case 'memoq': {
      const open = mt ? 'MachineTranslated' : memory ? 'PreTranslated' : 'Edited';
      return {
        status: { initial: open, translated: 'ManuallyConfirmed', reviewed: 'Reviewer1Confirmed', final: 'Proofread' }[
          state
        ],
        ...(percent !== undefined && { percent: String(Math.round(percent)) }),
      };
    }
    case 'phrase':
      return {
        confirmed: { initial: '0', translated: '1', reviewed: '2', final: '2' }[state],
        ...(origin !== undefined && {
          'trans-origin': mt ? 'mt' : memory ? 'tm' : 'null',
          score: percent === undefined ? undefined : String(percent / 100),
          'gross-score': percent === undefined ? undefined : String(percent / 100),
        }),
      };
  }
}
