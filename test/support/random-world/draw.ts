/** Draws that depend on the seed alone. */
export interface Draw {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Each item with this chance, in a drawn order. */
  some<Item>(items: readonly Item[], share: number): Item[];
  listOf<Item>(length: number, item: (index: number) => Item): Item[];
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** Mulberry32: 32 bits of state, a few lines, and good enough to spread dates and choices. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const draw: Draw = {
    between: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
    chance: (share) => fraction() < share,
    pick: (items) => items[draw.between(0, items.length - 1)]!,
    some: (items, share) => draw.shuffled(items.filter(() => draw.chance(share))),
    listOf: (length, item) => Array.from({ length }, (_, index) => item(index)),
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: fraction() }))
        .toSorted((left, right) => left.at - right.at)
        .map(({ item }) => item),
  };
  return draw;
}
