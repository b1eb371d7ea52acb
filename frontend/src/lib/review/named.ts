import type { ToJudge } from '$lib/api/types';

const PART = /^([\s\S]+)@(\d{1,9})#(\d{1,9})-(\d{1,9})$/;

/** The name of an event, by where the machine has its trigger. */
export const eventId = (report: string, version: number, { start, end }: { start: number; end: number }): string => `${report}@${version}#${start}-${end}`;

/** The card of the one event that an address names; null where it names none. */
export function namedEvent(search: string): ToJudge | null {
  const query = new URLSearchParams(search);
  const id = query.get('event') ?? '';
  const found = PART.exec(id);
  const number = Number(query.get('number'));
  if (!found || !Number.isInteger(number) || number < 1) return null;
  return { id, relation: 'event', report: found[1]!, version: Number(found[2]), index: number - 1, conflict: null };
}
