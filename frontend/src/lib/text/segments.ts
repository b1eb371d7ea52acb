import type { Stretch } from '$lib/api/types';

/** A run of text over which the same things hold: `over` holds every item that covers it. */
export interface Segment<Item extends Stretch> extends Stretch {
  over: Item[];
}

/** Cuts `start` to `end` wherever an item begins or ends. Items may overlap, and may reach beyond. */
export function segments<Item extends Stretch>(start: number, end: number, items: readonly Item[]): Segment<Item>[] {
  const inside = items.filter((item) => item.start < end && item.end > start && item.end > item.start);
  const cuts = new Set([start, end]);
  for (const item of inside) {
    if (item.start > start) cuts.add(item.start);
    if (item.end < end) cuts.add(item.end);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const opening = [...inside].sort((a, b) => a.start - b.start);
  const found: Segment<Item>[] = [];
  let open: Item[] = [];
  let next = 0;
  for (let i = 0; i + 1 < sorted.length; i++) {
    const from = sorted[i]!;
    open = open.filter((item) => item.end > from);
    while (next < opening.length && opening[next]!.start <= from) open.push(opening[next++]!);
    found.push({ start: from, end: sorted[i + 1]!, over: [...open] });
  }
  return found;
}

/** For each block the items that touch it, in one walk; blocks are in order and do not overlap. */
export function perBlock<Item extends Stretch>(all: readonly Stretch[], items: readonly Item[]): Item[][] {
  const found: Item[][] = all.map(() => []);
  for (const item of items) {
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]!.end <= item.start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < all.length && all[i]!.start < item.end; i++) found[i]!.push(item);
  }
  return found;
}
