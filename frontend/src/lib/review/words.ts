import type { NewsEvent, Reading, Stretch } from '$lib/api/types';
import type { CodePoints } from '$lib/text/codepoints';

export const ROLES = ['what', 'who', 'toWhom', 'where', 'when', 'howMany'] as const;
export type EditedRole = (typeof ROLES)[number];

/** A word of the text with where it stands, in code points. */
export interface Word extends Stretch {
  text: string;
}

/** The words from `start` to `end`, with the spaces and signs between them left to the words before. */
export function words(points: CodePoints, { start, end }: Stretch): Word[] {
  const found: Word[] = [];
  let at = start;
  for (const text of points.slice(start, end).match(/\S+\s*/gu) ?? []) {
    const long = [...text].length;
    found.push({ start: at, end: at + [...text.trimEnd()].length, text });
    at += long;
  }
  return found;
}

/** The sentence in which an event stands; without one, its own words. */
export function sentenceOf(reading: Reading, event: NewsEvent): Stretch {
  return reading.sentences.find((one) => one.start <= event.start && event.end <= one.end) ?? event;
}

/** The words of each role of an event. */
export function rolesOf(reading: Reading, event: NewsEvent): Record<EditedRole, Stretch[]> {
  const some = <Item extends Stretch>(list: readonly Item[], indexes: readonly (number | null)[]): Stretch[] =>
    indexes.flatMap((index) => {
      const one = index === null ? undefined : list[index];
      return one ? [{ start: one.start, end: one.end }] : [];
    });
  return {
    what: [{ start: event.start, end: event.end }],
    who: some(reading.actors, event.actors),
    toWhom: some(reading.actors, event.recipients),
    where: some(reading.places, [event.place]),
    when: some(reading.times, [event.time]),
    howMany: some(reading.figures, event.figures),
  };
}

/** Changed roles as a judgement keeps them: `who: 12-20 “the mayor”`, or `who: nobody` where it was emptied. */
export function changes(
  points: CodePoints,
  before: Record<EditedRole, Stretch[]>,
  after: Record<EditedRole, Stretch[]>,
): string[] {
  const say = (list: readonly Stretch[]) => list.map((one) => `${one.start}-${one.end} “${points.slice(one.start, one.end)}”`).join(', ');
  return ROLES.flatMap((role) => (say(before[role]) === say(after[role]) ? [] : [`${role}: ${say(after[role]) || '—'}`]));
}
