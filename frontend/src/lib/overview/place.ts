import type { Gathered, Overview, Spot } from '$lib/api/types';
import { fit, type Box } from '$lib/map/labels';

export const QUADS = ['verbal-cooperation', 'material-cooperation', 'verbal-conflict', 'material-conflict'] as const;

export const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Diameter in pixels of a dot that so many independent origins stand behind. */
export const diameter = (origins: number): number => Math.min(44, 13 + 4.2 * Math.log2(Math.max(1, origins)));

/** The shares of the quads as stops of a conic gradient, in the colours of the page; null for one colour alone. */
export function pie(counts: readonly number[]): string {
  const all = sum(counts) || 1;
  let at = 0;
  const stops = counts.flatMap((count, index) => {
    if (!count) return [];
    const from = at;
    at += (count / all) * 360;
    return [`var(--quad-${QUADS[index]}) ${from.toFixed(1)}deg ${at.toFixed(1)}deg`];
  });
  return `conic-gradient(${stops.join(', ')})`;
}

const MOST = 0.85;
const LOOKED_AT = 60;

/** A box around most of what is told: the places nearest to the one that is nearest to all, until they hold most of it. */
export function home(map: Overview['map']): [number, number, number, number] | null {
  const spots = [...map.points, ...map.regions].filter((one) => one.lat !== null && one.lon !== null).slice(0, LOOKED_AT);
  const all = sum(spots.map((one) => sum(one.counts)));
  let near: { spot: Spot; far: number }[] = [];
  let least = Infinity;
  for (const centre of spots) {
    const found = spots.map((spot) => ({ spot, far: apart(centre, spot) }));
    const total = sum(found.map(({ spot, far }) => far * sum(spot.counts)));
    if (total < least) [near, least] = [found, total];
  }
  near.sort((a, b) => a.far - b.far);
  const held: Spot[] = [];
  for (const { spot } of near) {
    held.push(spot);
    if (sum(held.map((one) => sum(one.counts))) >= MOST * all) break;
  }
  if (!held.length) return null;
  const [lons, lats] = [held.map((one) => one.lon!), held.map((one) => one.lat!)];
  const room = 1.5;
  return [Math.min(...lons) - room, Math.max(-80, Math.min(...lats) - room), Math.max(...lons) + room, Math.min(80, Math.max(...lats) + room)];
}

/** Degrees between two places, as near as a view has to know it. */
function apart(one: Spot, other: Spot): number {
  const turn = Math.abs(one.lon! - other.lon!) % 360;
  const level = Math.cos((((one.lat! + other.lat!) / 2) * Math.PI) / 180);
  return Math.hypot(Math.min(turn, 360 - turn) * level, one.lat! - other.lat!);
}

export interface Dot {
  spot: Gathered;
  x: number;
  y: number;
  size: number;
  named: boolean;
  left: boolean;
}

/** Dots on the screen with those of their names that have room, the most told first; `taken` gets what they cover. */
export function dots(points: readonly Gathered[], project: (lon: number, lat: number) => { x: number; y: number }, width: number, height: number, taken: Box[]): Dot[] {
  const seen = points.flatMap((spot) => {
    const { x, y } = project(spot.lon!, spot.lat!);
    const size = diameter(spot.origins);
    return x > -size && y > -size && x < width + size && y < height + size ? [{ spot, x, y, size, named: false, left: false }] : [];
  });
  for (const { x, y, size } of seen) taken.push({ left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 });
  for (const dot of seen) {
    const beside = dot.size / 2 - 5;
    const side = [1, -1].find((way) => fit({ kind: 'point', x: dot.x + way * beside, y: dot.y, text: dot.spot.name, left: way < 0 }, taken, width, height));
    dot.named = side !== undefined;
    dot.left = side === -1;
  }
  return seen;
}
