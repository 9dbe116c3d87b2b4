/** Light inflection of English: plurals, verb forms, possessives. */

import { canonicalSpelling } from '../text/spelling.js';
import { remembered } from './remember.js';

const words = (text: string): string[] => text.trim().split(/\s+/u);

/** `base=form=form…` */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  words(
    'be=am=is=are=was=were=been=being have=has=had=having do=does=did=done go=goes=went=gone say=says=said see=saw=seen ' +
      'make=made take=took=taken come=came get=got=gotten give=gave=given find=found think=thought tell=told become=became ' +
      'leave=left feel=felt bring=brought begin=began=begun keep=kept hold=held write=wrote=written stand=stood hear=heard ' +
      'mean=meant meet=met run=ran pay=paid sit=sat speak=spoke=spoken lie=lay=lain lead=led grow=grew=grown lose=lost ' +
      'fall=fell=fallen send=sent build=built understand=understood draw=drew=drawn break=broke=broken spend=spent ' +
      'rise=rose=risen drive=drove=driven buy=bought wear=wore=worn choose=chose=chosen seek=sought throw=threw=thrown ' +
      'catch=caught deal=dealt win=won forget=forgot=forgotten sell=sold fight=fought teach=taught eat=ate=eaten sing=sang=sung ' +
      'strike=struck=stricken hang=hung shake=shook=shaken ride=rode=ridden feed=fed shoot=shot drink=drank=drunk hide=hid=hidden ' +
      'fly=flew=flown sleep=slept sweep=swept steal=stole=stolen bear=bore=borne swear=swore=sworn tear=tore=torn ' +
      'freeze=froze=frozen wake=woke=woken swim=swam=swum sink=sank=sunk shrink=shrank=shrunk spring=sprang=sprung ' +
      'know=knew=known blow=blew=blown show=shown bind=bound wind=wound grind=ground bend=bent lend=lent light=lit bite=bit=bitten ' +
      'forbid=forbade=forbidden forgive=forgave=forgiven withdraw=withdrew=withdrawn undergo=underwent=undergone ' +
      'overcome=overcame undertake=undertook=undertaken foresee=foresaw=foreseen stick=stuck dig=dug swing=swung cling=clung ' +
      'flee=fled bleed=bled breed=bred speed=sped slide=slid weave=wove=woven arise=arose=arisen awake=awoke=awoken beat=beaten ' +
      'man=men woman=women child=children foot=feet tooth=teeth goose=geese mouse=mice person=people ox=oxen ' +
      'life=lives wife=wives knife=knives half=halves shelf=shelves thief=thieves self=selves wolf=wolves loaf=loaves ' +
      'calf=calves crisis=crises analysis=analyses basis=bases thesis=theses hypothesis=hypotheses axis=axes phenomenon=phenomena ' +
      'criterion=criteria datum=data medium=media bacterium=bacteria fungus=fungi nucleus=nuclei radius=radii stimulus=stimuli ' +
      'alumnus=alumni index=indices matrix=matrices vertex=vertices appendix=appendices die=dies=died=dying tie=ties=tied=tying ' +
      'policeman=policemen fisherman=fishermen spokesman=spokesmen businessman=businessmen fireman=firemen',
  ).flatMap((line) => {
    const [base = '', ...forms] = line.split('=');
    return [base, ...forms].map((form) => [form, base] as const);
  }),
);

/** Words that end like a plural or participle without being one. */
const UNINFLECTED = new Set(
  words(
    'this his its yes us thus plus gas bus news series species means always perhaps across towards afterwards physics ' +
      'mathematics politics economics ethics athletics headquarters chaos lens atlas pancreas bias alias canvas christmas ' +
      'during morning evening nothing something everything anything king thing ring wing spring string ceiling sibling ' +
      'sterling darling pudding wedding herring red bed shed sled led need indeed hundred sacred kindred seed weed creed greed ' +
      'breed feed bleed exceed proceed succeed speed steed deed reed naked wicked biped embed sing bring sling swing sting cling fling',
  ),
);
const SHORTEST = 3;

/**
 * One key for the inflected forms of an English word: `agreements` and `agreement`, `signing`, `signed`, `signs` and
 * `sign`. A key is for comparing, not for showing: a silent final e is dropped and y is i (`studi`). British and American
 * spellings share a key.
 */
export const englishKey: (word: string) => string = remembered((word) => {
  const lower = word.toLowerCase().replace(/[’ʼ]/gu, "'").replace(/'s?$/u, '');
  return finish(american(base(canonicalSpelling(lower, 'en'))));
});

/** Words in -ise that Americans spell so too. */
const KEEPS_S = new Set(
  words(
    'advis adverts aris chastis compris compromis concis cours demis despis devis disguis enterpris excis exercis expertis ' +
      'franchis improvis incis merchandis nois otherwis pois prais precis premis promis rais revis ris supervis surmis surpris ' +
      'televis treatis vis likewis wis paradis basis crisis analysis thesis axis oasis emphasis',
  ),
);

/** American spelling of a base form: `colour`, `organis(e)`, also where inflection took the last letter. */
function american(word: string): string {
  const known = canonicalSpelling(word, 'en');
  if (known !== word || word.length <= SHORTEST) return known;
  const withE = canonicalSpelling(`${word}e`, 'en');
  if (withE !== `${word}e`) return withE;
  const stem = word.replace(/e$/u, '');
  return /[a-z]{3}is$/u.test(stem) && !KEEPS_S.has(stem) && !UNINFLECTED.has(word) ? `${stem.slice(0, -1)}z` : word;
}

function base(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (UNINFLECTED.has(word) || !/^[a-z]+$/u.test(word)) return word;
  const singular = withoutPlural(word);
  const known = singular === word ? undefined : IRREGULAR.get(singular);
  if (known !== undefined) return known;
  return UNINFLECTED.has(singular) ? singular : withoutTense(singular);
}

function withoutPlural(word: string): string {
  if (word.length <= SHORTEST || !word.endsWith('s') || /(?:ss|us|is)$/u.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ch|sh|x|zz|ss|[aeiou]to|[^aeiou]o)es$/u.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutTense(word: string): string {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('eed')) return /(?:agr|fr|guarant|decr|refer|disagr)eed$/u.test(word) ? word.slice(0, -1) : word;
  for (const ending of ['ing', 'ed']) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    // A stem has a vowel and more than a letter or two: `string` and `red` are whole.
    if (rest.length < 2 || !/[aeiouy]/u.test(rest)) return word;
    return /([bdgmnprt])\1$/u.test(rest) ? rest.slice(0, -1) : rest;
  }
  return word;
}

/** Endings that inflection blurs: `hope` and `hop(ing)`, `study` and `studi(es)`, `travel(l)ed`. */
function finish(word: string): string {
  if (word.length <= SHORTEST) return word;
  const open = /[^e]e$/u.test(word) ? word.slice(0, -1) : word;
  return open.replace(/y$/u, 'i').replace(/([^aeiou])ll$/u, '$1l');
}
