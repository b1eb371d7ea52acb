import type { components } from './schema';

type Schemas = components['schemas'];

export type Stretch = Schemas['Stretch'];
export type Furniture = Schemas['FurnitureAnswer'];
export type Place = Schemas['PlaceAnswer'];
export type Time = Schemas['TimeAnswer'];
export type Actor = Schemas['ActorAnswer'];
export type Figure = Schemas['FigureAnswer'];
export type Statement = Schemas['StatementAnswer'];
export type NewsEvent = Schemas['EventAnswer'];
export type Presence = Schemas['PresenceAnswer'];
export type Reading = Schemas['ReadingAnswer'];
export type ReportRow = Schemas['ReportRow'];
export type Reports = Schemas['Reports'];
export type Versions = Schemas['Versions'];
export type Source = Schemas['Source'];
export type Problem = Schemas['Problem'];
export type Status = NewsEvent['status'];
export type Quad = NewsEvent['quad'];
