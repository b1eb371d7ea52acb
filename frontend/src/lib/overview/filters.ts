/** What the overview is narrowed to, as the address holds it. Within one list any value will do. */
export interface Filters {
  q: string;
  /** ISO days, both inclusive. */
  first: string | null;
  last: string | null;
  undated: boolean;
  /** West, south, east, north in degrees. */
  box: [number, number, number, number] | null;
  unplaced: boolean;
  type: string[];
  quad: string[];
  status: string[];
  actor: string[];
  country: string[];
  place: string[];
  source: string[];
  story: string[];
  /** At least so many independent origins tell of the incident; 1 for any number. */
  origins: number;
}

export const LISTS = ['type', 'quad', 'status', 'actor', 'country', 'place', 'source', 'story'] as const;
export type ListName = (typeof LISTS)[number];

/** Where the map looks. */
export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const numbers = (text: string | null, many: number): number[] | null => {
  const found = (text ?? '').split(',').map(Number);
  return text && found.length === many && found.every(Number.isFinite) ? found : null;
};

const isDay = (text: string | null): string | null => (text && DAY.test(text) ? text : null);

const least = (text: string | null): number => (/^\d{1,3}$/.test(text ?? '') ? Math.max(1, Number(text)) : 1);

/** The filters of an address; what is no filter, or none that can be, is left out. */
export function parseFilters(search: string): Filters {
  const given = new URLSearchParams(search);
  const box = numbers(given.get('box'), 4);
  const lists = Object.fromEntries(LISTS.map((name) => [name, [...new Set(given.getAll(name))]])) as Pick<Filters, ListName>;
  return {
    q: given.get('q') ?? '',
    first: isDay(given.get('first')),
    last: isDay(given.get('last')),
    undated: given.get('undated') === 'true',
    box: box as Filters['box'],
    unplaced: given.get('unplaced') === 'true',
    ...lists,
    origins: least(given.get('origins')),
  };
}

export function parseCamera(search: string): Camera | null {
  const at = numbers(new URLSearchParams(search).get('at'), 3);
  return at ? { lon: at[0]!, lat: at[1]!, zoom: Math.max(0, Math.min(12, at[2]!)) } : null;
}

/** The filters as a query, without its question mark; what filters nothing is left out. */
export function filterQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.q.trim()) query.set('q', filters.q.trim());
  if (filters.undated) query.set('undated', 'true');
  else {
    if (filters.first) query.set('first', filters.first);
    if (filters.last) query.set('last', filters.last);
  }
  if (filters.unplaced) query.set('unplaced', 'true');
  else if (filters.box) query.set('box', filters.box.map((one) => one.toFixed(3)).join(','));
  for (const name of LISTS) for (const value of filters[name]) query.append(name, value);
  if (filters.origins > 1) query.set('origins', String(filters.origins));
  return query;
}

/** The same, with the camera, for the address bar. */
export function addressQuery(filters: Filters, camera: Camera | null): string {
  const query = filterQuery(filters);
  if (camera) query.set('at', [camera.lon.toFixed(3), camera.lat.toFixed(3), camera.zoom.toFixed(2)].join(','));
  const words = query.toString();
  return words && `?${words}`;
}

/** A list with `value` taken out, or put in at its end. */
export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
