/**
 * Lets those who ask for different things share readings: whatever is asked for while one runs is read by the next, all together.
 * What was read is kept; a failure is not.
 */
export function gather<Item, Result>(
  read: (items: readonly Item[]) => Promise<Result>,
): (item: Item) => Promise<Result> {
  const kept = new Map<Item, Promise<Result>>();
  let running: Promise<unknown> = Promise.resolve();
  let next: { items: Item[]; result: Promise<Result> } | undefined;

  function begin(): { items: Item[]; result: Promise<Result> } {
    const items: Item[] = [];
    const result = running.then(() => {
      next = undefined;
      const mine = read(items);
      running = mine.catch(() => {});
      return mine;
    });
    result.catch(() => {
      for (const item of items) kept.delete(item);
    });
    return { items, result };
  }

  return (item) => {
    const found = kept.get(item);
    if (found) return found;
    next ??= begin();
    next.items.push(item);
    kept.set(item, next.result);
    return next.result;
  };
}
