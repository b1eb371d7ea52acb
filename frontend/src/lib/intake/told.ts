import { range } from '$lib/dates';
import { countryName } from '$lib/describe';
import { parseFilters } from '$lib/overview/filters';
import { t } from '$lib/strings';

const KNOWN = new Set(['q', 'first', 'last', 'undated', 'box', 'unplaced', 'type', 'quad', 'status', 'actor', 'country', 'place', 'source', 'story', 'origins', 'at']);

/** A filter of the overview in words: "“ferry” · Assault or Coerce · Niger". Empty where nothing is filtered. */
export function told(query: string): string {
  const filters = parseFilters(query);
  const say = (words: Record<string, string>, values: string[]) => values.map((one) => words[one] ?? one).join(', ');
  const parts = [
    filters.q && `“${filters.q}”`,
    filters.undated ? t.overview.noDay : range(filters.first, filters.last, t.range, t.locale),
    filters.unplaced ? t.overview.noPlace : filters.box && t.overview.inBox,
    say(t.types, filters.type),
    say(t.quads, filters.quad),
    filters.actor.join(', '),
    filters.country.map(countryName).join(', '),
    filters.place.map(placeName).filter(Boolean).join(', '),
    say(t.status, filters.status),
    filters.source.map((one) => (one === 'own' ? t.overview.own : ((t.sources as Record<string, string>)[one] ?? one))).join(', '),
    filters.story.length && t.overview.inStories(filters.story.length),
    filters.origins > 1 && t.overview.atLeast(filters.origins),
    ...[...new URLSearchParams(query)].filter(([name]) => !KNOWN.has(name)).map(([name, value]) => `${name}: ${value}`),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What the key of a place says of it: a country's code or a name; a number of a gazetteer says nothing to people. */
function placeName(key: string): string {
  if (/^c[A-Z]{2}$/.test(key)) return countryName(key.slice(1));
  return key.startsWith('n ') ? key.slice(2) : t.searches.aPlace;
}
