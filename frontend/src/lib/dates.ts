/** Dates in words. ISO dates are read as they stand, without a time zone. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

interface Day {
  year: number;
  month: number;
  day: number;
}

function read(iso: string | null | undefined): Day | null {
  const found = iso ? DAY.exec(iso.slice(0, 10)) : null;
  return found ? { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) } : null;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a hundred times as long as using it. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

function format(day: Day, options: Intl.DateTimeFormatOptions, locale: string): string {
  const date = new Date(0);
  date.setUTCFullYear(day.year, day.month - 1, day.day);
  return formatter(locale, { ...options, timeZone: 'UTC' }).format(date);
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** How a range is put into words in one language. */
export interface RangeWords {
  between: (from: string, to: string) => string;
  since: (from: string) => string;
  until: (to: string) => string;
}

/** "3 May 2024", "May 2024", "2021", "between 26 April and 3 May 2024"; null where neither end is known. */
export function range(
  earliest: string | null | undefined,
  latest: string | null | undefined,
  words: RangeWords,
  locale = 'en-GB',
): string | null {
  const from = read(earliest);
  const to = read(latest);
  const full = (day: Day) => format(day, { day: 'numeric', month: 'long', year: 'numeric' }, locale);
  if (!from && !to) return null;
  if (!to) return words.since(full(from!));
  if (!from) return words.until(full(to));
  if (from.year === to.year && from.month === to.month && from.day === to.day) return full(from);
  const whole = from.day === 1 && to.day === lastDay(to.year, to.month);
  if (whole && from.year === to.year && from.month === 1 && to.month === 12) return String(from.year);
  if (whole && from.year === to.year && from.month === to.month) return format(from, { month: 'long', year: 'numeric' }, locale);
  if (whole && from.month === 1 && to.month === 12) return words.between(String(from.year), String(to.year));
  if (from.year !== to.year) return words.between(full(from), full(to));
  const short: Intl.DateTimeFormatOptions =
    from.month === to.month ? { day: 'numeric' } : { day: 'numeric', month: 'long' };
  return words.between(format(from, short, locale), full(to));
}

/** A moment as the report gives it, and as the reader's clock has it where that differs. */
export function moment(iso: string | null | undefined, locale = 'en-GB', zone?: string): { own: string; here: string | null } | null {
  const day = read(iso);
  if (!iso || !day) return null;
  const date = format(day, { day: 'numeric', month: 'long', year: 'numeric' }, locale);
  const clock = /T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(iso);
  if (!clock) return { own: date, here: null };
  const offset = clock[2];
  const zulu = offset === 'Z' || /^[+-]00:?00$/.test(offset ?? '');
  const own = `${date}, ${clock[1]}${offset ? ` UTC${zulu ? '' : offset}` : ''}`;
  const there = offset ? new Date(iso) : null;
  if (!there || Number.isNaN(there.getTime())) return { own, here: null };
  const clockThere = (timeZone: string | undefined) =>
    formatter(locale, {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      ...(timeZone ? { timeZone } : {}),
    });
  // The report's own clock, as if it stood in UTC, tells whether the reader's shows anything else.
  const asWritten = clockThere('UTC').format(new Date(`${iso.slice(0, 10)}T${clock[1]}Z`));
  const here = clockThere(zone).format(there);
  return { own, here: here === asWritten ? null : here };
}
