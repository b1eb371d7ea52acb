import { describe, expect, test } from 'vitest';
import { cut, layout } from '$lib/actors/graph';
import { actorFacts, actorName } from '$lib/actors/name';
import { parseWanted, wantedAddress } from '$lib/actors/query';
import type { Counterpart, PresenceRow } from '$lib/api/who';
import { askedAddress, indexOfDay, parseAsked } from '$lib/presence/query';
import { asOfWords, byNumber, numberWords } from '$lib/presence/words';

const told = (value: number | null, low: number | null, high: number | null, approximate = false) => ({ value, low, high, approximate });

describe('numbers of presence', () => {
  test.each([
    [told(950, 950, 950), '950'],
    [told(1000, 900, 1100, true), 'about 1,000 (900 to 1,100)'],
    [told(1000, null, 1000), 'at most 1,000'],
    [told(null, 1, null), 'at least 1'],
    [told(null, 24, 99), 'between 24 and 99'],
    [told(24, 21.6, 26.4, true), 'about 24 (22 to 26)'],
    [told(null, null, null), null],
  ])('%j is %s', (number, words) => expect(numberWords(number)).toBe(words));

  test('the same number of several reports is one, and what has no number comes last', () => {
    const rows = [told(null, null, null), told(60, 60, 60), told(70, 70, 70), told(70, 70, 70)] as PresenceRow[];
    expect(byNumber(rows).map((one) => [one.says, one.rows.length])).toEqual([
      ['70', 2],
      ['60', 1],
      ['no number told', 1],
    ]);
  });

  test('a time that is not told is not made up', () => {
    const row = { earliest: null, latest: null, day: '2024-05-03' };
    expect(asOfWords({ ...row, dated: 'report' })).toBe('no time told; report of 3 May 2024');
    expect(asOfWords({ ...row, day: null, dated: 'unknown' })).toBe('no day known');
    expect(asOfWords({ earliest: '2024-09-15', latest: '2024-09-15', day: '2024-09-15', dated: 'ahead' })).toBe('told beforehand for 15 September 2024');
  });
});

describe('addresses', () => {
  test('hold what is shown, and nothing that is as it was at first', () => {
    expect(wantedAddress(parseWanted(''))).toBe('/actors');
    expect(wantedAddress(parseWanted('?q=a%26b&shown=all&order=name&names=no'))).toBe('/actors?q=a%26b&shown=all&order=name');
    expect(wantedAddress(parseWanted('?shown=none&order=up&names=true'))).toBe('/actors?names=true');
    expect(askedAddress(parseAsked('?day=2024-05-03&actor=state%3ANER&place='))).toBe('/presence?day=2024-05-03&actor=state%3ANER');
    expect(parseAsked('?day=soon').day).toBeNull();
  });

  test('a day between two days with news shows the one before', () => {
    const days = [{ day: '2024-05-01' }, { day: '2024-05-03' }];
    expect(['2024-04-30', '2024-05-02', '2024-05-03', '2025-01-01', null].map((day) => indexOfDay(days, day))).toEqual([-1, 0, 1, 1, 1]);
  });
});

describe('actors', () => {
  test('who is only described is called by sector and country', () => {
    const one = { id: 'code:NER-MIL', name: 'NER MIL', country: 'NER', sector: 'MIL' };
    expect([actorName(one), actorFacts(one)]).toEqual(['armed forces, Niger', '']);
    expect(actorFacts({ id: 'person:x', name: 'X', country: 'NER', sector: 'GOV' })).toBe('government · Niger');
    expect(actorFacts({ id: 'state:NER', name: 'Niger', country: 'NER', sector: null })).toBe('');
  });

  test('the graph has the strongest of each side, the widest line for the most events', () => {
    const one = (name: string, toward: number, against: number): Counterpart =>
      ({ id: name, name, country: null, sector: null, toward: [0, toward, 0, 0], against: [0, 0, 0, against] }) as Counterpart;
    const many = [one('a', 9, 1), one('b', 1, 0), ...Array.from({ length: 9 }, (_, i) => one(`c${i}`, 0, 1))];
    const { nodes, left } = layout(many);
    const sides = (way: string) => nodes.filter((node) => node.way === way);
    expect([sides('toward').length, sides('against').length, left]).toEqual([2, 7, 3]);
    expect(nodes.find((node) => node.one.name === 'a' && node.way === 'toward')).toMatchObject({ events: 9, quad: 'material-cooperation', wide: 9 });
    expect(cut('a rather long name', 70)).toBe('a rather…');
  });
});
