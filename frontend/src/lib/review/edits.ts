import type { DayGiven, Edits, PlaceGiven } from '$lib/api/desk';
import type { NewsEvent, Place, Reading, Status, Stretch } from '$lib/api/types';
import { rolesOf, ROLES, type EditedRole } from './words';

/** An event while it is edited. What is undefined follows from the words. */
export interface Draft {
  roles: Record<EditedRole, Stretch[]>;
  type: NewsEvent['type'];
  mode: string | null;
  status: Status;
  place?: PlaceGiven | null;
  day?: DayGiven;
}

type Coded = Omit<NewsEvent, 'judged' | 'rejected'>;

/** What the machine has: what a word of a person is said of, and replaces as a whole. */
export const ownOf = (event: NewsEvent): Coded => event.judged?.own ?? event;

export const draftOf = (reading: Reading, event: Coded): Draft => ({
  roles: rolesOf(reading, event),
  type: event.type,
  mode: event.mode,
  status: event.status,
});

const same = (one: readonly Stretch[], other: readonly Stretch[]) =>
  one.length === other.length && one.every((part, i) => part.start === other[i]!.start && part.end === other[i]!.end);

/** What differs; null where nothing does. An event that was edited before says again what is to stay edited. */
export function editsOf(before: Draft, after: Draft): Edits | null {
  const edits: Edits = {};
  for (const role of ROLES) if (!same(before.roles[role], after.roles[role])) edits[role] = after.roles[role];
  if (after.type !== before.type) edits.type = after.type;
  if (after.mode !== before.mode && !(after.mode === null && edits.type)) edits.mode = after.mode;
  if (after.status !== before.status) edits.status = after.status;
  if (after.place !== undefined) edits.place = after.place;
  if (after.day !== undefined) edits.day = after.day;
  return Object.keys(edits).length ? edits : null;
}

const at = <Item extends Stretch>(list: readonly Item[], words: Stretch | undefined): Item | null =>
  (words && list.find((one) => one.start === words.start && one.end === words.end)) ?? null;

/** The place that an event has in a draft, as far as the words tell it. */
export function placeOf(reading: Reading, draft: Draft): Pick<Place, 'name' | 'country' | 'kind'> | null {
  if (draft.place !== undefined) return draft.place && { country: null, kind: null, ...draft.place };
  return at(reading.places, draft.roles.where[0]);
}

/** The days that it can have been on. */
export function dayOf(reading: Reading, draft: Draft): { earliest: string | null; latest: string | null } {
  const found = draft.day ?? at(reading.times, draft.roles.when[0]);
  return { earliest: found?.earliest ?? null, latest: found?.latest ?? null };
}
