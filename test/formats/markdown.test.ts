import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf, content, originalText, plainText, textContent } from '../../src/content/index.js';
import { markdownFormat } from '../../src/formats/index.js';

interface ExpectedBlock {
  readonly class?: string;
  readonly text: string;
  readonly codes: readonly string[];
}

const folder = new URL('./fixtures/markdown/', import.meta.url);
const extract = (text: string) => markdownFormat.extract(text, { language: 'id', file: 'x.md' });

describe('Markdown fixtures', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
    it(name, () => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const expected = JSON.parse(
        readFileSync(new URL(name.replace(/\.md$/, '.blocks.json'), folder), 'utf8'),
      ) as ExpectedBlock[];
      const found = extract(text).map((block) => ({
        ...(block.class !== undefined && { class: block.class }),
        text: plainText(block.content),
        codes: codesOf(block.content).map((code) => `${code.kind}:${code.data}`),
      }));
      expect(found).toEqual(expected);
    });
  }
});

describe('Markdown', () => {
  it('gives blocks in order, inside the document, and their markup back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '# ',
            '- ',
            '> ',
            'kata ',
            '*',
            '**',
            '`',
            '\n',
            '\n\n',
            '[a](b)',
            '| a | b |\n|--|--|\n',
            '\\',
            '&lt;',
            '<i>',
            '1. ',
          ),
          { maxLength: 40 },
        ),
        (pieces) => {
          const text = pieces.join('');
          let last = 0;
          for (const block of extract(text)) {
            expect(block.start).toBeGreaterThanOrEqual(last);
            expect(block.end).toBeLessThanOrEqual(text.length);
            last = block.end;
            // Only line ends with what follows them differ: they become spaces.
            const unwrapped = text.slice(block.start, block.end).replace(/[ \t]*\n[ \t>]*/g, ' ');
            expect(originalText(block.content).replace(/[ \t]*\n[ \t>]*/g, ' ')).toBe(unwrapped);
          }
        },
      ),
    );
  });

  it('knows where every piece of a block stands', () => {
    const text = '> Satu\n> dua **tiga** empat';
    for (const block of extract(text)) {
      const plain = plainText(block.content);
      expect(text.startsWith('tiga', block.offsetOf(plain.indexOf('tiga') + 1))).toBe(true);
    }
  });

  it('escapes what would become markup in the translation only', () => {
    expect(markdownFormat.render(textContent('a * b [c] `d`'), textContent('a b c d'))).toBe('a \\* b \\[c\\] \\`d\\`');
    expect(markdownFormat.render(textContent('5 * 3 snake_case'), textContent('5 * 3'))).toBe('5 * 3 snake_case');
    expect(markdownFormat.render(textContent('1. first'), textContent('pertama'))).toBe('1\\. first');
    expect(markdownFormat.render(textContent('- first'), textContent('pertama'))).toBe('\\- first');
    const code = { kind: 'open', id: '1', data: '**' } as const;
    expect(markdownFormat.render(content([code, 'x*y', { ...code, kind: 'close' }]), textContent(''))).toBe(
      '**x\\*y**',
    );
  });

  it('refuses hostile nesting with the line', () => {
    expect(() => extract(`ok\n${'> '.repeat(5000)}x`)).toThrowError(/nested more than 200 deep/);
  });
});
