/** Keeps the results of the last questions; the one not asked for longest goes first. A failure is not kept. */
export function createRecent<T>(size: number) {
  const kept = new Map<string, Promise<T>>();
  return {
    get(key: string, work: () => Promise<T>): Promise<T> {
      const found = kept.get(key) ?? work();
      kept.delete(key);
      kept.set(key, found);
      if (kept.size > size) for (const oldest of kept.keys()) if (kept.size > size) kept.delete(oldest);
      found.catch(() => {
        if (kept.get(key) === found) kept.delete(key);
      });
      return found;
    },
  };
}
