import type { MultiPolygon, Polygon, Position } from 'geojson';

/** Mercator maps end here. */
const EDGE = 85.05;

/**
 * A ring whose longitudes go on beyond 180° instead of jumping to the other side of the map, where the jump would be
 * drawn as a band across it. A ring that goes round a pole is closed along the edge of the map. The map library cuts
 * what is beyond 180° and shows it on the other side.
 */
export function unwrapped(ring: Position[]): Position[] {
  const found: Position[] = [];
  let turn = 0;
  let before: number | null = null;
  for (const [lon = 0, lat = 0] of ring) {
    if (before !== null && Math.abs(lon - before) > 180) turn += lon < before ? 360 : -360;
    before = lon;
    found.push([lon + turn, lat]);
  }
  const first = found[0];
  const last = found[found.length - 1];
  if (first && last && first[0] !== last[0]) {
    const pole = (last[1] ?? 0) < 0 ? -EDGE : EDGE;
    found.push([last[0] ?? 0, pole], [first[0] ?? 0, pole], [...first]);
  }
  return found;
}

/** The same shape with all its rings unwrapped. */
export function whole<Shape extends Polygon | MultiPolygon>(shape: Shape): Shape {
  if (shape.type === 'Polygon') return { ...shape, coordinates: shape.coordinates.map(unwrapped) };
  return { ...shape, coordinates: shape.coordinates.map((part) => part.map(unwrapped)) };
}
