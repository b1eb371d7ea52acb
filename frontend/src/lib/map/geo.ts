import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { Place } from '$lib/api/types';

const EARTH_KM = 6371.0088;

/** A place with all its mentions: indexes into the places of the reading. */
export interface Spot {
  key: string;
  place: Place;
  mentions: number[];
}

/** Places of a report, sorted by how they can be shown. */
export interface Sorted {
  points: Spot[];
  /** Regions, waters and provinces so large that a point would say too much: a disc and a name. */
  regions: Spot[];
  countries: Spot[];
  /** Named, but with neither point nor area of its own. */
  elsewhere: Spot[];
}

const keyOf = (place: Place): string =>
  place.geonames !== null
    ? `g${place.geonames}`
    : place.lat !== null && place.lon !== null
      ? `${place.kind} ${place.lat.toFixed(3)} ${place.lon.toFixed(3)}`
      : `${place.kind} ${place.country} ${place.name.toLowerCase()}`;

const REGION_KM = 60;
const REGIONS = new Set(['region', 'water', 'admin1', 'admin2']);

const isRegion = (place: Place) => REGIONS.has(place.kind ?? '') && (place.radius_km ?? 0) >= REGION_KM;

const isCountry = (place: Place) => place.kind === 'country' && place.country !== null;

/**
 * Countries are areas, large regions discs, everything else with coordinates is a point. A nationality or a capital that stands for its government
 * says nothing of where: it is on no map, unless the same place is also named as a place.
 */
export function sortPlaces(places: readonly Place[]): Sorted {
  const spots = new Map<string, Spot>();
  const sorted: Sorted = { points: [], regions: [], countries: [], elsewhere: [] };
  places.forEach((place, index) => {
    if (place.form === 'demonym' || place.form === 'metonym') return;
    const key = isCountry(place) ? `c${place.country}` : keyOf(place);
    const known = spots.get(key);
    if (known) {
      known.mentions.push(index);
      return;
    }
    const spot = { key, place, mentions: [index] };
    spots.set(key, spot);
    if (isCountry(place)) sorted.countries.push(spot);
    else if (place.lat !== null && place.lon !== null) (isRegion(place) ? sorted.regions : sorted.points).push(spot);
    else sorted.elsewhere.push(spot);
  });
  return sorted;
}

/** A circle on the ground as a polygon: all points `km` from the centre. Longitudes may pass 180 so that it stays whole. */
export function disc(lat: number, lon: number, km: number, corners = 64): Feature<Polygon, { km: number }> {
  const angle = Math.min(km / EARTH_KM, Math.PI / 2);
  const phi = (lat * Math.PI) / 180;
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const bearing = (2 * Math.PI * (i % corners)) / corners;
    const north = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(north),
    );
    return [lon + (east * 180) / Math.PI, (north * 180) / Math.PI];
  });
  return { type: 'Feature', properties: { km }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export type Bounds = [west: number, south: number, east: number, north: number];

/** The box around points; of the two ways round the world, the shorter. Null for none. */
export function bounds(points: readonly (readonly [lon: number, lat: number])[]): Bounds | null {
  if (!points.length) return null;
  const south = Math.min(...points.map(([, lat]) => lat));
  const north = Math.max(...points.map(([, lat]) => lat));
  const lons = [...new Set(points.map(([lon]) => lon))].sort((a, b) => a - b);
  let west = lons[0]!;
  let east = lons.at(-1)!;
  let widest = 360 - (east - west);
  for (let i = 0; i + 1 < lons.length; i++) {
    const gap = lons[i + 1]! - lons[i]!;
    if (gap > widest) {
      widest = gap;
      west = lons[i + 1]!;
      east = lons[i]! + 360;
    }
  }
  return [west, south, east, north];
}

/** The corners of the largest part of a country: overseas parts would stretch the view over half the world. */
export function mainland(country: Feature<Polygon | MultiPolygon>): [number, number][] {
  const parts = country.geometry.type === 'Polygon' ? [country.geometry.coordinates] : country.geometry.coordinates;
  let best: [number, number][] = [];
  let most = -1;
  for (const part of parts) {
    const ring = (part[0] ?? []) as [number, number][];
    const area = Math.abs(
      ring.reduce((sum, [x, y], i) => {
        const [nx, ny] = ring[(i + 1) % ring.length]!;
        return sum + x * ny - nx * y;
      }, 0),
    );
    if (area > most) [best, most] = [ring, area];
  }
  const xs = best.map(([x]) => x);
  const ys = best.map(([, y]) => y);
  if (!best.length) return [];
  return [
    [Math.min(...xs), Math.min(...ys)],
    [Math.max(...xs), Math.max(...ys)],
  ];
}

export const collection = <Geometry extends GeoJSON.Geometry>(
  features: Feature<Geometry>[],
): FeatureCollection<Geometry> => ({ type: 'FeatureCollection', features });

const LEAP = 2.5;
const SAME_AREA_KM = 1200;

/**
 * The places that a report is mostly about: around the one that is nearest to all others, outwards until half of them are held
 * and the next is a leap away. One capital on another continent, however often named, does not shrink the rest to a dot.
 */
export function heart(spots: readonly Spot[]): Spot[] {
  let near: { spot: Spot; km: number }[] = [];
  let least = Infinity;
  for (const centre of spots) {
    const all = spots.map((spot) => ({ spot, km: distance(centre, spot) })).sort((a, b) => a.km - b.km);
    const sum = all.reduce((far, { km }) => far + km, 0);
    if (sum < least) [near, least] = [all, sum];
  }
  const held: Spot[] = [];
  let reach = 0;
  for (const { spot, km } of near) {
    if (held.length >= spots.length / 2 && km > Math.max(SAME_AREA_KM, reach * LEAP)) break;
    held.push(spot);
    reach = km;
  }
  return held;
}

function distance({ place: one }: Spot, { place: other }: Spot): number {
  const [a, b] = [((one.lat ?? 0) * Math.PI) / 180, ((other.lat ?? 0) * Math.PI) / 180];
  const turn = (((other.lon ?? 0) - (one.lon ?? 0)) * Math.PI) / 180;
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
  return EARTH_KM * Math.acos(Math.max(-1, Math.min(1, cosine)));
}
