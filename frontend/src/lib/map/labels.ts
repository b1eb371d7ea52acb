/** A rectangle in pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LETTER = 6.2;
/** Height of a name in pixels. */
export const LINE = 14;
const DOT = 8;

/** About how wide a name is in pixels, on average over letters. */
export const wide = (name: string): number => name.length * LETTER;

/** Whether a name has room among those that are `taken` already; if so, its box is added to them. `left`: left of its dot. */
export function fit(
  label: { kind: string; x: number; y: number; text: string; left?: boolean },
  taken: Box[],
  width: number,
  height: number,
): boolean {
  const long = wide(label.text);
  const left = label.kind !== 'point' ? label.x - long / 2 : label.left ? label.x - DOT - long : label.x + DOT;
  const box = { left, right: left + long, top: label.y - LINE / 2, bottom: label.y + LINE / 2 };
  if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) return false;
  if (taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom)) return false;
  taken.push(box);
  return true;
}
