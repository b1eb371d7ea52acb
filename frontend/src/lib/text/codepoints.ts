/** Offsets in a reading count Unicode code points; strings here count UTF-16 units. This leads from one to the other. */
export class CodePoints {
  /** Code-point positions of the characters that take two units, in order; empty for most reports. */
  private readonly wide: number[] = [];
  readonly length: number;

  constructor(readonly text: string) {
    let point = 0;
    for (let unit = 0; unit < text.length; point++) {
      const code = text.codePointAt(unit) ?? 0;
      if (code > 0xffff) this.wide.push(point);
      unit += code > 0xffff ? 2 : 1;
    }
    this.length = point;
  }

  /** The UTF-16 index of code point `point`, held within the text. */
  unit(point: number): number {
    const held = Math.max(0, Math.min(point, this.length));
    return held + this.wideBefore(held);
  }

  /** The words from `start` to `end`, half open, in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(Math.max(start, end)));
  }

  private wideBefore(point: number): number {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.wide[middle] ?? 0) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
