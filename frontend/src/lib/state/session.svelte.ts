import { api } from '$lib/api/client';
import { door } from '$lib/api/door';
import type { Session } from '$lib/api/types';
import { to } from '$lib/route';
import { router } from '$lib/state/router.svelte';

const NOBODY: Session = { accounts: false, name: null, role: null, csrf: null, passing: false };

/** Who is logged in. Without accounts everybody who has this page open may write. */
class SessionState {
  private now = $state.raw<Session>(NOBODY);
  /** The log-in stands over the page, because the session has ended while somebody worked. */
  over = $state(false);
  /** Whether the server has said who is logged in. */
  known = $state(false);
  private waiting: Promise<boolean> | null = null;
  private answer: ((again: boolean) => void) | null = null;

  get accounts(): boolean {
    return this.now.accounts;
  }

  get name(): string | null {
    return this.now.name;
  }

  get role(): Session['role'] {
    return this.now.role;
  }

  /** A password of one's own has to be chosen first. */
  get passing(): boolean {
    return this.now.passing;
  }

  get writes(): boolean {
    return !this.accounts || this.role === 'reviewer' || this.role === 'admin';
  }

  get admin(): boolean {
    return this.role === 'admin';
  }

  start(): void {
    door.ended = () => this.ended();
    door.changed = () => this.changed();
    void this.load();
  }

  async load(): Promise<void> {
    try {
      this.take(await api.session());
      if (this.accounts && (!this.name || this.passing)) this.away();
    } catch {
      // The view that is open says what is the matter.
    }
  }

  /** After a log-in: whoever waits goes on. Somebody else gets a page of their own. */
  loggedIn(answer: Session): void {
    const other = this.name !== null && this.name !== answer.name;
    this.take(answer);
    if (other && this.over) location.reload();
    else if (this.over && this.passing) this.away();
    else this.settle(true);
  }

  take(answer: Session): void {
    this.now = answer;
    this.known = true;
    door.csrf = answer.csrf ?? '';
  }

  /** Not now: what waited fails, and the page stays as it is. */
  later(): void {
    this.settle(false);
  }

  async logOut(everywhere: boolean): Promise<void> {
    this.take(await api.logOut(everywhere));
    router.go(to.login());
  }

  private async ended(): Promise<boolean> {
    if (this.name === null || this.passing) {
      this.away();
      // The view that asked is gone.
      return new Promise(() => {});
    }
    this.over = true;
    this.waiting ??= new Promise((settle) => (this.answer = settle));
    return this.waiting;
  }

  private async changed(): Promise<boolean> {
    const name = this.name;
    const answer = await api.session();
    if (answer.name !== null && answer.name !== name) {
      location.reload();
      return new Promise(() => {});
    }
    if (answer.name === null) return this.ended();
    this.take(answer);
    return true;
  }

  private settle(again: boolean): void {
    this.over = false;
    this.answer?.(again);
    this.answer = this.waiting = null;
  }

  /** To the log-in, and from there back to here. */
  private away(): void {
    this.settle(false);
    if (router.route.view !== 'login') router.replace(to.login(location.pathname + location.search + location.hash));
  }
}

export const session = new SessionState();
