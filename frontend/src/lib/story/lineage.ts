import type { Edge, Member } from '$lib/api/types';

export interface Node {
  id: string;
  member: Member;
  column: number;
  row: number;
}

/** Who has it from whom: `a` is the later text unless the direction is not known. */
export const sourceOf = (edge: Edge): [from: string, to: string] => (edge.direction === 'b_from_a' ? [edge.a, edge.b] : [edge.b, edge.a]);

/**
 * Reports in columns, origins at the left: a report stands right of all that it has its text from, and of reports that are
 * published on an earlier day only if they are its sources. Reports without any relation come last, in the first column.
 */
export function layout(members: readonly Member[], edges: readonly Edge[]): { nodes: Node[]; columns: number; rows: number } {
  const known = new Map(members.map((member) => [member.id, member]));
  const sources = new Map<string, string[]>();
  const related = new Set<string>();
  for (const edge of edges) {
    const [from, toward] = sourceOf(edge);
    if (!known.has(from) || !known.has(toward)) continue;
    related.add(from).add(toward);
    if (edge.direction === 'a_from_b' || edge.direction === 'b_from_a') sources.set(toward, [...(sources.get(toward) ?? []), from]);
  }
  const depths = new Map<string, number>();
  const depth = (id: string, above: ReadonlySet<string>): number => {
    const found = depths.get(id);
    if (found !== undefined) return found;
    // A circle of copies cannot be, but an error may make one.
    if (above.has(id)) return 0;
    const inside = new Set(above).add(id);
    const deep = Math.max(-1, ...(sources.get(id) ?? []).map((from) => depth(from, inside))) + 1;
    depths.set(id, deep);
    return deep;
  };
  const filled: number[] = [];
  const order = [...members].sort((a, b) => Number(related.has(b.id)) - Number(related.has(a.id)));
  const nodes = order.map((member) => {
    const column = related.has(member.id) ? depth(member.id, new Set()) : 0;
    const row = filled[column] ?? 0;
    filled[column] = row + 1;
    return { id: member.id, member, column, row };
  });
  return { nodes, columns: filled.length, rows: Math.max(0, ...Array.from(filled, (rows) => rows ?? 0)) };
}
