import type { InlineCode } from '../content/index.js';
import { escapeAttribute, escapeText, replaceInvalid } from '../xliff/index.js';
import { tmxDate } from './dates.js';
import type { TmxDocument, TmxHeader, TmxNote, TmxProp, TmxProvenance, TmxUnit, TmxVariant } from './model.js';
import { omegatStyle, omegatUnit } from './omegat.js';
import { type CodeStyle, NATIVE_STYLE, numberCodes, writeSegment } from './write-inline.js';

/** What readers of TMX need to see, as data. */
export interface TmxProfile {
  /** `creationtool` and `o-tmf` of the header, where the reader goes by them. */
  readonly tool?: { readonly name: string; readonly format: string };
  /** Original markup in the codes, or OmegaT's own tags. */
  readonly codes: 'native' | 'omegat';
}

export const TMX_PROFILES = {
  generic: { codes: 'native' },
  /** Fills tagged segments only when the header says that OmegaT wrote the file, and with OmegaT's tags in the codes. */
  omegat: { tool: { name: 'OmegaT', format: 'OmegaT TMX' }, codes: 'omegat' },
} as const satisfies Record<string, TmxProfile>;

export type TmxProfileName = keyof typeof TMX_PROFILES;

export interface WriteTmxOptions {
  readonly profile?: TmxProfileName | TmxProfile;
  /** Default two spaces. Text is never indented. */
  readonly indent?: string;
}

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(replaceInvalid(value))}"`))
    .join('');

function provenance(value: TmxProvenance): Record<string, string | undefined> {
  const date = (text: string | undefined): string | undefined => (text === undefined ? undefined : tmxDate(text));
  return {
    creationtool: value.creationTool,
    creationtoolversion: value.creationToolVersion,
    creationdate: date(value.creationDate),
    creationid: value.creationId,
    changedate: date(value.changeDate),
    changeid: value.changeId,
    usagecount: value.usageCount,
    lastusagedate: date(value.lastUsageDate),
    datatype: value.datatype,
    'o-tmf': value.originalFormat,
    'o-encoding': value.originalEncoding,
  };
}

const propLine = ({ type, language, text }: TmxProp): string =>
  `<prop${attributes({ type, 'xml:lang': language })}>${escapeText(replaceInvalid(text))}</prop>`;

const noteLine = ({ language, text }: TmxNote): string =>
  `<note${attributes({ 'xml:lang': language })}>${escapeText(replaceInvalid(text))}</note>`;

/** The header's start tag needs these seven; what is missing gets a value that says nothing wrong. */
function headerAttributes(header: TmxHeader, profile: TmxProfile): string {
  const own = provenance(header);
  return attributes({
    creationtool: profile.tool?.name ?? own['creationtool'] ?? 'memori',
    creationtoolversion: own['creationtoolversion'] ?? '1',
    segtype: header.segmentType ?? 'sentence',
    'o-tmf': profile.tool?.format ?? own['o-tmf'] ?? 'memori',
    adminlang: header.adminLanguage ?? 'en',
    srclang: header.sourceLanguage,
    datatype: own['datatype'] ?? 'plaintext',
    'o-encoding': own['o-encoding'],
    creationdate: own['creationdate'],
    creationid: own['creationid'],
    changedate: own['changedate'],
    changeid: own['changeid'],
  });
}

/** Writes units one after the other, for memories of any size: `start()`, each `unit()`, `end()`. */
export interface TmxWriter {
  start(header: TmxHeader): string;
  unit(unit: TmxUnit): string;
  end(): string;
}

/** A writer of TMX 1.4b: the same document always gives the same text, valid by the DTD. */
export function tmxWriter(options: WriteTmxOptions = {}): TmxWriter {
  const { indent = '  ' } = options;
  const chosen = options.profile ?? 'generic';
  const profile: TmxProfile = typeof chosen === 'string' ? TMX_PROFILES[chosen] : chosen;
  const style = (unit: TmxUnit): CodeStyle => (profile.codes === 'omegat' ? omegatStyle(unit) : NATIVE_STYLE);
  let sourceLanguage = '';
  const line = (depth: number, text: string): string => `${indent.repeat(depth)}${text}\n`;

  const variantText = (variant: TmxVariant, numberOf: (code: InlineCode) => number, codes: CodeStyle): string => {
    const { language, notes, props } = variant;
    const own = { 'xml:lang': language, ...provenance(variant) };
    return [
      line(3, `<tuv${attributes(own)}>`),
      ...notes.map((note) => line(4, noteLine(note))),
      ...props.map((prop) => line(4, propLine(prop))),
      line(4, `<seg>${writeSegment({ ...variant, numberOf }, codes)}</seg>`),
      line(3, '</tuv>'),
    ].join('');
  };

  return {
    start: (header) => {
      sourceLanguage = header.sourceLanguage;
      return [
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n',
        header.notes.length + header.props.length === 0
          ? line(1, `<header${headerAttributes(header, profile)}/>`)
          : [
              line(1, `<header${headerAttributes(header, profile)}>`),
              ...header.notes.map((note) => line(2, noteLine(note))),
              ...header.props.map((prop) => line(2, propLine(prop))),
              line(1, '</header>'),
            ].join(''),
        line(1, '<body>'),
      ].join('');
    },
    unit: (whole) => {
      const unit = profile.codes === 'omegat' ? omegatUnit(whole, sourceLanguage) : whole;
      // The DTD wants at least one variant.
      if (unit === undefined || unit.variants.length === 0) return '';
      const codes = style(unit);
      const numberOf = numberCodes(
        unit.variants.map((variant) => variant.content),
        codes,
      );
      const own = {
        tuid: unit.id,
        ...provenance(unit),
        segtype: unit.segmentType,
        srclang: unit.sourceLanguage,
      };
      return [
        line(2, `<tu${attributes(own)}>`),
        ...unit.notes.map((note) => line(3, noteLine(note))),
        ...unit.props.map((prop) => line(3, propLine(prop))),
        ...unit.variants.map((variant) => variantText(variant, numberOf, codes)),
        line(2, '</tu>'),
      ].join('');
    },
    end: () => `${line(1, '</body>')}</tmx>\n`,
  };
}

/** Writes a whole document; see {@link tmxWriter}. */
export function writeTmx(document: TmxDocument, options: WriteTmxOptions = {}): string {
  const writer = tmxWriter(options);
  return [writer.start(document.header), ...document.units.map((unit) => writer.unit(unit)), writer.end()].join('');
}
