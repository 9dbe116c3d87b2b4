import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textContent } from '../../src/content/index.js';
import { editXliff, readXliff, type SegmentOrigin, type XliffEdit } from '../../src/xliff/index.js';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', 'read', name), 'utf8');

/** Every place where the second text differs from the first, as `old → new`, by lines. */
function changes(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const found: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; i++, j++) {
    if (a[i] === b[j]) continue;
    const again = a.indexOf(b[j]!, i);
    const inserted = b.indexOf(a[i]!, j);
    if (inserted > j && (again < 0 || inserted - j <= again - i)) {
      found.push(`+ ${b.slice(j, inserted).join('\n+ ')}`);
      j = inserted;
    } else found.push(`- ${a[i] ?? ''}\n+ ${b[j] ?? ''}`);
  }
  return found;
}

const one = (text: string, edit: XliffEdit): string => editXliff(text, [edit]);

describe('editXliff on SDLXLIFF', () => {
  const text = fixture('sdl.sdlxliff');

  it('confirms a segment', () => {
    expect(one(text, { unit: 'tu-1', segment: '3', state: 'reviewed' })).toBe(
      text.replace('<sdl:seg id="3" conf="Translated"', '<sdl:seg id="3" conf="ApprovedTranslation"'),
    );
  });

  it('fills an empty marker and says where the target came from', () => {
    const origin: SegmentOrigin = { kind: 'mt', name: 'memori-id-en', percent: 72 };
    const after = one(text, { unit: 'tu-1', segment: '4', target: textContent('Said the regent.'), origin });
    expect(after).toBe(
      text
        .replace('<mrk mtype="seg" mid="4"/>', '<mrk mtype="seg" mid="4">Said the regent.</mrk>')
        .replace(
          '<sdl:seg id="4"/>',
          '<sdl:seg id="4" conf="Draft" origin="mt" origin-system="memori-id-en" percent="72"/>',
        ),
    );
    expect(readXliff(after).files[0]!.units[0]!.segments[7]).toMatchObject({
      state: 'initial',
      origin: { kind: 'mt', name: 'memori-id-en', percent: 72, status: 'Draft' },
    });
  });

  it('replaces the origin of another match and keeps the values below it', () => {
    const after = one(text, { unit: 'tu-1', segment: '2', state: 'translated', origin: { kind: 'icm', percent: 101 } });
    expect(after).toContain(
      '<sdl:seg id="2" conf="Translated" origin="tm" percent="100" text-match="SourceAndTarget"><sdl:value key="created_by">x</sdl:value></sdl:seg>',
    );
  });

  it('makes the target of a unit that has none', () => {
    const bare = text.replace(/<target><g[^]*?<\/target>/, '').replace(/<sdl:seg-defs>[^]*?<\/sdl:seg-defs>/, '');
    const after = one(bare, {
      unit: 'tu-1',
      segment: '2',
      target: textContent('Rice is cheaper.'),
      state: 'translated',
    });
    expect(after).toContain(
      '</seg-source><target><g id="5"><mrk mtype="seg" mid="1"></mrk> <mrk mtype="seg" mid="2">Rice is cheaper.</mrk> <mrk mtype="seg" mid="3"></mrk> <mrk mtype="seg" mid="4"></mrk></g></target><sdl:seg-defs><sdl:seg id="2" conf="Translated"/></sdl:seg-defs></trans-unit>',
    );
    const again = one(after, { unit: 'tu-1', segment: '4', target: textContent('He said.'), state: 'final' });
    expect(again).toBe(
      after
        .replace('mid="4"></mrk></g></target>', 'mid="4">He said.</mrk></g></target>')
        .replace('</sdl:seg-defs>', '<sdl:seg id="4" conf="ApprovedSignOff"/></sdl:seg-defs>'),
    );
  });
});

describe('editXliff on memoQ and Phrase files', () => {
  it('writes memoQ’s status and percent', () => {
    const text = fixture('memoq.mqxliff');
    expect(one(text, { unit: '2', state: 'translated' })).toBe(
      text.replace('"MachineTranslated"', '"ManuallyConfirmed"'),
    );
    expect(one(text, { unit: '4', target: textContent('Thank you.'), origin: { kind: 'tm', percent: 91 } })).toBe(
      text
        .replace('mq:status="NotStarted" mq:percent="0"', 'mq:status="PreTranslated" mq:percent="91"')
        .replace('<target/>', '<target>Thank you.</target>'),
    );
  });

  it('keeps the markup of the source’s tags', () => {
    const text = fixture('memoq.mqxliff');
    const unit = readXliff(text).files[0]!.units[1]!;
    const [segment] = unit.segments;
    const [, open, , close] = segment!.source.parts;
    const target = { parts: ['Sorry, ', open!, 'really', close!, '.'] };
    expect(changes(text, one(text, { unit: '2', target }))).toEqual([
      expect.stringContaining('Sorry, <bpt id="1">{&lt;b&gt;}</bpt>really<ept id="1">{&lt;/b&gt;}</ept>.</target>'),
    ]);
  });

  it('writes Phrase’s confirmation, origin and score', () => {
    const text = fixture('phrase.mxliff');
    expect(one(text, { unit: 'a:1', state: 'translated' })).toBe(
      text.replace('id="a:1" m:confirmed="0"', 'id="a:1" m:confirmed="1"'),
    );
    expect(one(text, { unit: 'a:1', origin: { kind: 'tm', percent: 88 } })).toBe(
      text.replace(
        'm:score="0.0" m:gross-score="0.0" m:trans-origin="mt"',
        'm:score="0.88" m:gross-score="0.88" m:trans-origin="tm"',
      ),
    );
  });
});

describe('editXliff on plain XLIFF 1.2', () => {
  const text = fixture('states12.xlf');

  it('sets state and qualifier', () => {
    expect(one(text, { unit: 'new', target: textContent('B'), state: 'translated' })).toBe(
      text.replace('<x:target state="new">b</x:target>', '<x:target state="translated">B</x:target>'),
    );
    expect(one(text, { unit: 'fuzzy', state: 'translated' })).toBe(
      text.replace(' state="needs-review-translation" state-qualifier="fuzzy-match"', ' state="translated"'),
    );
    expect(one(text, { unit: 'none', target: textContent('b'), origin: { kind: 'mt' } })).toBe(
      text.replace(
        'id="none"><x:source>a</x:source>',
        'id="none"><x:source>a</x:source><x:target state="needs-review-translation" state-qualifier="leveraged-mt">b</x:target>',
      ),
    );
  });

  it('keeps approved in step with the state', () => {
    expect(one(text, { unit: 'approved', state: 'translated' })).toBe(
      text
        .replace('id="approved" approved="yes"', 'id="approved" approved="no"')
        .replace(
          'approved="no"><x:source>a</x:source><x:target>',
          'approved="no"><x:source>a</x:source><x:target state="translated">',
        ),
    );
    expect(one(text, { unit: 'plain', state: 'final' })).toContain(
      '<x:trans-unit id="plain" approved="yes"><x:source>a</x:source><x:target state="final">b</x:target>',
    );
  });

  it('replaces the candidates of one segment', () => {
    const match = {
      ref: '',
      type: 'mt',
      matchSuitability: 77,
      origin: 'm',
      source: textContent('dua'),
      target: textContent('two'),
    } as const;
    const after = one(text, { unit: 'alt', segment: '2', matches: [match] });
    expect(readXliff(after).files[0]!.units.find((unit) => unit.id === 'alt')!.matches).toEqual([
      { ...match, ref: '#2', matchQuality: 77 },
      expect.objectContaining({ ref: '#1', subType: 'xlf12:previous-version' }),
    ]);
    expect(after.replace(/<x:alt-trans mid="2"[^]*?<\/x:alt-trans>/, '')).not.toContain('mid="2" match-quality');
    expect(one(after, { unit: 'alt', segment: '2', matches: [match] })).toBe(after);
  });

  it('has one state for all segments of a unit: the least advanced', () => {
    const both = (first: 'final' | 'translated', second: 'final' | 'initial'): string =>
      editXliff(text, [
        { unit: 'alt', segment: '1', state: first },
        { unit: 'alt', segment: '2', state: second },
      ]);
    expect(both('final', 'final')).toContain('<x:target state="final"><x:mrk');
    expect(both('translated', 'initial')).toContain('<x:target state="needs-translation"><x:mrk');
  });
});
