/** A note that wants to stand at `anchor` and is `height` tall; the heavier, the less it moves. */
export interface Wish {
  anchor: number;
  height: number;
  weight?: number;
}

/**
 * Tops for lesser notes in the gaps between those that already stand (in order, none over another): as near above or below its
 * anchor as there is room, and null where the nearest room is farther than `reach`. Anchors must not fall.
 */
export function fill(
  standing: readonly { top: number; height: number }[],
  wishes: readonly Wish[],
  gap: number,
  reach: number,
): (number | null)[] {
  let next = 0;
  let free = 0;
  return wishes.map((wish) => {
    for (;;) {
      const top = Math.max(free, wish.anchor);
      if (top - wish.anchor > reach) return null;
      const over = standing[next];
      if (!over || top + wish.height + gap <= over.top) {
        free = top + wish.height + gap;
        return top;
      }
      free = Math.max(free, over.top + over.height + gap);
      next++;
    }
  });
}

interface Pile {
  first: number;
  weighted: number;
  weight: number;
  height: number;
}

/**
 * Tops for notes beside a text, in the order given, none over another and none above `floor`, so that together they move as
 * little as can be: neighbours that would overlap form a pile, which stands where its members want it on
 * average (pool adjacent violators). Anchors must not fall. Linear in the number of notes.
 */
export function sidenotes(wishes: readonly Wish[], gap = 8, floor = 0): number[] {
  const piles: Pile[] = [];
  const top = (pile: Pile) => Math.max(floor, pile.weighted / pile.weight);
  wishes.forEach((wish, index) => {
    const weight = wish.weight ?? 1;
    let pile: Pile = { first: index, weighted: wish.anchor * weight, weight, height: wish.height };
    for (let above = piles.at(-1); above && top(above) + above.height + gap > top(pile); above = piles.at(-1)) {
      piles.pop();
      const shift = above.height + gap;
      pile = {
        first: above.first,
        weighted: above.weighted + pile.weighted - shift * pile.weight,
        weight: above.weight + pile.weight,
        height: shift + pile.height,
      };
    }
    piles.push(pile);
  });
  const tops: number[] = [];
  piles.forEach((pile, number) => {
    let at = top(pile);
    const end = piles[number + 1]?.first ?? wishes.length;
    for (let i = pile.first; i < end; i++) {
      tops.push(at);
      at += wishes[i]!.height + gap;
    }
  });
  return tops;
}
