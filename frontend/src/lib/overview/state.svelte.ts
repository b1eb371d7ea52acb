import { api } from '$lib/api/client';
import type { EventRow, Found, Overview } from '$lib/api/types';
import { Latest } from '$lib/latest';
import { router } from '$lib/state/router.svelte';
import { addressQuery, filterQuery, parseCamera, parseFilters, type Camera, type Filters } from './filters';

const PAGE = 12;

interface Question {
  filters: Filters;
  zoom: number;
  frame: string | null;
}

type Counted = Omit<Overview, 'page'>;

/** The new answer, with those parts of the one before that say the same, so that nothing is drawn anew for them. */
function kept(before: Counted | null, now: Counted): Counted {
  if (!before) return now;
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const parts = Object.entries(now).map(([name, part]) => {
    const known = before[name as keyof Counted];
    return [name, same(known, part) ? known : part];
  });
  return Object.fromEntries(parts) as Counted;
}

/** The overview on the screen: its filters, which the address holds, and what was found for them. */
export class OverviewState {
  filters = $state.raw<Filters>(parseFilters(''));
  camera = $state.raw<Camera | null>(null);
  answer = $state.raw<Counted | null>(null);
  found = $state.raw<Found | null>(null);
  /** What the map shows; it follows the answer by a frame or two. */
  map = $state.raw<Overview['map'] | null>(null);
  problem = $state.raw<unknown>(null);
  /** The event that is pointed at in one pane, so that the others show where and when it was. */
  pointed = $state.raw<EventRow | null>(null);
  /** What the map shows, as the server is asked for it. */
  private zoom = 2;
  private frame: string | null = null;
  private asked = '';
  private drawing = 0;
  private latest = new Latest<Question>((question, signal) => this.ask(question, signal));

  /** `path`: the address of the view, without its query. */
  constructor(private readonly path = '/') {}

  /** Takes the filters from the address, and asks. */
  read(search: string): void {
    this.filters = parseFilters(search);
    this.camera = parseCamera(search);
    this.refresh();
  }

  /** Asks, unless what would be asked is what was asked last; `anew` asks all the same. */
  refresh(anew = false): void {
    const question = { filters: this.filters, zoom: this.zoom, frame: this.frame };
    const key = JSON.stringify(question);
    if (key === this.asked && !anew) return;
    this.asked = key;
    this.latest.want(question);
  }

  /** Changes filters at once; the address follows, unless the change is still going on. */
  set(change: Partial<Filters>, settled = true): void {
    this.filters = { ...this.filters, ...change };
    if (settled) router.replace(`${this.path}${addressQuery(this.filters, this.camera)}`);
    else this.refresh();
  }

  clear(): void {
    this.set(parseFilters(''));
  }

  /** The map has moved; `byHand` when a person did it, so that the address holds where to. */
  moved(camera: Camera, frame: string, byHand: boolean): void {
    this.zoom = camera.zoom;
    this.frame = frame;
    if (byHand) {
      this.camera = camera;
      history.replaceState(null, '', `${this.path}${addressQuery(this.filters, camera)}`);
    }
    this.refresh();
  }

  async more(): Promise<void> {
    if (!this.found) return;
    const before = this.found;
    try {
      const next = await api.found(filterQuery(this.filters), PAGE, before.reports.length);
      if (this.found === before) this.found = { total: next.total, reports: [...before.reports, ...next.reports] };
    } catch (trouble) {
      this.problem = trouble;
    }
  }

  stop(): void {
    cancelAnimationFrame(this.drawing);
    this.asked = '';
    this.latest.stop();
  }

  /** The map comes after the list and the days are on the screen: its many dots take the browser the longest. */
  private draw(map: Overview['map']): void {
    cancelAnimationFrame(this.drawing);
    if (!this.map || document.hidden) this.map = map;
    else
      this.drawing = requestAnimationFrame(() => {
        this.drawing = requestAnimationFrame(() => (this.map = map));
      });
  }

  private async ask({ filters, zoom, frame }: Question, signal: AbortSignal): Promise<void> {
    try {
      const query = filterQuery(filters);
      const { page, ...answer } = await api.overview(query, zoom, frame, PAGE, signal);
      this.answer = kept(this.answer, answer);
      this.found = page;
      this.draw(this.answer.map);
      this.problem = null;
    } catch (trouble) {
      if (!signal.aborted) this.problem = trouble;
    }
  }
}
