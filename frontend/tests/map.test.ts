import { describe, expect, it } from 'vitest';
import type { Place } from '$lib/api/types';
import { bounds, disc, heart, mainland, sortPlaces } from '$lib/map/geo';
import { fit, type Box } from '$lib/map/labels';

const place = (name: string, over: Partial<Place> = {}): Place => ({
  start: 0,
  end: 1,
  name,
  form: 'name',
  kind: 'settlement',
  lat: null,
  lon: null,
  radius_km: null,
  country: null,
  admin1: null,
  geonames: null,
  score: 1,
  note: null,
  ...over,
});

describe('places of a report', () => {
  const sorted = sortPlaces([
    place('Diffa', { lat: 13.3, lon: 12.6, geonames: 1 }),
    place('Niger', { kind: 'country', country: 'NE', lat: 17, lon: 8 }),
    place('Niger', { kind: 'country', country: 'NE', lat: 17, lon: 8, form: 'demonym' }),
    place('Diffa', { lat: 13.3, lon: 12.6, geonames: 1 }),
    place("N'Djamena", { lat: 12, lon: 15, form: 'metonym' }),
    place('the islands', { kind: 'region' }),
    place('the lake', { kind: 'water', lat: 13, lon: 14, radius_km: 90 }),
  ]);

  it('are points, areas, or listed; nationalities and governments are on no map', () => {
    expect(sorted.points.map((spot) => [spot.place.name, spot.mentions])).toEqual([['Diffa', [0, 3]]]);
    expect(sorted.countries.map((spot) => [spot.place.country, spot.mentions])).toEqual([['NE', [1]]]);
    expect(sorted.regions.map((spot) => spot.place.name)).toEqual(['the lake']);
    expect(sorted.elsewhere.map((spot) => spot.place.name)).toEqual(['the islands']);
  });
});

describe('shapes', () => {
  it('a disc is as far from its centre as it says', () => {
    const ring = disc(0, 0, 111.19).geometry.coordinates[0]!;
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [lon, lat] of ring as [number, number][]) expect(Math.hypot(lon, lat)).toBeCloseTo(1, 2);
  });

  it('a box takes the shorter way round the world', () => {
    expect(bounds([[10, 1], [20, -3]])).toEqual([10, -3, 20, 1]);
    expect(bounds([[179, 0], [-170, 5]])).toEqual([179, 0, 190, 5]);
    expect(bounds([])).toBeNull();
  });

  it('a country is measured by its largest part', () => {
    const square = (x: number, side: number) => [[[x, 0], [x + side, 0], [x + side, side], [x, side], [x, 0]]];
    const country = {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'MultiPolygon' as const, coordinates: [square(-60, 1), square(0, 10)] },
    };
    expect(mainland(country)).toEqual([[0, 0], [10, 10]]);
  });

  it('the heart of a report leaves the far capital out', () => {
    const at = (name: string, lat: number, lon: number, mentions: number[]) => ({ key: name, place: place(name, { lat, lon }), mentions });
    const spots = [at('Niamey', 13.5, 2.1, [0, 1]), at('Agadez', 17, 8, [2]), at('Diffa', 13.3, 12.6, [3]), at('Honolulu', 21, -158, [4, 5, 6, 7, 8, 9])];
    expect(heart(spots).map((spot) => spot.key).sort()).toEqual(['Agadez', 'Diffa', 'Niamey']);
    expect(heart([])).toEqual([]);
  });

  it('a name is written only where there is room', () => {
    const taken: Box[] = [];
    const label = { kind: 'point', x: 50, y: 50, text: 'Diffa' };
    expect(fit(label, taken, 200, 100)).toBe(true);
    expect(fit({ ...label, y: 55 }, taken, 200, 100)).toBe(false);
    expect(fit({ ...label, x: 190 }, taken, 200, 100)).toBe(false);
  });
});
