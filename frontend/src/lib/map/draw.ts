import type { ExpressionSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import * as maplibre from 'maplibre-gl';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { countries, type Country } from './basemap';
import { bounds, collection, disc, heart, mainland, type Bounds, type Sorted, type Spot } from './geo';
import { fit, LINE, wide, type Box } from './labels';

/** A name on the map, in pixels of its frame; `spot` where it leads to words, else the name of a country for orientation. */
export interface Label {
  key: string;
  kind: 'point' | 'region' | 'country' | 'muted';
  x: number;
  y: number;
  text: string;
  /** Whether there is room for the name; if not, the dot stands alone. */
  named: boolean;
  /** The name stands left of its dot. */
  left?: boolean;
  spot: Spot | null;
}

/** What the page may do with a map that is drawn. */
export interface PlainMap {
  zoom(by: number): void;
  whole(): void;
  remove(): void;
}

const CLOSEST = 7;
/** The corner that the buttons of the map cover, in pixels. */
const BUTTONS = { width: 36, height: 86 };
const HATCH = 8;
/** Pixels by which the name of a country or region may give way to those of its towns. */
const SHIFTS = [0, 16, -16, 32, -32, 48, -48];
/** A disc smaller than this would not be seen beside its point. */
const SMALLEST_DISC_KM = 1;

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws the places into `frame`; `say` is told the names that are on screen whenever the view changes. Rejects without WebGL. */
export async function draw(frame: HTMLElement, sorted: Sorted, say: (labels: Label[]) => void): Promise<PlainMap> {
  maplibre.setWorkerUrl(new URL(worker, location.href).href);
  const world = await countries();
  const named = new Map(sorted.countries.map((spot) => [spot.place.country ?? '', spot]));
  const areas = world.filter((one) => named.has(one.properties.code ?? ''));
  const near = heart([...sorted.points, ...sorted.regions]);
  const start = near.length ? box(near, []) : box([], areas);
  const map = new maplibre.Map({
    container: frame,
    style: style(world, sorted, [...named.keys()]),
    ...(start ? { bounds: start, fitBoundsOptions: { padding: 44, maxZoom: CLOSEST - 2 } } : {}),
    attributionControl: false,
    scrollZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    keyboard: false,
    maxZoom: CLOSEST,
    renderWorldCopies: true,
    fadeDuration: 0,
  });
  map.getCanvas().tabIndex = -1;
  map.getCanvas().setAttribute('aria-hidden', 'true');
  map.getCanvas().removeAttribute('role');
  map.getCanvas().removeAttribute('aria-label');
  map.setMissingStyleImageResolver((id) => {
    if (id === 'hatch' && !map.hasImage(id)) map.addImage(id, hatch(colour('--hatch')), { pixelRatio: 2 });
  });
  const label = () => say(labels(map, frame, world, sorted, named));
  map.on('move', label);
  map.on('resize', label);
  map.once('load', label);
  label();
  const everything = box([...sorted.points, ...sorted.regions], areas);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    zoom: (by) => void map.easeTo({ zoom: map.getZoom() + by, animate: !still }),
    whole: () => void (everything && map.fitBounds(everything, { padding: 30, maxZoom: CLOSEST - 2, animate: !still })),
    remove: () => map.remove(),
  };
}

function box(points: readonly Spot[], areas: readonly Country[]): Bounds | null {
  return bounds([
    ...points.map(({ place }) => [place.lon ?? 0, place.lat ?? 0] as [number, number]),
    ...areas.flatMap(mainland),
  ]);
}

function style(world: Country[], sorted: Sorted, codes: string[]): StyleSpecification {
  const discs = [...sorted.points, ...sorted.regions].flatMap(({ place }) =>
    place.radius_km !== null && place.radius_km >= SMALLEST_DISC_KM ? [disc(place.lat ?? 0, place.lon ?? 0, place.radius_km)] : [],
  );
  const isNamed: ExpressionSpecification = ['in', ['get', 'code'], ['literal', codes]];
  // The vaguer, the fainter: a region must not look as sure as a town.
  const soft: ExpressionSpecification = ['interpolate', ['linear'], ['get', 'km'], 50, 0.2, 500, 0.1, 2000, 0.04];
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: collection(world), tolerance: 0.3 },
      discs: { type: 'geojson', data: collection(discs) },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('--sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('--land') } },
      { id: 'named', type: 'fill', source: 'land', filter: isNamed, paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.55 } },
      { id: 'borders', type: 'line', source: 'land', paint: { 'line-color': colour('--land-line'), 'line-width': 0.8 } },
      { id: 'discs', type: 'fill', source: 'discs', paint: { 'fill-color': colour('--accent'), 'fill-opacity': soft } },
      { id: 'rims', type: 'line', source: 'discs', paint: { 'line-color': colour('--accent'), 'line-opacity': 0.55, 'line-width': 1, 'line-dasharray': [3, 2] } },
    ],
  };
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

function labels(map: MapLibre, frame: HTMLElement, world: Country[], sorted: Sorted, named: Map<string, Spot>): Label[] {
  const { clientWidth: width, clientHeight: height } = frame;
  const found: Label[] = [];
  const onScreen = (x: number, y: number) => x > 0 && y > 0 && x < width && y < height;
  for (const spot of sorted.points) {
    const { x, y } = map.project([spot.place.lon ?? 0, spot.place.lat ?? 0]);
    if (onScreen(x, y)) found.push({ key: spot.key, kind: 'point', x, y, text: spot.place.name, named: true, spot });
  }
  for (const spot of sorted.regions) {
    const { x, y } = map.project([spot.place.lon ?? 0, spot.place.lat ?? 0]);
    if (onScreen(x, y)) found.push({ key: spot.key, kind: 'region', x, y, text: spot.place.name, named: true, spot });
  }
  const middles = world.map((one) => ({ one, at: middle(one) }));
  for (const { one, at } of middles) {
    const { name, code } = one.properties;
    const spot = named.get(code ?? '') ?? null;
    const { x, y } = map.project(at);
    if (onScreen(x, y) && (spot || holds(map, one, name))) found.push({ key: `land ${name}`, kind: spot ? 'country' : 'muted', x, y, text: spot?.place.name ?? name, named: true, spot });
  }
  const order = { point: 0, region: 1, country: 2, muted: 3 };
  found.sort((a, b) => order[a.kind] - order[b.kind]);
  const buttons: Box = { left: width - BUTTONS.width, right: width, top: 0, bottom: BUTTONS.height };
  const dots = found.filter((one) => one.kind === 'point');
  const taken: Box[] = [buttons, ...dots.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }))];
  return found.flatMap((label) => {
    if (label.kind === 'point') {
      // A place keeps its dot where its name has no room.
      const left = [false, true].find((side) => fit({ ...label, left: side }, taken, width, height));
      return [{ ...label, named: left !== undefined, left: left === true }];
    }
    // The name of an area that the report names may stand anywhere near its middle.
    const shift = (label.spot ? SHIFTS : [0]).find((by) => fit({ ...label, y: label.y + by }, taken, width, height));
    return shift === undefined ? [] : [{ ...label, y: label.y + shift }];
  });
}

/** Whether a country is wide enough on the screen for its own name. */
function holds(map: MapLibre, country: Country, name: string): boolean {
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

function middle(country: Country): [number, number] {
  const [low, high] = corners(country);
  return low && high ? [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2] : [0, 0];
}
