/** What can be selected in a report. The number in an address counts from 1, the index from 0. */
export const KINDS = ['statement', 'event', 'actor', 'place', 'time', 'figure', 'presence'] as const;
export type Kind = (typeof KINDS)[number];

export interface Ref {
  kind: Kind;
  index: number;
}

/** `event-3` for the third event. */
export const refName = (ref: Ref): string => `${ref.kind}-${ref.index + 1}`;

export const sameRef = (one: Ref | null, other: Ref | null): boolean =>
  one === other || (one !== null && other !== null && one.kind === other.kind && one.index === other.index);

/** The item that `#event-3` names; null for anything else. */
export function parseRef(hash: string): Ref | null {
  const found = /^#?([a-z]+)-(\d{1,7})$/.exec(hash);
  const kind = KINDS.find((one) => one === found?.[1]);
  const number = Number(found?.[2] ?? 0);
  return kind && number >= 1 ? { kind, index: number - 1 } : null;
}
