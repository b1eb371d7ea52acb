import type { Furniture, Stretch } from '$lib/api/types';
import type { CodePoints } from './codepoints';

/** A line of the report that is not empty; `furniture` names its kind where the whole line is furniture. */
export interface Block extends Stretch {
  furniture: Furniture['kind'] | null;
}

/** Blocks that are shown together: body lines singly, furniture that can be folded in runs. */
export interface Group {
  folded: boolean;
  blocks: Block[];
}

const LINE_END = /[\n\r\u2028\u2029\u0085]/;
const SPACE = /\s/;

/** The lines of a text as blocks, without the white space at their ends. Linear in the length of the text. */
export function blocks(points: CodePoints, furniture: readonly Furniture[]): Block[] {
  const found: Block[] = [];
  let first = -1;
  let last = -1;
  let point = 0;
  const close = () => {
    if (first >= 0) found.push({ start: first, end: last + 1, furniture: null });
    first = -1;
  };
  for (const letter of points.text) {
    if (LINE_END.test(letter)) close();
    else if (!SPACE.test(letter)) {
      if (first < 0) first = point;
      last = point;
    }
    point++;
  }
  close();
  const ordered = [...furniture].sort((a, b) => a.start - b.start);
  let at = 0;
  for (const block of found) {
    while (at < ordered.length && ordered[at]!.end <= block.start) at++;
    const over = ordered[at];
    if (over && over.start <= block.start && over.end >= block.end) block.furniture = over.kind;
  }
  return found;
}

/** Furniture folds away, neighbours together; captions stay, because they testify too. */
export function groups(all: readonly Block[]): Group[] {
  const found: Group[] = [];
  for (const block of all) {
    const folded = block.furniture !== null && block.furniture !== 'caption';
    const before = found.at(-1);
    if (folded && before?.folded) before.blocks.push(block);
    else found.push({ folded, blocks: [block] });
  }
  return found;
}
