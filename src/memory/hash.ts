/** 32-bit FNV-1a over UTF-16 code units with a final mix, never 0: 0 means "none" in the index. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return finish(h);
}

/** Of a text in lower case with its white space collapsed; made without the intermediate strings. */
export function hashLoosely(text: string): number {
  let h = 0x811c9dc5;
  let space = false;
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c > 127) return hashText(text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim());
    if (c === 32 || (c >= 9 && c <= 13)) {
      space = h !== 0x811c9dc5;
      continue;
    }
    if (c >= 65 && c <= 90) c += 32;
    if (space) h = Math.imul(h ^ 32, 0x01000193);
    space = false;
    h = Math.imul(h ^ c, 0x01000193);
  }
  return finish(h);
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}

/** A second, independent 32 bits: together with {@link hashText} no two keys of a memory collide in practice. */
export function hashText2(text: string): number {
  let h = 0x1b873593;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x5bd1e995) ^ (h >>> 15);
  return finish(h);
}

/** Checksum of binary data for damage, not for malice: four independent lanes, so that a 250 MB index takes 0.1 s. */
export function checksum(data: Uint32Array): number {
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  const whole = data.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a = Math.imul(a ^ data[i]!, 0x9e3779b1);
    b = Math.imul(b ^ data[i + 1]!, 0x85ebca77);
    c = Math.imul(c ^ data[i + 2]!, 0xc2b2ae3d);
    d = Math.imul(d ^ data[i + 3]!, 0x27d4eb2f);
    // An odd multiplier never loses a difference; the shift carries it down from the top bits.
    a ^= a >>> 15;
    b ^= b >>> 15;
    c ^= c >>> 15;
    d ^= d >>> 15;
  }
  for (let i = whole; i < data.length; i++) a = Math.imul(a ^ data[i]!, 0x9e3779b1) ^ (a >>> 15);
  return finish(Math.imul(a, 3) ^ Math.imul(b, 5) ^ Math.imul(c, 7) ^ Math.imul(d, 11) ^ data.length);
}
