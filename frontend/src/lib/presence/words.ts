import type { PresenceRow } from '$lib/api/who';
import { range } from '$lib/dates';
import { t } from '$lib/strings';

type Told = Pick<PresenceRow, 'value' | 'low' | 'high' | 'approximate'>;

/** `about 1,000 (900 to 1,100)`, `at most 60`; null where no number is told. The bounds of people and things are whole. */
export function numberWords({ value, low, high, approximate }: Told): string | null {
  const n = (told: number) => t.number(Math.round(told));
  if (low === null && high === null) return value === null ? null : approximate ? t.figures.roughly(n(value)) : n(value);
  if (low === null) return t.figures.atMost(n(high!));
  if (high === null) return t.figures.atLeast(n(low));
  if (low === high) return n(low);
  return value === null || !approximate ? t.figures.between(n(low), n(high)) : t.figures.about(n(value), n(low), n(high));
}

/** `as of 3 May 2024`, `no time told; report of 3 May 2024`. */
export function asOfWords(row: Pick<PresenceRow, 'dated' | 'earliest' | 'latest' | 'day'>): string {
  const when = row.dated === 'report' ? range(row.day, row.day, t.range, t.locale) : range(row.earliest, row.latest, t.range, t.locale);
  return when === null ? t.presences.dated.unknown() : t.presences.dated[row.dated](when);
}

/** On whose word: the words for the source, else that it is the report's own. */
export const wordOf = (row: Pick<PresenceRow, 'told' | 'said_by'>): string =>
  row.told ? (row.said_by ? t.presences.saidBy(row.said_by) : t.presences.toldBy) : t.presences.own;

/** Rows that tell the same number of the same, the number told by most reports first. */
export function byNumber(rows: readonly PresenceRow[]): { says: string; told: boolean; rows: PresenceRow[] }[] {
  const found = new Map<string, { says: string; told: boolean; rows: PresenceRow[] }>();
  for (const row of rows) {
    const number = numberWords(row);
    const known = found.get(number ?? '');
    if (known) known.rows.push(row);
    else found.set(number ?? '', { says: number ?? t.presences.noNumber, told: number !== null, rows: [row] });
  }
  return [...found.values()].sort((a, b) => Number(b.told) - Number(a.told) || b.rows.length - a.rows.length);
}
