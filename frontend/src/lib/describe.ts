import type { Figure, NewsEvent, Place, Presence, Reading, Statement, Stretch, Time } from '$lib/api/types';
import { range } from '$lib/dates';
import alpha3 from '$lib/map/iso-alpha3.json';
import type { Kind, Ref } from '$lib/refs';
import { t } from '$lib/strings';
import type { CodePoints } from '$lib/text/codepoints';

export type Role = keyof typeof t.roles;

/** Words that light up with what is selected, and the part that they play in it. */
export interface Lit extends Stretch {
  role: Role;
}

const ALPHA2: Record<string, string> = alpha3;

const LISTS = {
  statement: 'statements',
  event: 'events',
  actor: 'actors',
  place: 'places',
  time: 'times',
  figure: 'figures',
  presence: 'presence',
} as const satisfies Record<Kind, keyof Reading>;

export const howMany = (reading: Reading, kind: Kind): number => reading[LISTS[kind]].length;

export const exists = (reading: Reading, ref: Ref): boolean => ref.index >= 0 && ref.index < howMany(reading, ref.kind);

function play(role: Role, ...stretches: (Stretch | null | undefined)[]): Lit[] {
  return stretches.flatMap((one) => (one ? [{ start: one.start, end: one.end, role }] : []));
}

const at = <Item>(list: readonly Item[], index: number | null | undefined): Item | null =>
  index === null || index === undefined ? null : (list[index] ?? null);

const each = <Item>(list: readonly Item[], indexes: readonly number[]): Item[] =>
  indexes.flatMap((index) => (list[index] === undefined ? [] : [list[index]]));

function ofStatement(said: Statement): Lit[] {
  return [...play('source', ...said.source), ...play('cue', ...said.cue), ...play('content', ...said.content)];
}

function ofEvent(reading: Reading, event: NewsEvent): Lit[] {
  return [
    ...play('what', event),
    ...play('who', ...each(reading.actors, event.actors)),
    ...play('toWhom', ...each(reading.actors, event.recipients)),
    ...play('where', at(reading.places, event.place)),
    ...play('when', at(reading.times, event.time)),
    ...play('howMany', ...each(reading.figures, event.figures)),
    ...play('because', ...event.because.filter((one) => one.start !== event.start || one.end !== event.end)),
  ];
}

function ofPresence(reading: Reading, presence: Presence): Lit[] {
  return [
    ...play('who', at(reading.actors, presence.actor)),
    ...play('where', at(reading.places, presence.place)),
    ...play('howMany', at(reading.figures, presence.figure)),
    ...play('when', at(reading.times, presence.time)),
  ];
}

/** All the words that an item rests on. */
export function evidence(reading: Reading, ref: Ref): Lit[] {
  if (!exists(reading, ref)) return [];
  switch (ref.kind) {
    case 'statement':
      return ofStatement(reading.statements[ref.index]!);
    case 'event':
      return ofEvent(reading, reading.events[ref.index]!);
    case 'presence':
      return ofPresence(reading, reading.presence[ref.index]!);
    case 'figure': {
      const figure = reading.figures[ref.index]!;
      return [
        ...play('howMany', figure),
        ...play('who', at(reading.actors, figure.scope?.actor)),
        ...play('where', at(reading.places, figure.scope?.place)),
        ...play('when', at(reading.times, figure.scope?.time)),
      ];
    }
    case 'place':
      return play('where', reading.places[ref.index]);
    case 'time':
      return play('when', reading.times[ref.index]);
    case 'actor':
      return play('who', reading.actors[ref.index]);
  }
}

/** Where an item stands in the text: the trigger of an event, the words of a statement. Null where it has no words. */
export function anchor(reading: Reading, ref: Ref): Stretch | null {
  if (ref.kind === 'event') return reading.events[ref.index] ?? null;
  if (ref.kind === 'statement') {
    const said = reading.statements[ref.index];
    const parts = said ? (said.content.length ? said.content : [...said.source, ...said.cue]) : [];
    return parts.length ? parts.reduce((one, other) => (other.start < one.start ? other : one)) : null;
  }
  return evidence(reading, ref)[0] ?? null;
}

/** The name of a statement's source: the actor's, else the words themselves. */
export function sourceName(reading: Reading, points: CodePoints, said: Statement): string {
  const words = said.source.map((one) => points.slice(one.start, one.end)).join(' … ');
  const pronoun = /^(he|she|it|they|we|i)$/i.test(words);
  const actor = at(reading.actors, said.source_actor);
  if (actor && (pronoun || !words)) return actor.name;
  return words ? capital(brief(words)) : t.reader.unnamed;
}

/** A long source without what is said about it: `The official, who spoke on …` is `The official`. */
const brief = (words: string) => (words.length > 48 ? words.replace(/,\s[\s\S]*$/, '') : words);

export const contentWords = (points: CodePoints, said: Statement): string =>
  said.content.map((one) => points.slice(one.start, one.end)).join(' … ');

const capital = (words: string) => words.charAt(0).toLocaleUpperCase(t.locale) + words.slice(1);

/** `Gunmen → drivers`, in the names that were settled on; null where nobody is known. */
export function whoToWhom(reading: Reading, event: NewsEvent): string | null {
  const names = (indexes: readonly number[]) => [...new Set(each(reading.actors, indexes).map((one) => one.name))].join(', ');
  const from = names(event.actors);
  const toward = names(event.recipients);
  if (!from && !toward) return null;
  return toward ? `${from || '?'} → ${toward}` : from;
}

export const eventType = (event: Pick<NewsEvent, 'type' | 'mode'>): string =>
  t.types[event.type] + (event.mode ? `: ${event.mode.replaceAll('_', ' ').toLowerCase()}` : '');

export function timeWords(time: Time): string {
  if (time.type === 'DURATION') return t.timeLength;
  if (time.type === 'SET') return t.timeRepeated;
  return range(time.earliest, time.latest, t.range, t.locale) ?? t.timeNotDated(time.value ?? '?');
}

/** `Agadez, Niger · town`; the country is left out where it is the place itself. */
export function placeWords(place: Place): string {
  const country = place.country && place.kind !== 'country' ? countryName(place.country) : null;
  return country && country !== place.name ? `${place.name}, ${country}` : place.name;
}

let regions: Intl.DisplayNames | null = null;
const countries = new Map<string, string>();

/** The English name of a country by its alpha-2 code. */
export function countryName(code: string): string {
  let name = countries.get(code);
  if (name === undefined) {
    regions ??= new Intl.DisplayNames([t.locale], { type: 'region' });
    try {
      name = regions.of(code) ?? code;
    } catch {
      name = code;
    }
    countries.set(code, name);
  }
  return name;
}

export function figureWords(figure: Figure): string {
  const { value, low, high } = figure;
  const unit = (n: number) => withUnit(n, figure.unit);
  if (value === null) {
    if (low !== null && high !== null) return t.figures.between(t.number(low), unit(high));
    if (low !== null) return t.figures.atLeast(unit(low));
    return high !== null ? t.figures.atMost(unit(high)) : t.figures.unknown;
  }
  if (low !== null && high !== null && (low < value || high > value))
    return t.figures.about(unit(value), t.number(low), t.number(high));
  return figure.approximate ? t.figures.roughly(unit(value)) : t.figures.exact(unit(value));
}

function withUnit(value: number, unit: string | null): string {
  const currency = /^currency:([A-Z]{3})$/.exec(unit ?? '')?.[1];
  if (!currency) return unit && unit !== 'events' ? `${t.number(value)} ${unit}` : t.number(value);
  return new Intl.NumberFormat(t.locale, { style: 'currency', currency, maximumFractionDigits: value % 1 ? 2 : 0 }).format(value);
}

/** What is known about an item besides its own words, on one line. */
export function summary(reading: Reading, ref: Ref): string {
  switch (ref.kind) {
    case 'event': {
      const event = reading.events[ref.index]!;
      const place = at(reading.places, event.place);
      const time = at(reading.times, event.time);
      return [place && place.name, time && timeWords(time)].filter(Boolean).join(' · ');
    }
    case 'statement': {
      const said = reading.statements[ref.index]!;
      const stance = said.stance ? t.stances[said.stance] : '';
      return [stance, said.audience && `${t.roles.audience} ${said.audience}`].filter(Boolean).join(' ');
    }
    case 'place': {
      const place = reading.places[ref.index]!;
      return [
        placeWords(place),
        place.kind && t.placeKinds[place.kind],
        place.form !== 'name' && t.forms[place.form],
        place.radius_km !== null && place.radius_km >= 1 && place.kind !== 'country' && t.maps.within(place.radius_km),
      ]
        .filter(Boolean)
        .join(' · ');
    }
    case 'time':
      return timeWords(reading.times[ref.index]!);
    case 'figure': {
      const figure = reading.figures[ref.index]!;
      return [figureWords(figure), figure.counts].filter(Boolean).join(' · ');
    }
    case 'actor': {
      const actor = reading.actors[ref.index]!;
      const country = actor.country && countryName(ALPHA2[actor.country] ?? actor.country);
      return [actor.name, actor.sector && (t.sectors[actor.sector] ?? actor.sector), country].filter(Boolean).join(' · ');
    }
    case 'presence': {
      const presence = reading.presence[ref.index]!;
      const actor = at(reading.actors, presence.actor);
      const figure = at(reading.figures, presence.figure);
      const place = at(reading.places, presence.place);
      const time = at(reading.times, presence.time);
      return [
        actor?.name ?? '?',
        figure ? [figureWords(figure), figure.counts].filter(Boolean).join(' ') : t.presence[presence.kind],
        place ? placeWords(place) : null,
        time ? timeWords(time) : null,
      ]
        .filter(Boolean)
        .join(' · ');
    }
  }
}
