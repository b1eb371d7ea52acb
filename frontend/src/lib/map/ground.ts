import type { Feature, Polygon } from 'geojson';
import type { ExpressionSpecification, FilterSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { Country } from './basemap';
import { collection, disc, mainland } from './geo';
import { LINE, wide } from './labels';
import './map.css';

const HATCH = 8;
/** A disc smaller than this would not be seen beside its point. */
const SMALLEST_DISC_KM = 1;

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Countries that are told of as a whole are hatched. */
export const hatchedFilter = (codes: readonly string[]): FilterSpecification => ['in', ['get', 'code'], ['literal', [...codes]]];

/** For each place that is known to within some way, how far that is. */
export function discsOf(
  places: readonly { lat: number | null; lon: number | null; radius_km: number | null }[],
): Feature<Polygon, { km: number }>[] {
  return places.flatMap(({ lat, lon, radius_km }) =>
    radius_km !== null && radius_km >= SMALLEST_DISC_KM ? [disc(lat ?? 0, lon ?? 0, radius_km)] : [],
  );
}

/** Land, borders, hatched countries and discs in the colours of the page. Without codes a country is hatched whose state is `told`. */
export function ground(world: Country[], discs: Feature<Polygon, { km: number }>[], codes: string[] | null): StyleSpecification {
  // The vaguer, the fainter: a region must not look as sure as a town.
  const soft: ExpressionSpecification = ['interpolate', ['linear'], ['get', 'km'], 50, 0.2, 500, 0.1, 2000, 0.04];
  const told: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'told'], false], 0.55, 0];
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: collection(world), tolerance: 0.3, promoteId: 'code' },
      discs: { type: 'geojson', data: collection(discs) },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('--sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('--land') } },
      { id: 'named', type: 'fill', source: 'land', ...(codes ? { filter: hatchedFilter(codes) } : {}), paint: { 'fill-pattern': 'hatch', 'fill-opacity': codes ? 0.55 : told } },
      { id: 'borders', type: 'line', source: 'land', paint: { 'line-color': colour('--land-line'), 'line-width': 0.8 } },
      { id: 'discs', type: 'fill', source: 'discs', paint: { 'fill-color': colour('--accent'), 'fill-opacity': soft } },
      { id: 'rims', type: 'line', source: 'discs', paint: { 'line-color': colour('--accent'), 'line-opacity': 0.55, 'line-width': 1, 'line-dasharray': [3, 2] } },
    ],
  };
}

/** Hides the canvas from the keyboard and screen readers, for what is on it stands over it as links; and makes the hatching. */
export function prepare(map: MapLibre): void {
  const canvas = map.getCanvas();
  canvas.tabIndex = -1;
  canvas.setAttribute('aria-hidden', 'true');
  canvas.removeAttribute('role');
  canvas.removeAttribute('aria-label');
  map.setMissingStyleImageResolver((id) => {
    if (id === 'hatch' && !map.hasImage(id)) map.addImage(id, hatch(colour('--hatch')), { pixelRatio: 2 });
  });
}

function hatch(ink: string): ImageData {
  const size = HATCH * 2;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d')!;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.6;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/** Whether a country is wide enough on the screen for its own name. */
export function holds(map: MapLibre, country: Country, name: string): boolean {
  const [low, high] = corners(country);
  if (!low || !high) return false;
  return map.project(high).x - map.project(low).x > wide(name) && map.project(low).y - map.project(high).y > LINE;
}

const cornersOf = new WeakMap<Country, [number, number][]>();

function corners(country: Country): [number, number][] {
  let found = cornersOf.get(country);
  if (!found) cornersOf.set(country, (found = mainland(country)));
  return found;
}

export function middle(country: Country): [number, number] {
  const [low, high] = corners(country);
  return low && high ? [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2] : [0, 0];
}
