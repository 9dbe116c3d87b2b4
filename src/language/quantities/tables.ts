/** The phrases of the lexicon, ready to be looked up. */

import { CURRENCIES, MEASURES, PERCENT_NAMES } from './lexicon.js';
import { PhraseTable } from './phrases.js';
import type { Language, PercentUnit } from './types.js';

function currencyPrefixes(): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const { code, prefixes } of CURRENCIES) for (const prefix of prefixes) table.add(prefix, code, true);
  return table;
}

function currencyNames(language: Language): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const currency of CURRENCIES) {
    for (const name of currency[language]) table.add(name, currency.code);
    for (const prefix of currency.prefixes) if (prefix.length > 1) table.add(prefix, currency.code, true);
  }
  return table;
}

function unitNames(language: Language): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const unit of MEASURES) {
    for (const symbol of unit.symbols) table.add(symbol, unit.unit, true);
    for (const name of unit[language]) table.add(name, unit.unit);
  }
  return table;
}

function percentNames(language: Language): PhraseTable<PercentUnit> {
  const table = new PhraseTable<PercentUnit>();
  for (const [name, unit] of PERCENT_NAMES[language]) table.add(name, unit);
  return table;
}

export const PREFIXES = currencyPrefixes();
export const MONEY = { id: currencyNames('id'), en: currencyNames('en') };
export const UNIT_NAMES = { id: unitNames('id'), en: unitNames('en') };
export const PERCENTS = { id: percentNames('id'), en: percentNames('en') };
