import type { Counterpart } from '$lib/api/who';
import { QUADS, sum } from '$lib/overview/place';

/** One beside the actor in the middle. `way`: it acts upon the actor (`against`), or the actor upon it (`toward`). */
export interface Node {
  one: Counterpart;
  way: 'against' | 'toward';
  events: number;
  quad: (typeof QUADS)[number];
  /** The middle of its label, in rows from the top. */
  row: number;
  /** Width of the line to it in pixels. */
  wide: number;
}

const MOST = 7;
const WIDEST = 9;

/** The counterparts with the most events on each side, and how many of each side are left out. */
export function layout(counterparts: readonly Counterpart[]): { nodes: Node[]; rows: number; left: number } {
  const nodes: Node[] = [];
  let left = 0;
  let rows = 0;
  const most = Math.max(1, ...counterparts.flatMap((one) => [sum(one.toward), sum(one.against)]));
  for (const way of ['against', 'toward'] as const) {
    const side = counterparts.filter((one) => sum(one[way])).sort((a, b) => sum(b[way]) - sum(a[way]));
    left += Math.max(0, side.length - MOST);
    rows = Math.max(rows, Math.min(MOST, side.length));
    side.slice(0, MOST).forEach((one, row) => {
      const events = sum(one[way]);
      const strongest = one[way].indexOf(Math.max(...one[way]));
      nodes.push({ one, way, events, row, quad: QUADS[strongest]!, wide: 1.5 + (WIDEST - 1.5) * Math.sqrt(events / most) });
    });
  }
  // The shorter side stands in the middle of the longer one.
  for (const way of ['against', 'toward'] as const) {
    const side = nodes.filter((node) => node.way === way);
    side.forEach((node) => (node.row += (rows - side.length) / 2));
  }
  return { nodes, rows, left };
}

/** A label cut to about so many pixels. */
export const cut = (text: string, room: number, letter = 7): string =>
  text.length * letter <= room ? text : `${text.slice(0, Math.max(1, Math.floor(room / letter) - 1)).trimEnd()}…`;
