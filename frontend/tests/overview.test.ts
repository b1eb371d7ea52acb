import { describe, expect, it, vi } from 'vitest';
import type { Edge, Gathered, Member, Overview } from '$lib/api/types';
import { Latest } from '$lib/latest';
import { addressQuery, filterQuery, parseCamera, parseFilters, toggled } from '$lib/overview/filters';
import { diameter, home, pie } from '$lib/overview/place';
import { dayNumber, Days, isoDay, pack, ticks } from '$lib/overview/timeline';
import { layout } from '$lib/story/lineage';
import { editsOf, type Draft } from '$lib/review/edits';
import { namedEvent, eventId } from '$lib/review/named';
import { words } from '$lib/review/words';
import { CodePoints } from '$lib/text/codepoints';

describe('filters', () => {
  it('come back from the address that they made', () => {
    const search = '?q=two+words&first=2024-05-01&last=2024-05-03&box=-1.000%2C2.000%2C3.000%2C4.000&type=AID&type=ASSAULT&place=g12&story=a&origins=2';
    expect(`?${filterQuery(parseFilters(search))}`).toBe(search);
    expect(addressQuery(parseFilters(''), null)).toBe('');
    expect(parseCamera(addressQuery(parseFilters(''), { lon: 8, lat: 17, zoom: 4.5 }))).toEqual({ lon: 8, lat: 17, zoom: 4.5 });
  });

  it.each(['?first=yesterday', '?box=1,2,3', '?box=a,b,c,d', '?at=1,2', '?undated=perhaps', '?origins=none'])('leave out what is none: %s', (search) => {
    expect(addressQuery(parseFilters(search), parseCamera(search))).toBe('');
  });

  it('toggle', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('days', () => {
  it.each(['0001-01-01', '1912-04-15', '2024-02-29', '9998-12-31'])('%s comes back', (iso) => {
    expect(isoDay(dayNumber(iso))).toBe(iso);
  });

  it('are found under a pixel, and held within', () => {
    const days = new Days('2024-05-01', '2024-05-10', 100);
    expect(isoDay(days.day(0))).toBe('2024-05-01');
    expect(isoDay(days.day(99.9))).toBe('2024-05-10');
    expect(isoDay(days.day(-50))).toBe('2024-05-01');
    expect(isoDay(days.day(500))).toBe('2024-05-10');
  });

  it.each([
    ['2024-05-01', '2024-05-10'],
    ['2024-01-01', '2024-12-31'],
    ['2000-01-01', '2024-12-31'],
    ['0100-01-01', '2024-12-31'],
  ])('have names with room between them from %s to %s', (first, last) => {
    const all = ticks(new Days(first, last, 800), 'en-GB');
    expect(all.length).toBeGreaterThan(1);
    for (const [i, tick] of all.slice(1).entries()) expect(tick.x - all[i]!.x).toBeGreaterThan(50);
  });

  it('that are ranges get rows of their own only where they meet', () => {
    expect(pack([{ from: 0, to: 5 }, { from: 6, to: 9 }, { from: 4, to: 7 }, { from: 0, to: 9 }], 2)).toEqual([0, 0, 1, null]);
  });
});

describe('the map', () => {
  const point = (name: string, lon: number, lat: number, events: number) =>
    ({ key: name, name, lon, lat, radius_km: 5, counts: [events, 0, 0, 0], reports: events, origins: events, places: 1 }) as unknown as Gathered;

  it('begins where most is, not between it and what is far off', () => {
    const [west, , east] = home({ points: [point('a', 8, 15, 9), point('b', 9, 16, 8), point('c', -77, 39, 1)], regions: [], countries: [], unplaced: 0 } as Overview['map'])!;
    expect(west).toBeGreaterThan(0);
    expect(east).toBeLessThan(20);
    expect(home({ points: [], regions: [], countries: [], unplaced: 3 })).toBeNull();
  });

  it('has dots that grow with reports, and shares of a pie', () => {
    expect(diameter(1)).toBeLessThan(diameter(8));
    expect(diameter(1e6)).toBe(44);
    expect(pie([1, 0, 1, 0])).toContain('0.0deg 180.0deg');
  });
});

describe('lineage', () => {
  const members = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, publisher: id, published: null, version: 1 }) as Member);
  const edge = (a: string, b: string, direction: Edge['direction']) => ({ a, b, direction, relation: 'copy', score: 1, reasons: [], passages: [], judged: null }) as Edge;

  it('has origins at the left and what was made of them to the right', () => {
    const { nodes, columns } = layout(members, [edge('b', 'a', 'a_from_b'), edge('b', 'c', 'b_from_a'), edge('x', 'a', 'a_from_b')]);
    const at = Object.fromEntries(nodes.map((node) => [node.id, node.column]));
    expect(at).toMatchObject({ a: 0, b: 1, c: 2, d: 0 });
    expect(columns).toBe(3);
  });

  it('ends where an error made a circle', () => {
    expect(layout(members, [edge('a', 'b', 'a_from_b'), edge('b', 'a', 'a_from_b')]).nodes).toHaveLength(4);
  });
});

describe('selected words', () => {
  it('are counted in code points', () => {
    const points = new CodePoints('🌾 The mayor, he said.');
    expect(words(points, { start: 2, end: 12 }).map((one) => points.slice(one.start, one.end))).toEqual(['The', 'mayor,']);
  });

  it('are sent where they differ, with what was said of place and day', () => {
    const none = { what: [], who: [], toWhom: [], where: [], when: [], howMany: [] };
    const own: Draft = { roles: none, type: 'ASSAULT', mode: 'attack', status: 'happened' };
    const mayor = [{ start: 0, end: 9 }];
    expect(editsOf(own, { ...own, roles: { ...none, who: mayor } })).toEqual({ who: mayor });
    expect(editsOf({ ...own, roles: { ...none, who: mayor } }, own)).toEqual({ who: [] });
    expect(editsOf(own, { ...own, type: 'AID', mode: null, place: null })).toEqual({ type: 'AID', place: null });
    expect(editsOf(own, { ...own, mode: null })).toEqual({ mode: null });
    expect(editsOf(own, { ...own })).toBeNull();
  });
});

describe('one event', () => {
  it('is named by the words that the machine has', () => {
    const id = eventId('a@b#1', 2, { start: 3, end: 9 });
    expect(namedEvent(`?${new URLSearchParams({ event: id, number: '4' })}`)).toMatchObject({ id, report: 'a@b#1', version: 2, index: 3 });
    expect(namedEvent('?event=x')).toBeNull();
  });
});

describe('the latest question', () => {
  it('is answered, those that it overtook are not', async () => {
    const asked: number[] = [];
    const free: (() => void)[] = [];
    const latest = new Latest<number>((question) => new Promise((done) => (asked.push(question), free.push(done))));
    latest.want(1);
    latest.want(2);
    latest.want(3);
    free[0]!();
    await vi.waitFor(() => expect(asked).toEqual([1, 3]));
  });
});
