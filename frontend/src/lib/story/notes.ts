import type { Cite, Story } from '$lib/api/types';
import { to } from '$lib/route';

/** The words of a report that something rests on, with a number by which the text refers to them. */
export interface Note {
  number: number;
  cite: Cite;
}

const keyOf = (cite: Cite) => `${cite.report} ${cite.version} ${cite.start} ${cite.end}`;

/** The address of cited words. */
export const citeAddress = (cite: Cite): string => `${to.report(cite.report, cite.version)}#${cite.start}-${cite.end}`;

/** Numbers all cited words of a story in the order in which the page tells of them; the same words have one number. */
export class Notes {
  readonly all: Note[] = [];
  private readonly known = new Map<string, Note>();

  constructor(story: Pick<Story, 'claims' | 'conflicts' | 'series' | 'incidents'>) {
    for (const claim of story.claims) for (const telling of claim.tellings) this.add(telling.cite);
    for (const conflict of story.conflicts) for (const side of conflict.sides) side.cites.forEach((cite) => this.add(cite));
    for (const one of story.series) for (const point of one.points) this.add(point.cite);
    for (const incident of story.incidents) for (const part of incident.parts) this.add(part.cite);
  }

  number(cite: Cite): number {
    return this.known.get(keyOf(cite))?.number ?? 0;
  }

  private add(cite: Cite): void {
    if (this.known.has(keyOf(cite))) return;
    const note = { number: this.all.length + 1, cite };
    this.known.set(keyOf(cite), note);
    this.all.push(note);
  }
}
