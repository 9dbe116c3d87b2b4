/** The words of numbers, dates, times and money in both languages. Data only. */

import type { Language, PercentUnit } from './types.js';

const record = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/u)
      .map((pair) => {
        const [word = '', value = ''] = pair.split('=');
        return [word, Number(value)];
      }),
  );

const words = (text: string): string[] => text.trim().split(/\s+/u);

/** January is 1. The full name comes first, the usual abbreviation second. */
export const MONTH_NAMES: Record<Language, readonly (readonly string[])[]> = {
  id: [
    ['Januari', 'Jan'],
    ['Februari', 'Feb', 'Pebruari'],
    ['Maret', 'Mar'],
    ['April', 'Apr'],
    ['Mei'],
    ['Juni', 'Jun'],
    ['Juli', 'Jul'],
    ['Agustus', 'Agu', 'Agt', 'Agust', 'Ags'],
    ['September', 'Sep', 'Sept'],
    ['Oktober', 'Okt'],
    ['November', 'Nov', 'Nopember', 'Nop'],
    ['Desember', 'Des'],
  ],
  en: [
    ['January', 'Jan.', 'Jan'],
    ['February', 'Feb.', 'Feb'],
    ['March', 'Mar.', 'Mar'],
    ['April', 'Apr.', 'Apr'],
    ['May'],
    ['June', 'Jun.', 'Jun'],
    ['July', 'Jul.', 'Jul'],
    ['August', 'Aug.', 'Aug'],
    ['September', 'Sept.', 'Sept', 'Sep'],
    ['October', 'Oct.', 'Oct'],
    ['November', 'Nov.', 'Nov'],
    ['December', 'Dec.', 'Dec'],
  ],
};

/** Monday is 1. */
export const WEEKDAY_NAMES: Record<Language, readonly (readonly string[])[]> = {
  id: [['Senin'], ['Selasa'], ['Rabu'], ['Kamis'], ['Jumat', "Jum'at"], ['Sabtu'], ['Minggu', 'Ahad']],
  en: [
    ['Monday', 'Mon.'],
    ['Tuesday', 'Tue.', 'Tues.'],
    ['Wednesday', 'Wed.'],
    ['Thursday', 'Thu.', 'Thurs.'],
    ['Friday', 'Fri.'],
    ['Saturday', 'Sat.'],
    ['Sunday', 'Sun.'],
  ],
};

function byName(names: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(
    names.flatMap((forms, i) => forms.map((form) => [form.toLowerCase().replace('.', ''), i + 1] as const)),
  );
}

export const MONTHS = { id: byName(MONTH_NAMES.id), en: byName(MONTH_NAMES.en) };
export const WEEKDAYS = { id: byName(WEEKDAY_NAMES.id), en: byName(WEEKDAY_NAMES.en) };

/** Number words below a hundred, and the multipliers. */
export const UNITS: Record<Language, ReadonlyMap<string, number>> = {
  id: new Map(
    Object.entries(
      record('nol=0 satu=1 dua=2 tiga=3 empat=4 lima=5 enam=6 tujuh=7 delapan=8 sembilan=9 sepuluh=10 sebelas=11'),
    ),
  ),
  en: new Map(
    Object.entries(
      record(
        'zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 ' +
          'fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19',
      ),
    ),
  ),
};

export const ENGLISH_TENS: ReadonlyMap<string, number> = new Map(
  Object.entries(record('twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90')),
);

/** Powers of ten of the words of scale. */
export const SCALES: Record<Language, ReadonlyMap<string, number>> = {
  id: new Map(
    Object.entries(
      record(
        'ribu=3 rb=3 juta=6 jt=6 miliar=9 milyar=9 milliar=9 miliard=9 mlr=9 triliun=12 trilyun=12 trilliun=12 kuadriliun=15',
      ),
    ),
  ),
  en: new Map(
    Object.entries(record('thousand=3 million=6 mln=6 billion=9 bln=9 bn=9 trillion=12 tn=12 trn=12 quadrillion=15')),
  ),
};

/** Indonesian scales fused with "one". */
export const ONE_SCALE: ReadonlyMap<string, number> = new Map(
  Object.entries(record('seribu=3 sejuta=6 semiliar=9 setriliun=12')),
);

/** Abbreviations of scale that only count after a currency sign; the case matters. */
export const MONEY_SCALES: Record<Language, ReadonlyMap<string, number>> = {
  id: new Map(Object.entries(record('M=9 T=12 jt=6 Jt=6 rb=3 Rb=3 k=3 K=3'))),
  en: new Map(Object.entries(record('k=3 K=3 m=6 M=6 mn=6 b=9 B=9 bn=9 tn=12 T=12'))),
};

/** The word of scale that is written for a power of ten. */
export const SCALE_WORDS: Record<Language, Readonly<Record<number, string>>> = {
  id: { 3: 'ribu', 6: 'juta', 9: 'miliar', 12: 'triliun', 15: 'kuadriliun' },
  en: { 3: 'thousand', 6: 'million', 9: 'billion', 12: 'trillion', 15: 'quadrillion' },
};

/** English ordinal words below a hundred; `first` is left out, it says order more often than number. */
export const ENGLISH_ORDINALS: ReadonlyMap<string, number> = new Map(
  Object.entries(
    record(
      'first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 ' +
        'thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 ' +
        'thirtieth=30 fortieth=40 fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 hundredth=100 ' +
        'thousandth=1000',
    ),
  ),
);

/** Words that multiply: `twice`, `doubled`, `threefold` for `dua kali`, `naik dua kali lipat`, `tiga kali lipat`. */
export const MULTIPLES: ReadonlyMap<string, number> = new Map(
  Object.entries(
    record(
      'twice=2 thrice=3 doubled=2 doubling=2 tripled=3 tripling=3 quadrupled=4 quintupled=5 ' +
        'twofold=2 threefold=3 fourfold=4 fivefold=5 sixfold=6 sevenfold=7 eightfold=8 ninefold=9 tenfold=10 hundredfold=100',
    ),
  ),
);

export const ENGLISH_DECADES: ReadonlyMap<string, number> = new Map(
  Object.entries(
    record('twenties=20 thirties=30 forties=40 fifties=50 sixties=60 seventies=70 eighties=80 nineties=90'),
  ),
);

/** Denominators: `sepertiga`, `dua pertiga`; `third`, `thirds`. */
export const DENOMINATORS: Record<Language, ReadonlyMap<string, number>> = {
  id: new Map(
    Object.entries(
      record(
        'pertiga=3 perempat=4 perlima=5 perenam=6 pertujuh=7 perdelapan=8 persembilan=9 persepuluh=10 perseratus=100',
      ),
    ),
  ),
  en: new Map(
    Object.entries(
      record(
        'half=2 halves=2 third=3 quarter=4 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 hundredth=100',
      ),
    ),
  ),
};

/** Signs and words after a number that make it a percentage. */
export const PERCENT_NAMES: Record<Language, readonly (readonly [string, PercentUnit])[]> = {
  id: [
    ['%', 'percent'],
    ['persen', 'percent'],
    ['prosen', 'percent'],
    ['persennya', 'percent'],
    ['persen poin', 'percentage-point'],
    ['poin persen', 'percentage-point'],
    ['poin persentase', 'percentage-point'],
    ['basis poin', 'basis-point'],
    ['‰', 'permille'],
    ['permil', 'permille'],
  ],
  en: [
    ['%', 'percent'],
    ['percent', 'percent'],
    ['per cent', 'percent'],
    ['percentage points', 'percentage-point'],
    ['percentage point', 'percentage-point'],
    ['basis points', 'basis-point'],
    ['basis point', 'basis-point'],
    ['‰', 'permille'],
    ['permille', 'permille'],
  ],
};

export interface CurrencyNames {
  /** ISO code, or the name of a family when the text does not say which member. */
  readonly code: string;
  /** Signs and codes written before the number; the first one is written by us. */
  readonly prefixes: readonly string[];
  /** Names after the number, lower-cased; the first one is written by us. */
  readonly id: readonly string[];
  readonly en: readonly string[];
}

/** Names are lower-cased phrases; English plurals are listed where they are regular names of money. */
export const CURRENCIES: readonly CurrencyNames[] = [
  { code: 'IDR', prefixes: ['Rp', 'IDR', 'RP'], id: ['rupiah'], en: ['rupiah', 'rupiahs', 'indonesian rupiah'] },
  {
    code: 'USD',
    prefixes: ['US$', 'USD', 'U.S.$'],
    id: ['dolar as', 'dolar amerika serikat', 'dolar amerika', 'dollar as', 'dollar amerika serikat', 'dollar amerika'],
    en: ['us dollars', 'us dollar', 'u.s. dollars', 'u.s. dollar', 'american dollars', 'american dollar'],
  },
  {
    code: 'SGD',
    prefixes: ['S$', 'SGD', 'SG$'],
    id: ['dolar singapura', 'dollar singapura'],
    en: ['singapore dollars', 'singapore dollar'],
  },
  {
    code: 'AUD',
    prefixes: ['A$', 'AUD', 'AU$'],
    id: ['dolar australia', 'dollar australia'],
    en: ['australian dollars', 'australian dollar'],
  },
  {
    code: 'HKD',
    prefixes: ['HK$', 'HKD'],
    id: ['dolar hong kong', 'dolar hongkong'],
    en: ['hong kong dollars', 'hong kong dollar'],
  },
  { code: 'CAD', prefixes: ['C$', 'CAD', 'CA$'], id: ['dolar kanada'], en: ['canadian dollars', 'canadian dollar'] },
  {
    code: 'NZD',
    prefixes: ['NZ$', 'NZD'],
    id: ['dolar selandia baru'],
    en: ['new zealand dollars', 'new zealand dollar'],
  },
  {
    code: 'TWD',
    prefixes: ['NT$', 'TWD'],
    id: ['dolar taiwan'],
    en: ['taiwan dollars', 'new taiwan dollars', 'taiwan dollar'],
  },
  { code: 'dollar', prefixes: ['$'], id: ['dolar', 'dollar'], en: ['dollars', 'dollar'] },
  { code: 'EUR', prefixes: ['€', 'EUR'], id: ['euro'], en: ['euros', 'euro'] },
  {
    code: 'GBP',
    prefixes: ['£', 'GBP'],
    id: ['pound sterling', 'poundsterling', 'pon sterling', 'pound inggris'],
    en: ['pounds sterling', 'pound sterling', 'british pounds', 'british pound'],
  },
  { code: 'JPY', prefixes: ['¥', 'JPY'], id: ['yen jepang', 'yen'], en: ['yen', 'japanese yen'] },
  {
    code: 'CNY',
    prefixes: ['CNY', 'RMB', 'CN¥'],
    id: ['yuan', 'renminbi', 'yuan tiongkok'],
    en: ['yuan', 'renminbi', 'chinese yuan'],
  },
  {
    code: 'MYR',
    prefixes: ['RM', 'MYR'],
    id: ['ringgit', 'ringgit malaysia'],
    en: ['ringgit', 'ringgits', 'malaysian ringgit'],
  },
  { code: 'THB', prefixes: ['฿', 'THB'], id: ['baht', 'baht thailand'], en: ['baht', 'thai baht'] },
  { code: 'INR', prefixes: ['₹', 'INR'], id: ['rupee', 'rupee india'], en: ['rupees', 'rupee', 'indian rupees'] },
  {
    code: 'KRW',
    prefixes: ['₩', 'KRW'],
    id: ['won', 'won korea', 'won korea selatan'],
    en: ['won', 'south korean won', 'korean won'],
  },
  {
    code: 'RUB',
    prefixes: ['₽', 'RUB'],
    id: ['rubel', 'ruble', 'rubel rusia'],
    en: ['rubles', 'ruble', 'roubles', 'russian rubles'],
  },
  {
    code: 'SAR',
    prefixes: ['SAR'],
    id: ['riyal', 'real saudi', 'riyal saudi', 'riyal arab saudi'],
    en: ['riyals', 'riyal', 'saudi riyals'],
  },
  { code: 'AED', prefixes: ['AED'], id: ['dirham', 'dirham uea'], en: ['dirhams', 'dirham', 'uae dirhams'] },
  { code: 'PHP', prefixes: ['₱', 'PHP'], id: ['peso filipina', 'peso'], en: ['philippine pesos', 'pesos', 'peso'] },
  { code: 'VND', prefixes: ['₫', 'VND'], id: ['dong', 'dong vietnam'], en: ['dong', 'vietnamese dong'] },
  { code: 'CHF', prefixes: ['CHF'], id: ['franc swiss', 'franc'], en: ['swiss francs', 'francs', 'franc'] },
  { code: 'TRY', prefixes: ['₺', 'TRY'], id: ['lira', 'lira turki'], en: ['lira', 'liras', 'turkish lira'] },
  { code: 'BRL', prefixes: ['R$', 'BRL'], id: ['real brasil'], en: ['reais', 'brazilian reais'] },
  { code: 'guilder', prefixes: [], id: ['gulden'], en: ['guilders', 'guilder'] },
  {
    code: 'pound',
    prefixes: [],
    id: ['pound', 'pound mesir', 'pound suriah'],
    en: ['pounds', 'pound', 'egyptian pounds', 'syrian pounds'],
  },
];

/** Members of a family that a bare name may stand for. */
export const CURRENCY_FAMILY: Readonly<Record<string, string>> = {
  USD: 'dollar',
  SGD: 'dollar',
  AUD: 'dollar',
  HKD: 'dollar',
  CAD: 'dollar',
  NZD: 'dollar',
  TWD: 'dollar',
  GBP: 'pound',
};

export interface UnitNames {
  readonly unit: string;
  /** Symbols, case-sensitive; the first one is written by us. */
  readonly symbols: readonly string[];
  readonly id: readonly string[];
  /** Singular first, then plural, then other spellings. */
  readonly en: readonly string[];
}

const metric = (unit: string, symbol: string, id: string, en: string, british?: string): UnitNames[] => {
  const forms = (name: string): string[] => [name, `${name}s`];
  const british2 = british === undefined ? [] : forms(british);
  return [
    { unit, symbols: [symbol], id: [id], en: [...forms(en), ...british2] },
    {
      unit: `square-${unit}`,
      symbols: [`${symbol}²`, `${symbol}2`],
      id: [`${id} persegi`],
      en: [...forms(`square ${en}`), ...british2.map((name) => `square ${name}`)],
    },
    {
      unit: `cubic-${unit}`,
      symbols: [`${symbol}³`, `${symbol}3`],
      id: [`${id} kubik`],
      en: [...forms(`cubic ${en}`), ...british2.map((name) => `cubic ${name}`)],
    },
  ];
};

export const MEASURES: readonly UnitNames[] = [
  ...metric('kilometer', 'km', 'kilometer', 'kilometer', 'kilometre'),
  ...metric('meter', 'm', 'meter', 'meter', 'metre'),
  ...metric('centimeter', 'cm', 'sentimeter', 'centimeter', 'centimetre'),
  ...metric('millimeter', 'mm', 'milimeter', 'millimeter', 'millimetre'),
  {
    unit: 'micrometer',
    symbols: ['µm', 'μm'],
    id: ['mikrometer', 'mikron'],
    en: ['micrometer', 'micrometers', 'micron', 'microns'],
  },
  { unit: 'nanometer', symbols: ['nm'], id: ['nanometer'], en: ['nanometer', 'nanometers'] },
  {
    unit: 'kilometer-per-hour',
    symbols: ['km/jam', 'km/h', 'kph', 'km/hr'],
    id: ['kilometer per jam', 'km per jam'],
    en: ['kilometer per hour', 'kilometers per hour', 'kilometres per hour', 'kilometer-an-hour', 'kilometers an hour'],
  },
  {
    unit: 'meter-per-second',
    symbols: ['m/s', 'm/detik', 'm/dtk'],
    id: ['meter per detik'],
    en: ['meter per second', 'meters per second', 'metres per second', 'meters a second'],
  },
  { unit: 'hectare', symbols: ['ha', 'Ha'], id: ['hektare', 'hektar'], en: ['hectare', 'hectares'] },
  { unit: 'acre', symbols: [], id: ['ekar', 'acre'], en: ['acre', 'acres'] },
  { unit: 'mile', symbols: ['mi'], id: ['mil', 'mil laut'], en: ['mile', 'miles', 'nautical miles', 'nautical mile'] },
  { unit: 'kilogram', symbols: ['kg', 'Kg'], id: ['kilogram', 'kilo'], en: ['kilogram', 'kilograms', 'kilo', 'kilos'] },
  { unit: 'gram', symbols: ['g', 'gr'], id: ['gram'], en: ['gram', 'grams'] },
  { unit: 'milligram', symbols: ['mg'], id: ['miligram'], en: ['milligram', 'milligrams'] },
  { unit: 'microgram', symbols: ['µg', 'μg', 'mcg'], id: ['mikrogram'], en: ['microgram', 'micrograms'] },
  { unit: 'ton', symbols: ['t'], id: ['ton'], en: ['ton', 'tons', 'tonne', 'tonnes', 'metric ton', 'metric tons'] },
  { unit: 'quintal', symbols: [], id: ['kuintal', 'kwintal'], en: ['quintal', 'quintals'] },
  { unit: 'liter', symbols: ['l', 'L', 'ltr'], id: ['liter'], en: ['liter', 'liters', 'litre', 'litres'] },
  {
    unit: 'milliliter',
    symbols: ['ml', 'mL'],
    id: ['mililiter'],
    en: ['milliliter', 'milliliters', 'millilitre', 'millilitres'],
  },
  { unit: 'barrel', symbols: ['bbl'], id: ['barel', 'barrel'], en: ['barrel', 'barrels'] },
  {
    unit: 'ounce',
    symbols: ['oz'],
    id: ['ons troi', 'troy ounce'],
    en: ['ounce', 'ounces', 'troy ounce', 'troy ounces'],
  },
  {
    unit: 'celsius',
    symbols: ['°C', '℃', '° C'],
    id: ['derajat celsius', 'derajat celcius', 'celsius'],
    en: ['degree Celsius', 'degrees Celsius', 'degree centigrade', 'degrees centigrade', 'Celsius'],
  },
  {
    unit: 'fahrenheit',
    symbols: ['°F', '℉'],
    id: ['derajat fahrenheit'],
    en: ['degree Fahrenheit', 'degrees Fahrenheit'],
  },
  { unit: 'degree', symbols: ['°'], id: ['derajat'], en: ['degree', 'degrees'] },
  { unit: 'watt', symbols: ['W'], id: ['watt'], en: ['watt', 'watts'] },
  { unit: 'kilowatt', symbols: ['kW'], id: ['kilowatt'], en: ['kilowatt', 'kilowatts'] },
  { unit: 'megawatt', symbols: ['MW'], id: ['megawatt', 'mega watt'], en: ['megawatt', 'megawatts'] },
  { unit: 'gigawatt', symbols: ['GW'], id: ['gigawatt'], en: ['gigawatt', 'gigawatts'] },
  {
    unit: 'kilowatt-hour',
    symbols: ['kWh', 'kwh'],
    id: ['kilowatt jam', 'kilowatt-jam'],
    en: ['kilowatt-hour', 'kilowatt-hours', 'kilowatt hours'],
  },
  { unit: 'volt', symbols: ['V'], id: ['volt'], en: ['volt', 'volts'] },
  { unit: 'hertz', symbols: ['Hz'], id: ['hertz'], en: ['hertz'] },
  { unit: 'kilohertz', symbols: ['kHz'], id: ['kilohertz'], en: ['kilohertz'] },
  { unit: 'megahertz', symbols: ['MHz'], id: ['megahertz'], en: ['megahertz'] },
  { unit: 'gigahertz', symbols: ['GHz'], id: ['gigahertz'], en: ['gigahertz'] },
  { unit: 'kilobyte', symbols: ['KB', 'kB'], id: ['kilobita', 'kilobyte'], en: ['kilobyte', 'kilobytes'] },
  { unit: 'megabyte', symbols: ['MB'], id: ['megabita', 'megabyte'], en: ['megabyte', 'megabytes'] },
  { unit: 'gigabyte', symbols: ['GB'], id: ['gigabita', 'gigabyte'], en: ['gigabyte', 'gigabytes'] },
  { unit: 'kibibyte', symbols: ['KiB'], id: ['kibibyte'], en: ['kibibyte', 'kibibytes'] },
  { unit: 'mebibyte', symbols: ['MiB'], id: ['mebibyte'], en: ['mebibyte', 'mebibytes'] },
  { unit: 'gibibyte', symbols: ['GiB'], id: ['gibibyte'], en: ['gibibyte', 'gibibytes'] },
  { unit: 'terabyte', symbols: ['TB'], id: ['terabita', 'terabyte'], en: ['terabyte', 'terabytes'] },
  {
    unit: 'megabit-per-second',
    symbols: ['Mbps', 'Mb/s'],
    id: ['megabit per detik'],
    en: ['megabits per second', 'megabits per second'],
  },
  { unit: 'inch', symbols: ['in'], id: ['inci', 'inchi'], en: ['inch', 'inches'] },
  { unit: 'foot', symbols: ['ft'], id: ['kaki'], en: ['foot', 'feet'] },
  { unit: 'pixel', symbols: ['px'], id: ['piksel'], en: ['pixel', 'pixels'] },
  { unit: 'knot', symbols: ['kn'], id: ['knot'], en: ['knot', 'knots'] },
  { unit: 'decibel', symbols: ['dB'], id: ['desibel'], en: ['decibel', 'decibels'] },
  { unit: 'calorie', symbols: ['kal', 'cal'], id: ['kalori'], en: ['calorie', 'calories'] },
  { unit: 'kilocalorie', symbols: ['kkal', 'kcal'], id: ['kilokalori'], en: ['kilocalorie', 'kilocalories'] },
];

export interface ZoneNames {
  readonly zone: string;
  readonly id: readonly string[];
  readonly en: readonly string[];
}

/** Time zones; the first name is written by us. Codes are compared as written, phrases without regard to case. */
export const ZONES: readonly ZoneNames[] = [
  {
    zone: 'WIB',
    id: ['WIB', 'waktu indonesia barat'],
    en: ['Western Indonesian Time', 'Western Indonesia Time', 'WIB', 'West Indonesia Time', 'Jakarta time'],
  },
  {
    zone: 'WITA',
    id: ['WITA', 'Wita', 'waktu indonesia tengah'],
    en: ['Central Indonesian Time', 'Central Indonesia Time', 'WITA'],
  },
  {
    zone: 'WIT',
    id: ['WIT', 'waktu indonesia timur'],
    en: ['Eastern Indonesian Time', 'Eastern Indonesia Time', 'WIT', 'East Indonesia Time'],
  },
  { zone: 'local', id: ['waktu setempat'], en: ['local time'] },
  ...words('GMT UTC CET CEST EST EDT PST PDT CST JST KST').map((zone) => ({ zone, id: [zone], en: [zone] })),
];

/** Parts of the day that tell which half an hour belongs to. */
export const DAY_PARTS: Record<Language, ReadonlyMap<string, DayPart>> = {
  id: new Map<string, DayPart>([
    ['pagi', 'morning'],
    ['siang', 'noon'],
    ['sore', 'afternoon'],
    ['petang', 'afternoon'],
    ['malam', 'night'],
    ['dini hari', 'small-hours'],
    ['subuh', 'small-hours'],
  ]),
  en: new Map<string, DayPart>([
    ['in the morning', 'morning'],
    ['in the afternoon', 'afternoon'],
    ['in the evening', 'night'],
    ['at night', 'night'],
  ]),
};

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'night' | 'small-hours';
