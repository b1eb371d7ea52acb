import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import * as maplibre from 'maplibre-gl';
import { countries, type Country } from './basemap';
import { collection } from './geo';
import { discsOf, ground, holds, middle, prepare } from './ground';

export const CLOSEST = 10;

/** What a map of many events draws on the ground: areas that are hatched and discs of what is not known exactly. */
export interface Ground {
  codes: string[];
  discs: { lat: number | null; lon: number | null; radius_km: number | null }[];
}

/** A country with the point of the screen where its name stands; `room`: it is wide enough for it. */
export interface Land {
  code: string | null;
  name: string;
  x: number;
  y: number;
  room: boolean;
}

/** What the page may do with the map; all in pixels of its frame or degrees. */
export interface Board {
  project(lon: number, lat: number): { x: number; y: number };
  unproject(x: number, y: number): { lon: number; lat: number };
  /** West, south, east, north of what is on screen. */
  frame(): [number, number, number, number];
  camera(): { lon: number; lat: number; zoom: number };
  lands(): Land[];
  show(what: Ground): void;
  fit(box: readonly [number, number, number, number]): void;
  zoom(by: number): void;
  /** Whether dragging moves the map; off while a box is drawn. */
  hold(still: boolean): void;
  remove(): void;
}

export interface Moves {
  /** Whenever what is on screen moves. */
  move(): void;
  /** When it has come to rest; `byHand` where a person moved it. */
  rest(byHand: boolean): void;
}

/** A map that can be moved. `worker` is the address of the file that cuts the land into tiles. Rejects without WebGL. */
export async function board(
  frame: HTMLElement,
  worker: string,
  start: { lon: number; lat: number; zoom: number } | readonly [number, number, number, number],
  moves: Moves,
): Promise<Board> {
  maplibre.setWorkerUrl(worker);
  const world = await countries();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const fitting = { padding: 48, maxZoom: 6 };
  const map: MapLibre = new maplibre.Map({
    container: frame,
    style: ground(world, [], null),
    ...('lon' in start ? { center: [start.lon, start.lat], zoom: start.zoom } : { bounds: [...start] as [number, number, number, number], fitBoundsOptions: fitting }),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    keyboard: false,
    boxZoom: false,
    doubleClickZoom: true,
    maxZoom: CLOSEST,
    renderWorldCopies: true,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  prepare(map);
  map.on('move', moves.move);
  map.on('resize', moves.move);
  let byHand = false;
  for (const kind of ['dragstart', 'wheel', 'touchmove', 'dblclick'] as const) map.on(kind, () => (byHand = true));
  map.on('moveend', () => {
    moves.rest(byHand);
    byHand = false;
  });
  let wanted: Ground | null = null;
  let loaded = false;
  let drawn = '[]';
  const paint = () => {
    if (!wanted || !loaded) return;
    // A state is looked up when a country is drawn; a filter would have all land cut into tiles anew.
    map.removeFeatureState({ source: 'land' });
    for (const id of wanted.codes) map.setFeatureState({ source: 'land', id }, { told: true });
    const discs = JSON.stringify(wanted.discs.map(({ lat, lon, radius_km }) => [lat, lon, radius_km]));
    if (discs !== drawn) (map.getSource('discs') as GeoJSONSource | undefined)?.setData(collection(discsOf(wanted.discs)));
    drawn = discs;
  };
  map.once('load', () => {
    loaded = true;
    paint();
  });
  const middles: { one: Country; at: [number, number] }[] = world.map((one) => ({ one, at: middle(one) }));
  return {
    project: (lon, lat) => map.project([nearest(map, lon), lat]),
    unproject: (x, y) => {
      const { lng, lat } = map.unproject([x, y]);
      return { lon: lng, lat };
    },
    frame: () => {
      const seen = map.getBounds();
      return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    },
    camera: () => {
      const { lng, lat } = map.getCenter().wrap();
      return { lon: lng, lat, zoom: map.getZoom() };
    },
    lands: () =>
      middles.map(({ one, at }) => {
        const { x, y } = map.project([nearest(map, at[0]), at[1]]);
        return { code: one.properties.code, name: one.properties.name, x, y, room: holds(map, one, one.properties.name) };
      }),
    show: (what) => {
      wanted = what;
      paint();
    },
    fit: ([west, south, east, north]) => {
      byHand = true;
      map.fitBounds([west, south, east, north], { padding: 70, maxZoom: CLOSEST - 1, animate: !still });
    },
    zoom: (by) => {
      byHand = true;
      map.easeTo({ zoom: map.getZoom() + by, animate: !still });
    },
    hold: (stop) => (stop ? map.dragPan.disable() : map.dragPan.enable()),
    remove: () => map.remove(),
  };
}

/** Of the copies of the world beside one another, the longitude in the one that is nearest to the middle of the screen. */
function nearest(map: MapLibre, lon: number): number {
  return lon + 360 * Math.round((map.getCenter().lng - lon) / 360);
}
