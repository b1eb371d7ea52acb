import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { feature } from 'topojson-client';
import world from 'world-atlas/countries-50m.json?url';
import { whole } from './antimeridian';
import numeric from './iso-numeric.json';

export type Country = Feature<Polygon | MultiPolygon, { name: string; code: string | null }>;

const ALPHA2: Record<string, string> = numeric;

/** Natural Earth gives these no number. */
const WITHOUT_NUMBER: Record<string, string> = { Kosovo: 'XK' };

let fetched: Promise<Country[]> | null = null;

/** The countries of Natural Earth (1:50 million) with their alpha-2 codes, from the server's own files; fetched once. */
export function countries(): Promise<Country[]> {
  fetched ??= fetch(world)
    .then((answer) => answer.json() as Promise<Topology<{ countries: GeometryCollection<{ name: string }> }>>)
    .then((topology) => {
      const all = feature(topology, topology.objects.countries) as FeatureCollection<Polygon | MultiPolygon, { name: string }>;
      return all.features.map((one) => {
        const { name } = one.properties;
        return { ...one, geometry: whole(one.geometry), properties: { name, code: ALPHA2[String(one.id)] ?? WITHOUT_NUMBER[name] ?? null } };
      });
    });
  return fetched;
}
