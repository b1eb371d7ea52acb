export type Theme = 'auto' | 'light' | 'dark';

const ORDER: Theme[] = ['auto', 'light', 'dark'];
const KEY = 'dateline-theme';

/** Light, dark, or as the system has it. `theme.js` sets it before the first paint; this changes it. */
class ThemeState {
  chosen = $state<Theme>((document.documentElement.dataset.theme as Theme | undefined) ?? 'auto');

  get dark(): boolean {
    return this.chosen === 'dark' || (this.chosen === 'auto' && this.systemDark);
  }

  private systemDark = $state(matchMedia('(prefers-color-scheme: dark)').matches);

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (now) => (this.systemDark = now.matches));
  }

  next(): void {
    this.chosen = ORDER[(ORDER.indexOf(this.chosen) + 1) % ORDER.length]!;
    if (this.chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.chosen;
    try {
      if (this.chosen === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, this.chosen);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
}

export const theme = new ThemeState();
