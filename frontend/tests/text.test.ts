import { describe, expect, it } from 'vitest';
import { blocks, groups } from '$lib/text/blocks';
import { CodePoints } from '$lib/text/codepoints';
import { perBlock, segments } from '$lib/text/segments';
import { fill, sidenotes } from '$lib/text/sidenotes';

describe('code points', () => {
  it.each([
    ['plain', 'abc', 1, 2, 'b'],
    ['after a letter outside the basic plane', '🌾 millet', 2, 8, 'millet'],
    ['such a letter itself', 'a🌾b', 1, 2, '🌾'],
    ['between two of them', '𝐍x𝐌y', 1, 2, 'x'],
    ['a flag, which is two', '🇳🇪 Niger', 3, 8, 'Niger'],
    ['a combining accent, which is one of its own', 'e\u0301a', 2, 3, 'a'],
    ['a lone surrogate', '\ud83cab', 1, 2, 'a'],
    ['beyond the end', 'ab', 1, 99, 'b'],
    ['the wrong way round', 'abc', 2, 1, ''],
    ['nothing', '', 0, 5, ''],
  ])('slices %s', (_, text, start, end, expected) => {
    expect(new CodePoints(text).slice(start, end)).toBe(expected);
  });

  it('agrees with the string iterator on any text', () => {
    const letters = ['a', 'é', '🌾', '𝐍', '\n', '漢', '🇳'];
    let seed = 7;
    const next = () => (seed = (seed * 16807) % 2147483647);
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: next() % 20 }, () => letters[next() % letters.length]).join('');
      const all = [...text];
      const points = new CodePoints(text);
      expect(points.length).toBe(all.length);
      for (let start = 0; start <= all.length; start++)
        for (let end = start; end <= all.length; end++) expect(points.slice(start, end)).toBe(all.slice(start, end).join(''));
    }
  });
});

describe('blocks', () => {
  const text = 'Headline again\n\n  🌾 First line. \r\nsecond\n\n\nRead more: that\nPhoto: someone\nlast';
  const points = new CodePoints(text);
  const at = (words: string, kind: 'promo' | 'caption' | 'headline-repeat') => {
    const start = [...text.slice(0, text.indexOf(words))].length;
    return { start, end: start + [...words].length, kind };
  };
  const furniture = [at('Headline again', 'headline-repeat'), at('Read more: that', 'promo'), at('Photo: someone', 'caption')];
  const found = blocks(points, furniture);

  it('are the lines that hold something, without the space at their ends', () => {
    expect(found.map((one) => points.slice(one.start, one.end))).toEqual([
      'Headline again',
      '🌾 First line.',
      'second',
      'Read more: that',
      'Photo: someone',
      'last',
    ]);
  });

  it('know whether they are furniture as a whole', () => {
    expect(found.map((one) => one.furniture)).toEqual(['headline-repeat', null, null, 'promo', 'caption', null]);
    expect(blocks(points, [{ start: 0, end: 4, kind: 'promo' }])[0]!.furniture).toBeNull();
  });

  it('fold in runs, but captions stay', () => {
    expect(groups(found).map((one) => [one.folded, one.blocks.length])).toEqual([
      [true, 1],
      [false, 1],
      [false, 1],
      [true, 1],
      [false, 1],
      [false, 1],
    ]);
  });

  it('of a text without words are none', () => {
    expect(blocks(new CodePoints(' \n\t\n'), [])).toEqual([]);
  });
});

describe('segments', () => {
  it('cut where something begins or ends, and put together are the whole', () => {
    const items = [
      { start: 2, end: 6, name: 'a' },
      { start: 4, end: 9, name: 'b' },
      { start: -3, end: 3, name: 'c' },
      { start: 5, end: 5, name: 'empty' },
    ];
    const found = segments(0, 12, items);
    expect(found.map((one) => [one.start, one.end, one.over.map((item) => item.name).sort().join('')])).toEqual([
      [0, 2, 'c'],
      [2, 3, 'ac'],
      [3, 4, 'a'],
      [4, 6, 'ab'],
      [6, 9, 'b'],
      [9, 12, ''],
    ]);
  });

  it('give each block what touches it', () => {
    const all = [
      { start: 0, end: 5 },
      { start: 6, end: 9 },
      { start: 12, end: 20 },
    ];
    const across = { start: 4, end: 13 };
    const between = { start: 9, end: 12 };
    expect(perBlock(all, [across, between])).toEqual([[across], [across], [across]]);
  });
});

describe('sidenotes', () => {
  const overlaps = (tops: number[], heights: number[], gap: number) =>
    tops.some((top, i) => i > 0 && tops[i - 1]! + heights[i - 1]! + gap > top + 1e-6);

  it('stand at their lines where there is room', () => {
    expect(sidenotes([{ anchor: 10, height: 20 }, { anchor: 100, height: 20 }], 8)).toEqual([10, 100]);
  });

  it('share the way where there is none', () => {
    expect(sidenotes([{ anchor: 100, height: 20 }, { anchor: 100, height: 20 }], 0)).toEqual([90, 110]);
  });

  it('leave the weighty one at its line', () => {
    const tops = sidenotes([{ anchor: 100, height: 20 }, { anchor: 100, height: 20, weight: 1000 }], 0);
    expect(tops[1]).toBeCloseTo(100, 0);
  });

  it('never lie over one another nor above the floor', () => {
    let seed = 11;
    const next = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
    for (let round = 0; round < 200; round++) {
      let anchor = 0;
      const wishes = Array.from({ length: next(15) }, () => ({
        anchor: (anchor += next(60)),
        height: 5 + next(80),
        weight: next(5) === 0 ? 1000 : 1,
      }));
      const tops = sidenotes(wishes, 6);
      expect(overlaps(tops, wishes.map((one) => one.height), 6)).toBe(false);
      expect(Math.min(0, ...tops)).toBe(0);
    }
  });

  it('of less weight fill the gaps or wait', () => {
    const standing = [{ top: 0, height: 50 }, { top: 80, height: 20 }];
    const wishes = [0, 10, 60, 90].map((anchor) => ({ anchor, height: 18 }));
    expect(fill(standing, wishes, 2, 60)).toEqual([52, null, 102, 122]);
  });
});
