import type { ContextStyle, TmxProfileName } from '../../tmx/index.js';
import type { Xliff12ProfileName } from '../../xliff/index.js';

/** How documents are written for a tool. */
export type XliffFlavour =
  | {
      readonly version: '1.2';
      readonly profile: Xliff12ProfileName;
      /**
       * States to be written in the place of others; `null` leaves the attribute out. The rest is the table of the XLIFF
       * writer.
       */
      readonly states?: Readonly<Record<string, string | null>>;
      /** Fill targets with the source: the tool shows the target as the text to translate. */
      readonly sourceAsTarget?: boolean;
    }
  | {
      readonly version: '2.0' | '2.1';
      /** Tell the tool not to segment again. */
      readonly keepSegments?: boolean;
    };

/** What a CAT tool needs to see, as data: which files, where, and in which form. */
export interface ExportProfile {
  readonly name: string;
  readonly xliff: XliffFlavour;
  readonly tmx: TmxProfileName;
  readonly context: ContextStyle;
  /** Folders below the one to write to; `.` is that folder itself. */
  readonly folders: {
    readonly documents: string;
    /** Memory of what people made or confirmed. */
    readonly confirmed: string;
    /** Memory of pairs that a program aligned and nobody has looked at. */
    readonly aligned: string;
    /** Memory of machine translation that nobody confirmed. */
    readonly machine: string;
  };
  /** Write an OmegaT project around the files. */
  readonly project?: 'omegat';
}

const FLAT = { documents: '.', confirmed: '.', aligned: '.', machine: '.' } as const;

/**
 * Profiles by tool. Sources: what the makers document and what their code does, see the README; OmegaT's was measured on
 * OmegaT 3.6.
 */
export const EXPORT_PROFILES = {
  generic: { name: 'any tool', xliff: { version: '2.1' }, tmx: 'generic', context: 'all', folders: FLAT },
  /**
   * Shows the target of XLIFF 1.2 as the text to translate and writes no states, so the documents go out with the source
   * in both places, and translations come from the memories: `tm/auto` fills segments, `tm/mt` is only suggested.
   */
  omegat: {
    name: 'OmegaT',
    xliff: { version: '1.2', profile: 'omegat', sourceAsTarget: true, states: { 'needs-translation': null } },
    tmx: 'omegat',
    context: 'omegat',
    folders: { documents: 'source', confirmed: 'tm/auto', aligned: 'tm', machine: 'tm/mt' },
    project: 'omegat',
  },
  /** Maps the four states of XLIFF 2.0: `initial` is Not Translated, so that machine translation does not look done. */
  trados: {
    name: 'Trados Studio',
    xliff: { version: '2.0', keepSegments: true },
    tmx: 'generic',
    context: 'x-context',
    folders: FLAT,
  },
  memoq: {
    name: 'memoQ',
    xliff: { version: '1.2', profile: 'memoq' },
    tmx: 'generic',
    context: 'x-context',
    folders: FLAT,
  },
  /** Respects `canResegment="no"`; reads notes of units only. */
  phrase: {
    name: 'Phrase',
    xliff: { version: '2.0', keepSegments: true },
    tmx: 'generic',
    context: 'x-context',
    folders: FLAT,
  },
  /** Goes by state and qualifier; imports candidates with a numeric quality from 50. */
  matecat: {
    name: 'MateCat',
    xliff: { version: '1.2', profile: 'matecat' },
    tmx: 'generic',
    context: 'x-context',
    folders: FLAT,
  },
  /** Does not know qualifiers: only these states mean “needs editing”, any other one that the text is translated. */
  weblate: {
    name: 'Weblate',
    xliff: { version: '1.2', profile: 'weblate', states: { 'needs-review-translation': 'needs-translation' } },
    tmx: 'generic',
    context: 'x-context',
    folders: FLAT,
  },
  /** Wants the percent sign and `extype`; takes candidates from 75 %. */
  xtm: {
    name: 'XTM',
    xliff: { version: '1.2', profile: 'xtm' },
    tmx: 'generic',
    context: 'xtm',
    folders: FLAT,
  },
} as const satisfies Record<string, ExportProfile>;

export type ExportTool = keyof typeof EXPORT_PROFILES;

export const EXPORT_TOOLS = Object.keys(EXPORT_PROFILES) as ExportTool[];
