import { setImmediate as endOfTurn } from "node:timers/promises";

/**
 * Lets those who ask at the same time share readings, without ever giving anybody what was read before they asked: whatever is
 * asked for while one reading runs, which may have missed what its asker knows of, is read by the next, all together and each once.
 */
export function gather<Item = void, Result = unknown>(
  read: (items: readonly Item[]) => Promise<Result>,
): (item: Item) => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { items: Set<Item>; result: Promise<Result> } | undefined;

  function begin(): { items: Set<Item>; result: Promise<Result> } {
    const items = new Set<Item>();
    // Requests that arrived together are taken up one after the other: those still to come in this turn share the reading.
    const result = running
      .then(() => endOfTurn())
      .then(() => {
        next = undefined;
        const mine = read([...items]);
        running = mine.catch(() => {});
        return mine;
      });
    return { items, result };
  }

  return (item) => {
    next ??= begin();
    next.items.add(item);
    return next.result;
  };
}
