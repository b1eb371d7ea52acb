import { expect, test } from 'vitest';
import { unwrapped } from '../src/lib/map/antimeridian';

test('a ring over 180° goes on instead of jumping to the other side', () => {
  const ring = [[170, 60], [179, 62], [-175, 63], [-179, 58], [172, 57], [170, 60]];
  expect(unwrapped(ring)).toEqual([[170, 60], [179, 62], [185, 63], [181, 58], [172, 57], [170, 60]]);
});

test('a ring that crosses nothing stays as it is', () => {
  const ring = [[1, 1], [2, 1], [2, 2], [1, 1]];
  expect(unwrapped(ring)).toEqual(ring);
});

test('a ring round the pole is closed along the edge of the map', () => {
  const ring = [[0, -70], [120, -72], [-120, -71], [0, -70]];
  expect(unwrapped(ring)).toEqual([[0, -70], [120, -72], [240, -71], [360, -70], [360, -85.05], [0, -85.05], [0, -70]]);
});
