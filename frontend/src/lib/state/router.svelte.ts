import { parseRoute, type Route } from '$lib/route';

/** Where the reader is. Links are caught in one place, so that pages change without loading anew. */
class Router {
  route = $state.raw<Route>(parseRoute(location.pathname, location.search));
  hash = $state(location.hash);

  start(): void {
    addEventListener('popstate', () => this.read());
    addEventListener('hashchange', () => (this.hash = location.hash));
    document.addEventListener('click', (click) => this.follow(click));
  }

  go(address: string): void {
    history.pushState(null, '', address);
    this.read();
    scrollTo(0, 0);
  }

  /** Changes the address without a step in the history: for what is typed or walked through. */
  replace(address: string): void {
    history.replaceState(null, '', address);
    this.read();
  }

  setHash(name: string | null): void {
    history.replaceState(null, '', location.pathname + location.search + (name ? `#${name}` : ''));
    this.hash = name ? `#${name}` : '';
  }

  private read(): void {
    this.route = parseRoute(location.pathname, location.search);
    this.hash = location.hash;
  }

  private follow(click: MouseEvent): void {
    if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = (click.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || (link.hash && link.pathname === location.pathname)) return;
    click.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();
