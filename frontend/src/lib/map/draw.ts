import type { Map as MapLibre } from 'maplibre-gl';
import * as maplibre from 'maplibre-gl';
import { countries, type Country } from './basemap';
import { bounds, heart, mainland, type Bounds, type Sorted, type Spot } from './geo';
import { discsOf, ground, holds, middle, prepare } from './ground';
import { fit, type Box } from './labels';

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
/** Pixels by which the name of a country or region may give way to those of its towns. */
const SHIFTS = [0, 16, -16, 32, -32, 48, -48];

/**
 * Draws the places into `frame`; `say` is told the names that are on screen whenever the view changes. `worker` is the address of
 * the file that cuts the land into tiles. Rejects without WebGL.
 */
export async function draw(frame: HTMLElement, worker: string, sorted: Sorted, say: (labels: Label[]) => void): Promise<PlainMap> {
  maplibre.setWorkerUrl(worker);
  const world = await countries();
  const named = new Map(sorted.countries.map((spot) => [spot.place.country ?? '', spot]));
  const areas = world.filter((one) => named.has(one.properties.code ?? ''));
  const near = heart([...sorted.points, ...sorted.regions]);
  const start = near.length ? box(near, []) : box([], areas);
  const map = new maplibre.Map({
    container: frame,
    style: ground(world, discsOf([...sorted.points, ...sorted.regions].map(({ place }) => place)), [...named.keys()]),
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
  prepare(map);
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
