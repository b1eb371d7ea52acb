import { address, send } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type ActorNamed = Schemas['ActorNamed'];
export type ActorRow = Schemas['ActorRow'];
export type ActorRows = Schemas['ActorRows'];
export type ActorAbout = Schemas['ActorAbout'];
export type ActorDays = Schemas['ActorDays'];
export type ActorEvent = Schemas['ActorEvent'];
export type ActorEvents = Schemas['ActorEvents'];
export type ActorStatements = Schemas['ActorStatements'];
export type ActorPresence = Schemas['ActorPresence'];
export type Counterpart = Schemas['Counterpart'];
export type NewName = Schemas['NewName'];
export type NewNames = Schemas['NewNames'];
export type KnownName = Schemas['KnownName'];
export type SettledNames = Schemas['SettledNames'];
export type ToSettle = Schemas['ToSettle'];
export type PresenceRow = Schemas['PresenceRow'];
export type PresenceSpot = Schemas['PresenceSpot'];
export type Holding = Schemas['Holding'];
export type Presences = Schemas['PresencesAnswer'];

const get = <Answer>(url: string, signal?: AbortSignal): Promise<Answer> => send<Answer>(url, {}, signal);

const post = <Answer>(url: string, body: unknown): Promise<Answer> =>
  send<Answer>(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const of = (id: string) => `/actors/${encodeURIComponent(id)}`;

/** What the views of actors and of presence ask the server. */
export const who = {
  actors: (q: string, shown: string, order: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<ActorRows>(address('/actors', { q, shown, order, limit, offset }), signal),
  actor: (id: string, signal?: AbortSignal) => get<ActorAbout>(address(of(id)), signal),
  events: (id: string, role: string | null, limit: number, offset: number, signal?: AbortSignal) =>
    get<ActorEvents>(address(`${of(id)}/events`, { role, limit, offset }), signal),
  statements: (id: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<ActorStatements>(address(`${of(id)}/statements`, { limit, offset }), signal),
  presence: (id: string, signal?: AbortSignal) => get<ActorPresence>(address(`${of(id)}/presence`), signal),
  names: (q: string, limit: number, offset: number, signal?: AbortSignal) =>
    get<NewNames>(address('/names', { q, limit, offset }), signal),
  known: (q: string, signal?: AbortSignal) => get<{ actors: KnownName[] }>(address('/names/known', { q }), signal),
  settled: (limit: number, signal?: AbortSignal) => get<SettledNames>(address('/names/settled', { limit }), signal),
  settle: (given: ToSettle) => post<{ id: number }>(address('/names/settled'), given),
  presences: (query: { day: string | null; actor: string | null; place: string | null }, limit: number, offset: number, signal?: AbortSignal) =>
    get<Presences>(address('/presence', { ...query, limit, offset }), signal),
};
