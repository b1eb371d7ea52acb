import type { Reading } from '$lib/api/types';
import { anchor, howMany } from '$lib/describe';
import { sameRef, type Kind, type Ref } from '$lib/refs';

/** Something that the keys stop at, and where in the text. */
export interface Stop {
  ref: Ref;
  start: number;
  end: number;
}

/** The order of the text; of two that begin together, the longer first. */
export const inText = (a: Stop, b: Stop): number => a.start - b.start || b.end - a.end;

/** The items of the kinds that are shown, in the order of the text. */
export function stops(reading: Reading, kinds: readonly Kind[]): Stop[] {
  const found: Stop[] = [];
  for (const kind of kinds) {
    for (let index = 0; index < howMany(reading, kind); index++) {
      const place = anchor(reading, { kind, index });
      if (place) found.push({ ref: { kind, index }, start: place.start, end: place.end });
    }
  }
  return found.sort(inText);
}

/** The stop `by` steps from `from` (from the first or last where nothing is selected), or null at the end. */
export function step(all: readonly Stop[], from: Ref | null, by: 1 | -1): Ref | null {
  const now = all.findIndex((stop) => sameRef(stop.ref, from));
  const next = now < 0 ? (by === 1 ? 0 : all.length - 1) : now + by;
  return all[next]?.ref ?? null;
}
