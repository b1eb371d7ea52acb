import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { address, pageAddress } from '$lib/api/client';

it('the types are those of the schema', async () => {
  const schema = JSON.parse(readFileSync('openapi.json', 'utf8'));
  const committed = readFileSync('src/lib/api/schema.ts', 'utf8');
  const made = astToString(await openapiTS(schema));
  expect(committed.endsWith(made)).toBe(true);
});

it('addresses leave out what is not given', () => {
  expect(address('/reports', { q: '', limit: 5, offset: 0, version: null })).toBe('/api/reports?limit=5&offset=0');
  expect(pageAddress('a/b', 2)).toBe('/api/reports/a%2Fb/page?version=2');
});
