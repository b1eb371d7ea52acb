import { describe, expect, it } from 'vitest';
import type { Figure, Place, Reading } from '$lib/api/types';
import { moment, range } from '$lib/dates';
import { anchor, evidence, figureWords, summary } from '$lib/describe';
import { parseRef, refName } from '$lib/refs';
import { parseRoute, to } from '$lib/route';
import { t } from '$lib/strings';
import { step, stops } from '$lib/walk';

describe('dates in words', () => {
  it.each([
    ['2024-05-03', '2024-05-03', '3 May 2024'],
    ['2024-04-26', '2024-05-03', 'between 26 April and 3 May 2024'],
    ['2024-05-06', '2024-05-12', 'between 6 and 12 May 2024'],
    ['2023-12-30', '2024-01-02', 'between 30 December 2023 and 2 January 2024'],
    ['2023-07-01', '2023-07-31', 'July 2023'],
    ['2024-02-01', '2024-02-29', 'February 2024'],
    ['2013-01-01', '2013-12-31', '2013'],
    ['2013-01-01', '2015-12-31', 'between 2013 and 2015'],
    ['0987-01-01', '0987-12-31', '987'],
    ['2024-05-03', null, 'on or after 3 May 2024'],
    [null, '2024-05-03', 'on or before 3 May 2024'],
    [null, null, null],
    ['soon', 'later', null],
  ])('%s to %s', (earliest, latest, expected) => {
    expect(range(earliest, latest, t.range)).toBe(expected);
  });

  it.each([
    ['2024-05-05', { own: '5 May 2024', here: null }],
    ['2024-05-05T07:40:00+01:00', { own: '5 May 2024, 07:40 UTC+01:00', here: '5 May at 06:40' }],
    ['2024-05-05T07:40:00Z', { own: '5 May 2024, 07:40 UTC', here: null }],
    ['2024-05-05T07:40:00.25+00:00', { own: '5 May 2024, 07:40 UTC', here: null }],
    ['2024-05-05T07:40', { own: '5 May 2024, 07:40', here: null }],
    ['no date', null],
    [null, null],
  ])('the moment %s', (iso, expected) => {
    expect(moment(iso, 'en-GB', 'UTC')).toEqual(expected);
  });
});

describe('addresses', () => {
  it.each([
    ['/', '', { view: 'overview', search: '' }],
    ['/', '?type=AID', { view: 'overview', search: '?type=AID' }],
    ['/reports', '', { view: 'reports', query: '' }],
    ['/reports', '?q=two%20words', { view: 'reports', query: 'two words' }],
    ['/report/a%2Fb%20c', '', { view: 'report', id: 'a/b c', version: null }],
    ['/report/x', '?version=2', { view: 'report', id: 'x', version: 2 }],
    ['/report/x', '?version=-2', { view: 'report', id: 'x', version: null }],
    ['/report/x/page', '', { view: 'page', id: 'x', version: null }],
    ['/report/%E0%A4%A', '', { view: 'missing', path: '/report/%E0%A4%A' }],
    ['/login', '?next=%2Freview%3Fa%3D1%23b', { view: 'login', next: '/review?a=1#b' }],
    ['/login', '?next=%2F%2Fevil.example', { view: 'login', next: '/' }],
    ['/login', '?next=%2F%5Cevil.example', { view: 'login', next: '/' }],
    ['/login', '?next=https%3A%2F%2Fevil.example', { view: 'login', next: '/' }],
    ['/login', '', { view: 'login', next: '/' }],
    ['/elsewhere', '', { view: 'missing', path: '/elsewhere' }],
  ])('%s%s', (path, search, expected) => {
    expect(parseRoute(path, search)).toEqual(expected);
  });

  it('lead back to where they came from', () => {
    for (const id of ['a/b c', 'é🌾', '?#%', 'plain']) {
      const [path, search] = to.report(id, 3).split('?');
      expect(parseRoute(path!, `?${search}`)).toEqual({ view: 'report', id, version: 3 });
    }
  });

  it('name what is selected', () => {
    expect(parseRef('#event-3')).toEqual({ kind: 'event', index: 2 });
    expect(refName({ kind: 'event', index: 2 })).toBe('event-3');
    for (const hash of ['', '#', '#event-0', '#event', '#mark-1', '#event-3x', '#12-40']) expect(parseRef(hash)).toBeNull();
  });
});

const figure = (over: Partial<Figure>): Figure => ({
  start: 0,
  end: 1,
  value: null,
  low: null,
  high: null,
  approximate: false,
  unit: null,
  counts: null,
  scope: null,
  note: null,
  ...over,
});

describe('figures in words', () => {
  it.each([
    [{ value: 4, low: 4, high: 4, unit: 'people' }, '4 people'],
    [{ value: 1000, low: 900, high: 1100, unit: 'people' }, 'about 1,000 people (900 to 1,100)'],
    [{ value: 1000, approximate: true }, 'about 1,000'],
    [{ low: 12, high: 15, unit: 'people' }, 'between 12 and 15 people'],
    [{ low: 100 }, 'at least 100'],
    [{ high: 100 }, 'at most 100'],
    [{ value: 2_000_000, unit: 'currency:USD' }, 'US$2,000,000'],
    [{ value: 6, unit: 'events' }, '6'],
    [{}, 'no number given'],
  ])('%o', (over, expected) => {
    expect(figureWords(figure(over))).toBe(expected);
  });
});

const place = (start: number, over: Partial<Place> = {}): Place => ({
  start,
  end: start + 2,
  name: 'Diffa',
  form: 'name',
  kind: 'settlement',
  lat: 13,
  lon: 12,
  radius_km: null,
  country: 'NE',
  admin1: null,
  geonames: null,
  score: 1,
  note: null,
  ...over,
});

const reading = {
  text: 'x'.repeat(90),
  places: [place(40)],
  times: [],
  actors: [{ start: 10, end: 13, name: 'gunmen', id: null, country: null, sector: null, score: 1 }],
  figures: [],
  statements: [
    { source: [{ start: 50, end: 55 }], cue: [], content: [{ start: 70, end: 80 }, { start: 5, end: 45 }], source_actor: null },
    { source: [{ start: 60, end: 62 }], cue: [], content: [], source_actor: null },
  ],
  events: [
    { start: 20, end: 25, type: 'ASSAULT', actors: [0, 9], recipients: [], figures: [], place: 0, time: 3, because: [{ start: 20, end: 25 }] },
  ],
  presence: [],
} as unknown as Reading;

describe('what is selected', () => {
  it('lights up all its words, and survives an index that leads nowhere', () => {
    expect(evidence(reading, { kind: 'event', index: 0 })).toEqual([
      { start: 20, end: 25, role: 'what' },
      { start: 10, end: 13, role: 'who' },
      { start: 40, end: 42, role: 'where' },
    ]);
    expect(evidence(reading, { kind: 'event', index: 7 })).toEqual([]);
  });

  it('stands at the first of its words', () => {
    expect(anchor(reading, { kind: 'statement', index: 0 })).toEqual({ start: 5, end: 45 });
    expect(anchor(reading, { kind: 'statement', index: 1 })).toEqual({ start: 60, end: 62 });
  });

  it('is walked in the order of the text', () => {
    const all = stops(reading, ['statement', 'event', 'place']);
    expect(all.map((stop) => refName(stop.ref))).toEqual(['statement-1', 'event-1', 'place-1', 'statement-2']);
    expect(step(all, null, 1)).toEqual({ kind: 'statement', index: 0 });
    expect(step(all, { kind: 'event', index: 0 }, 1)).toEqual({ kind: 'place', index: 0 });
    expect(step(all, { kind: 'statement', index: 1 }, 1)).toBeNull();
    expect(step([], null, -1)).toBeNull();
  });

  it('is told in words', () => {
    expect(summary(reading, { kind: 'place', index: 0 })).toBe('Diffa, Niger · town');
  });
});
