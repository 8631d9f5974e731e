/**
 * The driver's statements stay in memory after their end, until the engine goes through the whole heap: they must not hold texts
 * of a push. Call it when a statement has ended. `parameters` is the driver's copy of the values, which its types leave out.
 */
export function forgetParameters(statement: unknown, values: unknown[]): void {
  const { parameters } = statement as { parameters?: unknown[] };
  for (const held of [values, parameters]) if (held) held.length = 0;
}
