import type { Reading, Stretch } from '$lib/api/types';
import { evidence, exists, type Lit } from '$lib/describe';
import { parseRef, refName, sameRef, type Ref } from '$lib/refs';
import { router } from '$lib/state/router.svelte';
import { shown, SHOWN_KINDS } from '$lib/state/shown.svelte';
import { blocks, groups } from '$lib/text/blocks';
import { CodePoints } from '$lib/text/codepoints';
import { inText, step, stops, type Stop } from '$lib/walk';

/** One report on the screen: its text in blocks, and what is selected in it. The address holds the selection. */
export class ReaderState {
  readonly points: CodePoints;
  readonly blocks;
  readonly groups;
  /** Wide enough for notes beside the text. */
  beside = $state(true);

  constructor(
    readonly reading: Reading,
    readonly version: number | null,
    /** The number of the version, also where it is the current one. */
    readonly number = version ?? 1,
    /** Brings the report again, after something in it was judged. */
    readonly renew: () => void = () => {},
  ) {
    this.points = new CodePoints(reading.text);
    this.blocks = blocks(this.points, reading.furniture);
    this.groups = groups(this.blocks);
  }

  selected: Ref | null = $derived.by(() => {
    const ref = parseRef(router.hash);
    return ref && exists(this.reading, ref) ? ref : null;
  });

  /** Words that another page led to by where they stand: `#120-160`. */
  cited: Stretch | null = $derived.by(() => {
    const found = /^#(\d{1,9})-(\d{1,9})$/.exec(router.hash);
    const [start, end] = [Number(found?.[1]), Number(found?.[2])];
    return found && start < end && end <= this.points.length ? { start, end } : null;
  });

  lit: Lit[] = $derived.by(() => {
    if (this.selected) return evidence(this.reading, this.selected);
    return this.cited ? [{ ...this.cited, role: 'cited' }] : [];
  });

  private shownStops: Stop[] = $derived.by(() => stops(this.reading, shown.list));

  /** Where the keys stop; what is selected but of a kind that is off stands among them too. */
  stops: Stop[] = $derived.by(() => {
    const { selected, shownStops } = this;
    const kind = SHOWN_KINDS.find((one) => one === selected?.kind);
    if (!kind || shown.kinds[kind]) return shownStops;
    const own = stops(this.reading, [kind]).filter((stop) => sameRef(stop.ref, selected));
    return [...shownStops, ...own].sort(inText);
  });

  words(start: number, end: number): string {
    return this.points.slice(start, end);
  }

  isSelected(ref: Ref): boolean {
    return sameRef(ref, this.selected);
  }

  select(ref: Ref | null): void {
    router.setHash(ref ? refName(ref) : null);
  }

  /** Selects the next or previous stop; gives it, or null at the end. */
  step(by: 1 | -1): Ref | null {
    const next = step(this.stops, this.selected, by);
    if (next) this.select(next);
    return next;
  }
}
