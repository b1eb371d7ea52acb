import { countryName } from '$lib/describe';
import alpha3 from '$lib/map/iso-alpha3.json';
import { t } from '$lib/strings';

const ALPHA2: Record<string, string> = alpha3;

/** The name of a country by its alpha-3 code. */
export const country3 = (code: string): string => (ALPHA2[code] ? countryName(ALPHA2[code]) : code);

/** All countries by name, with their alpha-3 codes. */
export const countries3 = (): [code: string, name: string][] =>
  Object.keys(ALPHA2)
    .map((code): [string, string] => [code, country3(code)])
    .sort((a, b) => a[1].localeCompare(b[1], t.locale));

interface Who {
  id: string | null;
  name: string;
  country: string | null;
  sector: string | null;
}

const sectorName = (code: string) => t.sectors[code] ?? code;

/** What an actor is called here: its name, or what it is only described as. */
export function actorName(one: Who): string {
  if (!one.id?.startsWith('code:')) return one.name;
  return t.actors.described(one.sector ? sectorName(one.sector) : t.actors.anybody, one.country && country3(one.country));
}

/** `government · Niger`: what is known of one who has a name. */
export function actorFacts(one: Who): string {
  if (one.id?.startsWith('code:')) return '';
  const country = one.country && country3(one.country);
  return [one.sector && sectorName(one.sector), country !== one.name && country].filter(Boolean).join(' · ');
}
