/** What a text can say in figures: numbers and everything built on them, with values that know no language. */

export type Language = 'id' | 'en';

/** How a number was written, so that it can be written again in the same manner. */
export interface NumberForm {
  /** `mixed` is digits with a word of scale (`1,5 miliar`); `roman` only occurs in ordinals. */
  readonly style: 'digits' | 'words' | 'mixed' | 'roman';
  /** Digits after the decimal sign as written. */
  readonly decimals: number;
  /** Thousands separated as written; numbers below 1000 count as grouped. */
  readonly grouped: boolean;
  /** Power of ten of the word of scale: 3 ribu, 6 juta, 9 miliar, 12 triliun; 0 without. */
  readonly scale: number;
}

interface Found {
  /** The text of the quantity. */
  readonly text: string;
  /** `[start, end)` in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

interface Valued {
  readonly value: number;
  /** The same value as a plain decimal without grouping or trailing zeros: exact for any number of digits. */
  readonly decimal: string;
  readonly form: NumberForm;
}

export interface NumberQuantity extends Found, Valued {
  readonly kind: 'number';
}

/** The number of a whole group: `kedua negara`, `keduanya`, `both countries`. */
export interface GroupQuantity extends Found {
  readonly kind: 'group';
  readonly value: number;
}

/** `setengah`, `two-thirds`: value = numerator / denominator. */
export interface FractionQuantity extends Found {
  readonly kind: 'fraction';
  readonly value: number;
  readonly numerator: number;
  readonly denominator: number;
}

export interface PercentQuantity extends Found, Valued {
  readonly kind: 'percent';
  readonly unit: PercentUnit;
}

export type PercentUnit = 'percent' | 'percentage-point' | 'basis-point' | 'permille';

export interface CurrencyQuantity extends Found, Valued {
  readonly kind: 'currency';
  /** ISO 4217, or `dollar`, `peso`… when the text does not say whose. */
  readonly currency: string;
}

export interface MeasureQuantity extends Found, Valued {
  readonly kind: 'measure';
  /** Identifier of the unit, such as `kilometer`, `square-kilometer`, `kilometer-per-hour`, `celsius`. */
  readonly unit: string;
}

/** `ke-7`, `ketujuh`, `abad XIX`, `7th`, `seventh`. */
export interface OrdinalQuantity extends Found {
  readonly kind: 'ordinal';
  readonly value: number;
  readonly form: NumberForm;
}

/** `1980-an`, `1980s`, `80-an`. */
export interface DecadeQuantity extends Found {
  readonly kind: 'decade';
  readonly value: number;
}

/** The parts of a date that the text gives. Years before the common era are negative (585 SM is -585). */
export interface DateValue {
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday?: number;
}

export interface DateQuantity extends Found {
  readonly kind: 'date';
  readonly date: DateValue;
}

/** `8–11 Mei`, `1 dan 2 November`, `28 Mei–3 Juni 2024`; both ends carry all the parts that are known. */
export interface DateRangeQuantity extends Found {
  readonly kind: 'date-range';
  readonly from: DateValue;
  readonly to: DateValue;
  readonly joint: 'to' | 'and';
}

export interface TimeQuantity extends Found {
  readonly kind: 'time';
  /** 0 to 24. */
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  /** False when the text leaves open which half of the day is meant (`pukul tiga`, `at 3:30`). */
  readonly exact: boolean;
  /** `WIB`, `WITA`, `WIT`, `GMT`, `local`… */
  readonly zone?: string;
  readonly words: boolean;
}

/** Something with digits that is copied, not counted: `F-16`, `3.1.4`, `45/Pid.B/2022`, `COVID-19`. */
export interface CodeQuantity extends Found {
  readonly kind: 'code';
  readonly value: string;
}

export type Quantity =
  | NumberQuantity
  | GroupQuantity
  | FractionQuantity
  | PercentQuantity
  | CurrencyQuantity
  | MeasureQuantity
  | OrdinalQuantity
  | DecadeQuantity
  | DateQuantity
  | DateRangeQuantity
  | TimeQuantity
  | CodeQuantity;

export type QuantityKind = Quantity['kind'];
