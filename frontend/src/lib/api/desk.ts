import { address, send } from './client';
import type { components } from './schema';
import type { Queue, ToGive } from './types';

type Schemas = components['schemas'];

export type Edits = Partial<Schemas['Edits']>;
export type KnownPlace = Schemas['KnownPlace'];
export type DayGiven = Partial<Schemas['DayGiven']>;
export type PlaceGiven = Partial<Schemas['PlaceGiven']> & { name: string };
export type Changes = Schemas['ChangesAnswer'];
export type Change = Schemas['ChangeAnswer'];
export type ChangeDetail = Schemas['DetailAnswer'];
export type Said = Schemas['Said'];
export type SaidWithOwn = Schemas['SaidWithOwn'];
export type JudgedState = Said['state'];

const post = <Answer>(url: string, body: unknown): Promise<Answer> =>
  send<Answer>(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const filtered = (path: string, query: URLSearchParams, more: Record<string, string>): string => {
  const whole = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) whole.set(name, value);
  const words = whole.toString();
  return `${address(path)}${words && `?${words}`}`;
};

/** What is judged, and what helps to judge it. */
export const desk = {
  queue: (query: URLSearchParams, limit: number, signal?: AbortSignal) =>
    send<Queue>(filtered('/review', query, { limit: String(limit) }), {}, signal),
  judge: (given: Omit<ToGive, 'edits' | 'reasons'> & { edits?: Edits | null; reasons?: string[] }) => post<{ id: number }>(address('/judgements'), given),
  /** All that fits and that nobody has judged, as one; refused where there are not as many as expected. */
  accept: (query: URLSearchParams, expected: number, author: string) =>
    post<{ id: number; events: number }>(filtered('/judgements/accepted', query, {}), { expected, author }),
  place: (verdict: 'same' | 'different', one: string, others: string[], author: string) =>
    post<{ id: number; settled: boolean }>(address('/judgements/incidents'), { verdict, one, others, author }),
  takeBack: (id: number, author: string, settle = false) =>
    post<{ id: number }>(address(`/judgements/${id}/taken-back`), { author, settle }),
  places: (q: string, signal?: AbortSignal) => send<{ places: KnownPlace[] }>(address('/places', { q }), {}, signal),
  changes: (id: string, before: number | null, after: number | null, signal?: AbortSignal) =>
    send<Changes>(address(`/reports/${encodeURIComponent(id)}/changes`, { before, after }), {}, signal),
};
