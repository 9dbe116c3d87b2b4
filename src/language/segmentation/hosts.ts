import { words } from './words.js';

/** Endings of host names that a missing space must not be taken for: generic ones, and countries seen in the news. */
const TOP_LEVEL_DOMAINS = new Set(
  words(`com net org id info biz edu gov mil int co io ai tv go ac or sch web my desa app dev xyz online site store tech news
    uk us au sg jp cn kr de fr nl eu ru in me ly html htm php asp aspx js ts py md pdf doc docx xls xlsx zip exe json xml csv`),
);

export function isTopLevelDomain(word: string): boolean {
  return TOP_LEVEL_DOMAINS.has(word.toLowerCase());
}

/** `ERA.id`, `Nusantara.id`, `tempo.co`: a name with dots whose last part is the ending of a host. */
export function isHost(token: string): boolean {
  if (token.length > 60 || !/^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+$/u.test(token)) return false;
  return isTopLevelDomain(token.slice(token.lastIndexOf('.') + 1));
}
