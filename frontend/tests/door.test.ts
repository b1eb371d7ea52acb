import { afterEach, expect, it, vi } from 'vitest';
import { api } from '$lib/api/client';
import { door } from '$lib/api/door';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const JUDGEMENT = { of: 'k1', relation: 'conflict', verdict: 'same', reasons: [], author: null } as Parameters<typeof api.judge>[0];

afterEach(() => {
  vi.unstubAllGlobals();
  door.csrf = '';
  door.ended = door.changed = null;
});

it('what writes shows the token of the session, what reads does not', async () => {
  const fetch = vi.fn(async (_url: string, _how: RequestInit) => answer(200, { id: 1 }));
  vi.stubGlobal('fetch', fetch);
  door.csrf = 'abc';
  await api.judge(JUDGEMENT);
  await api.reports('', 5, 0);
  expect(fetch.mock.calls.map(([, how]) => new Headers(how.headers).get('x-csrf-token'))).toEqual(['abc', null]);
});

it('what was refused because the session had ended is asked once more after the log-in, with its new token', async () => {
  const fetch = vi.fn(async (_url: string, how: RequestInit) =>
    new Headers(how.headers).get('x-csrf-token') === 'new' ? answer(200, { id: 7 }) : answer(401, { kind: 'no-session', message: 'Log in first.' }),
  );
  vi.stubGlobal('fetch', fetch);
  door.csrf = 'old';
  door.ended = async () => {
    door.csrf = 'new';
    return true;
  };
  expect(await api.judge(JUDGEMENT)).toEqual({ id: 7 });
  expect(fetch).toHaveBeenCalledTimes(2);
});

it.each([
  [401, 'no-session', false, 1],
  [401, 'no-session', true, 2],
  [403, 'csrf', true, 2],
  [403, 'role', true, 1],
  [401, 'wrong', true, 1],
])('%i %s is given up when it stays so', async (status, kind, again, times) => {
  const fetch = vi.fn(async () => answer(status, { kind, message: '' }));
  vi.stubGlobal('fetch', fetch);
  door.ended = door.changed = async () => again;
  await expect(api.judge(JUDGEMENT)).rejects.toMatchObject({ status, kind });
  expect(fetch).toHaveBeenCalledTimes(times);
});
