import type { Found, Overview, Problem, Queue, Reading, Reports, Source, Stories, Story, ToGive, Trail, Versions } from './types';

/** What the server answered instead of what was asked for; `kind` is for programs, `message` for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

type Query = Record<string, string | number | null | undefined>;

/** The address of a route, with what is null left out of its query. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const words = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${words && `?${words}`}`;
}

export const pageAddress = (id: string, version: number | null) =>
  address(`/reports/${encodeURIComponent(id)}/page`, { version });

const get = <Answer>(url: string, signal?: AbortSignal): Promise<Answer> => ask<Answer>(url, {}, signal);

const post = <Answer>(url: string, body: unknown): Promise<Answer> =>
  ask<Answer>(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ask<Answer>(url: string, how: RequestInit, signal?: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...how, headers: { accept: 'application/json', ...how.headers }, signal: signal ?? null });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new ApiError(0, 'no-answer', '');
  }
  if (answer.ok) return (await answer.json()) as Answer;
  const said = (await answer.json().catch(() => null)) as Problem | null;
  throw new ApiError(answer.status, said?.kind ?? 'unexpected', said?.message ?? answer.statusText);
}

const joined = (path: string, query: URLSearchParams, more: Query): string => {
  const rest = address(path, more);
  const words = query.toString();
  return words ? `${rest}${rest.includes('?') ? '&' : '?'}${words}` : rest;
};

export const api = {
  review: (limit: number) => get<Queue>(address('/review', { limit })),
  trail: (limit: number) => get<Trail>(address('/judgements', { limit })),
  judge: (given: ToGive) => post<{ id: number }>(address('/judgements'), given),
  takeBack: (id: number, author: string) => post<{ id: number }>(address(`/judgements/${id}/taken-back`), { author }),
  overview: (query: URLSearchParams, zoom: number, frame: string | null, signal?: AbortSignal) =>
    get<Overview>(joined('/overview', query, { zoom: zoom.toFixed(2), frame }), signal),
  found: (query: URLSearchParams, limit: number, offset: number, signal?: AbortSignal) =>
    get<Found>(joined('/found', query, { limit, offset }), signal),
  stories: (q: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<Stories>(address('/stories', { q, limit, offset }), signal),
  story: (id: string, signal?: AbortSignal) => get<Story>(address(`/stories/${encodeURIComponent(id)}`), signal),
  reports: (q: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<Reports>(address('/reports', { q, limit, offset }), signal),
  reading: (id: string, version: number | null, signal?: AbortSignal) =>
    get<Reading>(address(`/reports/${encodeURIComponent(id)}`, { version }), signal),
  versions: (id: string, signal?: AbortSignal) =>
    get<Versions>(address(`/reports/${encodeURIComponent(id)}/versions`), signal),
  source: (id: string, start: number, end: number, version: number | null, signal?: AbortSignal) =>
    get<Source>(address(`/reports/${encodeURIComponent(id)}/source`, { start, end, version }), signal),
};
