const DAY_MS = 86_400_000;

/** Days since 1 January 1970 of an ISO day. */
export const dayNumber = (iso: string): number => {
  const [year, month, day] = iso.split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year!, (month ?? 1) - 1, day ?? 1);
  return Math.round(date.getTime() / DAY_MS);
};

export const isoDay = (number: number): string => {
  const date = new Date(Math.round(number) * DAY_MS);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${year}-${String(date.getUTCMonth() + 1).padStart(2, '0')}-${String(date.getUTCDate()).padStart(2, '0')}`;
};

/** A linear way from days to pixels and back; `last` is still inside. */
export class Days {
  readonly start: number;
  readonly end: number;

  constructor(
    first: string,
    last: string,
    readonly width: number,
  ) {
    this.start = dayNumber(first);
    this.end = dayNumber(last) + 1;
  }

  x(day: number): number {
    return ((day - this.start) / (this.end - this.start)) * this.width;
  }

  /** The day under a pixel, held within. */
  day(x: number): number {
    const day = Math.floor(this.start + (x / Math.max(1, this.width)) * (this.end - this.start));
    return Math.max(this.start, Math.min(this.end - 1, day));
  }
}

export interface Tick {
  x: number;
  text: string;
}

/** Names of days, months or years under the line, as many as have room. */
export function ticks(days: Days, locale: string, room = 64): Tick[] {
  const span = days.end - days.start;
  const perDay = days.width / span;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (day: number) => made.format(new Date(day * DAY_MS));
  };
  const found: Tick[] = [];
  for (const step of [1, 2, 7, 14]) {
    if (step * perDay < room) continue;
    const name = format({ day: 'numeric', month: 'short' });
    for (let day = Math.ceil(days.start / step) * step; day < days.end; day += step) found.push({ x: days.x(day), text: name(day) });
    return found;
  }
  const first = new Date(days.start * DAY_MS);
  for (const months of [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000]) {
    if (months * 30.4 * perDay < room) continue;
    const name = format(months < 12 ? { month: 'short', year: 'numeric' } : { year: 'numeric' });
    const count = first.getUTCFullYear() * 12 + first.getUTCMonth();
    for (let month = Math.ceil(count / months) * months; ; month += months) {
      const day = dayNumber(`${String(Math.floor(month / 12)).padStart(4, '0')}-${(month % 12) + 1}-1`);
      if (day >= days.end) return found;
      if (day >= days.start) found.push({ x: days.x(day), text: name(day) });
    }
  }
  return found;
}

/** A row for each range so that none lies over another; the first ones have the top rows. Null where `most` rows are full. */
export function pack(ranges: readonly { from: number; to: number }[], most: number): (number | null)[] {
  const rows: { from: number; to: number }[][] = [];
  return ranges.map((range) => {
    const free = rows.findIndex((row) => row.every((one) => one.to < range.from || range.to < one.from));
    const row = free >= 0 ? free : rows.length < most ? rows.push([]) - 1 : null;
    if (row !== null) rows[row]!.push(range);
    return row;
  });
}
