/** Puts Indonesian words together: the inverse of taking affixes off. */

import { syllables } from './affixes.js';

/** Joins a prefix to a stem in its right shape: `meN` + `pasok` is `memasok`, `ber` + `kerja` is `bekerja`. */
export function attach(prefix: string, stem: string): string {
  switch (prefix) {
    case 'meN':
      return `me${nasal(stem)}`;
    case 'peN':
      return `pe${nasal(stem)}`;
    case 'ber':
    case 'per':
    case 'ter': {
      const short = prefix.slice(0, 2);
      if (stem === 'ajar' && prefix !== 'ter') return `${short}lajar`;
      const open = stem.startsWith('r') || (prefix === 'ber' && /^[bcdfghjklmnpstw]er[^aiueo]/u.test(stem));
      return (open ? short : prefix) + stem;
    }
    default:
      return prefix + stem;
  }
}

/** The nasal and the stem after it. Clusters (`produksi`, `kritik`) and `per-` keep their first letter. */
function nasal(stem: string): string {
  if (/^(?:[lrwy]|n[gy]?[aiueo]|m[aiueo])/u.test(stem)) return stem;
  if (syllables(stem) === 1 && !/^[fv]/u.test(stem)) return `nge${stem}`;
  const cluster = /^[bcdfghjkpstz][^aiueo]/u.test(stem) && !/^(?:sy|kh)/u.test(stem);
  if (/^[bfpv]/u.test(stem))
    return stem.startsWith('p') && !cluster && !/^per(?!nah|cik|gok|ing|iks|as$)/u.test(stem)
      ? `m${stem.slice(1)}`
      : `m${stem}`;
  if (stem.startsWith('t') && !cluster) return `n${stem.slice(1)}`;
  if (/^s(?![y])/u.test(stem) && !cluster) return `ny${stem.slice(1)}`;
  if (/^(?:[cdjtz]|s)/u.test(stem)) return `n${stem}`;
  if (stem.startsWith('k') && !cluster && !stem.startsWith('kh')) return `ng${stem.slice(1)}`;
  return `ng${stem}`;
}
