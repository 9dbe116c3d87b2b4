/** Exact decimals as text: no grouping, no trailing zeros after the point, `-` before negatives. */

/** From digits as written: `canonical('0012', '50')` is `12.5`. */
export function canonical(whole: string, fraction = '', negative = false): string {
  const integer = whole.replace(/^0+(?=\d)/u, '') || '0';
  const decimals = fraction.replace(/0+$/u, '');
  const magnitude = decimals === '' ? integer : `${integer}.${decimals}`;
  return negative && magnitude !== '0' ? `-${magnitude}` : magnitude;
}

/** Times a power of ten, which may be negative. */
export function shift(decimal: string, power: number): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  if (power >= 0) {
    const padded = fraction.padEnd(power, '0');
    return canonical(whole + padded.slice(0, power), padded.slice(power), negative);
  }
  const padded = whole.padStart(1 - power, '0');
  return canonical(padded.slice(0, power), padded.slice(power) + fraction, negative);
}

export function negate(decimal: string): string {
  if (decimal === '0') return decimal;
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}

/** Sum of a decimal and a half of the unit: `2` becomes `2.5`. */
export function addHalf(decimal: string): string | undefined {
  return decimal.includes('.') ? undefined : `${decimal}.5`;
}
