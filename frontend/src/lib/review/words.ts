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
export function sentenceOf(reading: Reading, event: Stretch): Stretch {
  return reading.sentences.find((one) => one.start <= event.start && event.end <= one.end) ?? event;
}

/** The words of each role of an event. */
export function rolesOf(reading: Reading, event: Pick<NewsEvent, 'start' | 'end' | 'actors' | 'recipients' | 'place' | 'time' | 'figures'>): Record<EditedRole, Stretch[]> {
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
