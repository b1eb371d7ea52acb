/** The addresses of the views. */
export type Route =
  | { view: 'overview'; search: string }
  | { view: 'reports'; query: string }
  | { view: 'stories' }
  | { view: 'review' }
  | { view: 'story'; id: string }
  | { view: 'report'; id: string; version: number | null }
  | { view: 'page'; id: string; version: number | null }
  | { view: 'missing'; path: string };

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The view at a path and query, as the browser has them (still percent-encoded). */
export function parseRoute(path: string, search = ''): Route {
  const query = new URLSearchParams(search);
  if (path === '/' || path === '') return { view: 'overview', search };
  if (path === '/reports') return { view: 'reports', query: query.get('q') ?? '' };
  if (path === '/stories') return { view: 'stories' };
  if (path === '/review') return { view: 'review' };
  const parts = path.split('/').slice(1);
  const id = parts[1] ? decode(parts[1]) : null;
  const asked = Number(query.get('version'));
  const version = Number.isInteger(asked) && asked >= 1 ? asked : null;
  if (parts[0] === 'story' && id && parts.length === 2) return { view: 'story', id };
  if (parts[0] === 'report' && id && parts.length === 2) return { view: 'report', id, version };
  if (parts[0] === 'report' && id && parts.length === 3 && parts[2] === 'page') return { view: 'page', id, version };
  return { view: 'missing', path };
}

const versioned = (version: number | null) => (version === null ? '' : `?version=${version}`);

export const to = {
  overview: () => '/',
  reports: (query = '') => (query ? `/reports?${new URLSearchParams({ q: query })}` : '/reports'),
  stories: () => '/stories',
  review: () => '/review',
  story: (id: string) => `/story/${encodeURIComponent(id)}`,
  report: (id: string, version: number | null = null) => `/report/${encodeURIComponent(id)}${versioned(version)}`,
  page: (id: string, version: number | null = null) => `/report/${encodeURIComponent(id)}/page${versioned(version)}`,
};
