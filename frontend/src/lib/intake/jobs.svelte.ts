import { api } from '$lib/api/client';
import type { Input, Item, Job } from '$lib/api/types';

/** How often is asked how far a job is, in milliseconds. */
const OFTEN = 700;
const LASTING: readonly Job['state'][] = ['done', 'stopped', 'failed'];

export const isOver = (job: Job): boolean => LASTING.includes(job.state);

/** The jobs of the server, looked at for as long as one of them goes on. */
export class Jobs {
  list = $state.raw<Job[] | null>(null);
  items = $state.raw<Record<string, Item[]>>({});
  writable = $state(true);
  problem = $state.raw<unknown>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  /** Asks for all jobs; those that go on, and the latest, with their items. */
  async load(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const answer = await api.jobs();
      this.writable = answer.writable;
      this.list = answer.jobs;
      this.problem = null;
      const near = answer.jobs.filter((job, index) => index === 0 || !isOver(job));
      await Promise.all(near.map((job) => this.more(job.id)));
    } catch (trouble) {
      this.problem = trouble;
    }
    this.again();
  }

  /** Asks for the items of a job that are not here yet. */
  async more(id: string): Promise<void> {
    const known = this.items[id] ?? [];
    const { items, ...job } = await api.job(id, known.length);
    this.list = (this.list ?? []).map((one) => (one.id === id ? job : one));
    // Another answer may have come between.
    if ((this.items[id] ?? []).length === known.length) this.items = { ...this.items, [id]: [...known, ...items] };
  }

  async start(inputs: Input[]): Promise<void> {
    await api.addReports(inputs);
    await this.load();
  }

  async stop(id: string): Promise<void> {
    await api.stopJob(id);
    await this.more(id);
  }

  end(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private again(): void {
    clearTimeout(this.timer);
    if (this.stopped || !this.list?.some((job) => !isOver(job))) return;
    this.timer = setTimeout(async () => {
      try {
        await Promise.all((this.list ?? []).filter((job) => !isOver(job)).map((job) => this.more(job.id)));
        this.problem = null;
      } catch (trouble) {
        this.problem = trouble;
      }
      this.again();
    }, OFTEN);
  }
}
