import { session } from '$lib/state/session.svelte';

const KEY = 'dateline-name';

/** Who settles: the account's name, else what a person calls themselves in this browser, as in the review. */
class Reviewer {
  private typed = $state(kept());

  get name(): string {
    return session.name ?? this.typed.trim();
  }

  get given(): string {
    return this.typed;
  }

  /** Whether a person has to say who they are. */
  get asked(): boolean {
    return session.name === null;
  }

  call(typed: string): void {
    this.typed = typed.replace(/:/g, '').slice(0, 100);
    try {
      localStorage.setItem(KEY, this.typed);
    } catch {
      // It is then asked for again.
    }
  }
}

function kept(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export const reviewer = new Reviewer();
