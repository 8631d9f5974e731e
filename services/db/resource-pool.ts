export type ResourcePool<T> = {
  /** Runs `work` with a resource that nobody else uses meanwhile; waits in line, first come first served. */
  use: <R>(work: (resource: T) => Promise<R>) => Promise<R>;
};

/**
 * Waiting happens here and not in the engine, because a statement that waits there already holds one of the
 * process's few libuv threads, which files and DNS need too.
 */
export function createResourcePool<T>(resources: readonly T[]): ResourcePool<T> {
  const idle = [...resources];
  const waiting: ((resource: T) => void)[] = [];

  const acquire = (): Promise<T> => {
    const [resource] = idle.splice(0, 1);
    return resource === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(resource);
  };
  const release = (resource: T): void => {
    const next = waiting.shift();
    if (next) next(resource);
    else idle.push(resource);
  };

  return {
    use: async (work) => {
      const resource = await acquire();
      try {
        return await work(resource);
      } finally {
        release(resource);
      }
    },
  };
}
