/** What the view of presence shows, as its address holds it. */
export interface Asked {
  day: string | null;
  actor: string | null;
  place: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function parseAsked(search: string): Asked {
  const given = new URLSearchParams(search);
  const day = given.get('day');
  return { day: day && DAY.test(day) ? day : null, actor: given.get('actor') || null, place: given.get('place') || null };
}

export function askedAddress(asked: Partial<Asked>): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => !!entry[1]);
  const words = new URLSearchParams(given).toString();
  return `/presence${words && `?${words}`}`;
}

/** Of the days with news, the index of the last one that is not after `day`; -1 where all are. */
export function indexOfDay(days: readonly { day: string }[], day: string | null): number {
  if (day === null) return days.length - 1;
  let at = -1;
  for (let i = 0; i < days.length && days[i]!.day <= day; i++) at = i;
  return at;
}
