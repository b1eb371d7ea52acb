import { door } from './door';
import type { Account, FeedKey, Format, Found, Input, Item, Job, Made, Overview, Problem, Queue, Reading, Reports, Role, Searches, Session, Source, Stories, Story, ToGive, Trail, Versions } from './types';

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

export const exportAddress = (format: string, query: string) => `${address('/export', { format })}${query && `&${query}`}`;

const get = <Answer>(url: string, signal?: AbortSignal): Promise<Answer> => ask<Answer>(url, {}, signal);

const post = <Answer>(url: string, body: unknown): Promise<Answer> =>
  ask<Answer>(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Whether what was refused can be asked once more: after a log-in over the page, or with the session's new token. */
async function again(status: number, kind: string | undefined): Promise<boolean> {
  if (status === 401 && kind === 'no-session') return (await door.ended?.()) ?? false;
  return status === 403 && kind === 'csrf' ? ((await door.changed?.()) ?? false) : false;
}

async function ask<Answer>(url: string, how: RequestInit, signal?: AbortSignal, first = true): Promise<Answer> {
  let answer: Response;
  try {
    const shown: Record<string, string> = how.method && door.csrf ? { 'x-csrf-token': door.csrf } : {};
    answer = await fetch(url, { ...how, headers: { accept: 'application/json', ...shown, ...how.headers }, signal: signal ?? null });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new ApiError(0, 'no-answer', '');
  }
  if (answer.ok) return (await answer.json()) as Answer;
  const said = (await answer.json().catch(() => null)) as Problem | null;
  if (first && (await again(answer.status, said?.kind))) return ask<Answer>(url, how, signal, false);
  throw new ApiError(answer.status, said?.kind ?? 'unexpected', said?.message ?? answer.statusText);
}

/** For what is sent in a form of its own, as files that are dropped: with the session's token, and repeated after a log-in. */
export const send = ask;

const joined = (path: string, query: URLSearchParams, more: Query): string => {
  const rest = address(path, more);
  const words = query.toString();
  return words ? `${rest}${rest.includes('?') ? '&' : '?'}${words}` : rest;
};

export const api = {
  session: () => get<Session>(address('/session')),
  logIn: (name: string, password: string) => post<Session>(address('/session'), { name, password }),
  logOut: (everywhere: boolean) => post<Session>(address('/session/ended'), { everywhere }),
  choosePassword: (old: string, fresh: string) => post<Session>(address('/session/password'), { old, new: fresh }),
  accounts: () => get<{ accounts: Account[] }>(address('/accounts')),
  addAccount: (name: string, role: Role) => post<Made>(address('/accounts'), { name, role }),
  changeAccount: (change: { name: string; role?: Role; active?: boolean }) => post<Account>(address('/accounts/changed'), change),
  resetPassword: (name: string) => post<Made>(address('/accounts/reset'), { name }),
  feedKey: (search: string) => post<FeedKey>(address(`/feeds/${encodeURIComponent(search)}/key`), {}),
  upload: (file: File) =>
    send<{ id: string }>(address('/uploads', { name: file.name }), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-dateline': '1' },
      body: file,
    }),
  addReports: (inputs: Input[]) => post<{ id: string }>(address('/jobs'), { inputs }),
  jobs: () => get<{ writable: boolean; jobs: Job[] }>(address('/jobs')),
  job: (id: string, since: number) => get<Job & { items: Item[] }>(address(`/jobs/${encodeURIComponent(id)}`, { since })),
  stopJob: (id: string) => post<{ id: string }>(address(`/jobs/${encodeURIComponent(id)}/stop`), {}),
  searches: () => get<Searches>(address('/searches')),
  saveSearch: (name: string, query: string) => post<{ id: string }>(address('/searches'), { name, query }),
  changeSearch: (id: string, change: { name?: string; removed?: boolean }) => post<{ id: string }>(address(`/searches/${encodeURIComponent(id)}`), change),
  seeSearch: (id: string) => post<{ id: string }>(address(`/searches/${encodeURIComponent(id)}/seen`), {}),
  formats: () => get<{ formats: Format[] }>(address('/formats')),
  review: (limit: number) => get<Queue>(address('/review', { limit })),
  trail: (limit: number) => get<Trail>(address('/judgements', { limit })),
  judge: (given: ToGive) => post<{ id: number }>(address('/judgements'), given),
  takeBack: (id: number, author: string) => post<{ id: number }>(address(`/judgements/${id}/taken-back`), { author }),
  overview: (query: URLSearchParams, zoom: number, frame: string | null, limit: number, signal?: AbortSignal) =>
    get<Overview>(joined('/overview', query, { zoom: zoom.toFixed(2), frame, limit }), signal),
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
