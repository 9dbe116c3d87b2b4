import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum, hashLoosely, hashText, hashText2 } from '../../src/memory/hash.js';

describe('hashes', () => {
  it('a loose hash is the hash of the text in lower case with its white space collapsed', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\t', '\n', 'É', '\u00a0') }));
    fc.assert(
      fc.property(text, (value) => {
        const plain = value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
        expect(hashLoosely(value)).toBe(hashText(plain));
      }),
      { numRuns: 2000 },
    );
  });

  it('are never 0 and differ for different texts', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20_000; i++) seen.add(`${hashText(`teks ${i}`)} ${hashText2(`teks ${i}`)}`);
    expect(seen.size).toBe(20_000);
    expect([hashText(''), hashText2(''), hashLoosely(' ')].every((hash) => hash > 0)).toBe(true);
  });

  it('a checksum notices any changed bit', () => {
    const data = Uint32Array.from({ length: 101 }, (_, i) => i * 2654435761);
    const sum = checksum(data);
    for (let bit = 0; bit < 101 * 32; bit += 7) {
      const damaged = data.slice();
      damaged[bit >> 5]! ^= 1 << (bit & 31);
      expect(checksum(damaged)).not.toBe(sum);
    }
    expect(checksum(data.subarray(0, 100))).not.toBe(sum);
  });
});
