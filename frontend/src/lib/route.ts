/** The addresses of the views. */
export type Route =
  | { view: 'overview'; search: string }
  | { view: 'reports'; query: string }
  | { view: 'stories' }
  | { view: 'review'; search: string }
  | { view: 'add' }
  | { view: 'searches' }
  | { view: 'actors'; search: string }
  | { view: 'actor'; id: string }
  | { view: 'presence'; search: string }
  | { view: 'login'; next: string }
  | { view: 'accounts' }
  | { view: 'story'; id: string }
  | { view: 'report'; id: string; version: number | null }
  | { view: 'page'; id: string; version: number | null }
  | { view: 'changes'; id: string; before: number | null; after: number | null }
  | { view: 'missing'; path: string };

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** An address of ours, as `next` names it; never one of another host. */
const own = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

const numbered = (text: string | null): number | null => (Number.isInteger(Number(text)) && Number(text) >= 1 ? Number(text) : null);

/** The view at a path and query, as the browser has them (still percent-encoded). */
export function parseRoute(path: string, search = ''): Route {
  const query = new URLSearchParams(search);
  if (path === '/' || path === '') return { view: 'overview', search };
  if (path === '/reports') return { view: 'reports', query: query.get('q') ?? '' };
  if (path === '/stories') return { view: 'stories' };
  if (path === '/actors') return { view: 'actors', search };
  if (path === '/presence') return { view: 'presence', search };
  if (path === '/review') return { view: 'review', search };
  if (path === '/add') return { view: 'add' };
  if (path === '/searches') return { view: 'searches' };
  if (path === '/login') return { view: 'login', next: own(query.get('next')) };
  if (path === '/accounts') return { view: 'accounts' };
  const parts = path.split('/').slice(1);
  const id = parts[1] ? decode(parts[1]) : null;
  const version = numbered(query.get('version'));
  if (parts[0] === 'actors' && id && parts.length === 2) return { view: 'actor', id };
  if (parts[0] === 'story' && id && parts.length === 2) return { view: 'story', id };
  if (parts[0] === 'report' && id && parts.length === 2) return { view: 'report', id, version };
  if (parts[0] === 'report' && id && parts.length === 3 && parts[2] === 'page') return { view: 'page', id, version };
  if (parts[0] === 'report' && id && parts.length === 3 && parts[2] === 'changes')
    return { view: 'changes', id, before: numbered(query.get('before')), after: numbered(query.get('after')) };
  return { view: 'missing', path };
}

const versioned = (version: number | null) => (version === null ? '' : `?version=${version}`);

export const to = {
  overview: () => '/',
  reports: (query = '') => (query ? `/reports?${new URLSearchParams({ q: query })}` : '/reports'),
  stories: () => '/stories',
  review: (query = '') => `/review${query && `?${query.replace(/^\?/, '')}`}`,
  /** One event, to be judged or corrected; `id` is the name of what the machine has there. */
  correct: (id: string, index: number) => `/review?${new URLSearchParams({ event: id, number: String(index + 1) })}`,
  changes: (id: string, before: number, after: number) => `/report/${encodeURIComponent(id)}/changes?before=${before}&after=${after}`,
  add: () => '/add',
  searches: () => '/searches',
  actors: () => '/actors',
  actor: (id: string) => `/actors/${encodeURIComponent(id)}`,
  presence: () => '/presence',
  login: (next = '/') => (next === '/' ? '/login' : `/login?${new URLSearchParams({ next })}`),
  accounts: () => '/accounts',
  story: (id: string) => `/story/${encodeURIComponent(id)}`,
  report: (id: string, version: number | null = null) => `/report/${encodeURIComponent(id)}${versioned(version)}`,
  page: (id: string, version: number | null = null) => `/report/${encodeURIComponent(id)}/page${versioned(version)}`,
};
