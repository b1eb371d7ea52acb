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

/** The overview on the screen: its filters, which the address holds, and what was found for them. */
export class OverviewState {
  filters = $state.raw<Filters>(parseFilters(''));
  camera = $state.raw<Camera | null>(null);
  answer = $state.raw<Overview | null>(null);
  found = $state.raw<Found | null>(null);
  problem = $state.raw<unknown>(null);
  /** The event that is pointed at in one pane, so that the others show where and when it was. */
  pointed = $state.raw<EventRow | null>(null);
  /** What the map shows, as the server is asked for it. */
  private zoom = 2;
  private frame: string | null = null;
  private asked = '';
  private latest = new Latest<Question>((question, signal) => this.ask(question, signal));

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
    if (settled) router.replace(`/${addressQuery(this.filters, this.camera)}`);
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
      history.replaceState(null, '', `/${addressQuery(this.filters, camera)}`);
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
    this.asked = '';
    this.latest.stop();
  }

  private async ask({ filters, zoom, frame }: Question, signal: AbortSignal): Promise<void> {
    try {
      const query = filterQuery(filters);
      const [answer, found] = await Promise.all([api.overview(query, zoom, frame, signal), api.found(query, PAGE, 0, signal)]);
      this.answer = answer;
      this.found = found;
      this.problem = null;
    } catch (trouble) {
      if (!signal.aborted) this.problem = trouble;
    }
  }
}
