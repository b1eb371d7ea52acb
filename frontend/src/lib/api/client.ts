import type { Problem, Reading, Reports, Source, Versions } from './types';

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

async function get<Answer>(url: string, signal?: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(url, { headers: { accept: 'application/json' }, signal: signal ?? null });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new ApiError(0, 'no-answer', '');
  }
  if (answer.ok) return (await answer.json()) as Answer;
  const said = (await answer.json().catch(() => null)) as Problem | null;
  throw new ApiError(answer.status, said?.kind ?? 'unexpected', said?.message ?? answer.statusText);
}

export const api = {
  reports: (q: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<Reports>(address('/reports', { q, limit, offset }), signal),
  reading: (id: string, version: number | null, signal?: AbortSignal) =>
    get<Reading>(address(`/reports/${encodeURIComponent(id)}`, { version }), signal),
  versions: (id: string, signal?: AbortSignal) =>
    get<Versions>(address(`/reports/${encodeURIComponent(id)}/versions`), signal),
  source: (id: string, start: number, end: number, version: number | null, signal?: AbortSignal) =>
    get<Source>(address(`/reports/${encodeURIComponent(id)}/source`, { start, end, version }), signal),
};
