/** Every value of a record by its pointer; an empty list is a value. */
export function leavesOf(value: unknown, pointer: string): [pointer: string, value: unknown][] {
  if (typeof value !== "object" || value === null || (Array.isArray(value) && value.length === 0))
    return [[pointer, value]];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, `${pointer}/${key}`));
}
