import type { Kind } from '$lib/refs';

/** Kinds that can be switched on and off in the text, in the order of their keys 1 to 6. */
export const SHOWN_KINDS = ['statement', 'event', 'actor', 'place', 'time', 'figure'] as const satisfies readonly Kind[];
export type ShownKind = (typeof SHOWN_KINDS)[number];

/** What the text shows; kept while the page is open, from report to report. */
class Shown {
  kinds = $state<Record<ShownKind, boolean>>({
    statement: true,
    event: true,
    actor: false,
    place: false,
    time: false,
    figure: false,
  });
  furniture = $state(false);

  get list(): ShownKind[] {
    return SHOWN_KINDS.filter((kind) => this.kinds[kind]);
  }
}

export const shown = new Shown();
