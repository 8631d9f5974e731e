/** The numbers of a figure, each with its path within it: `lower`, `testing.items`, `foreign-withdrawal.dark`. */
export function figureParts(figure: object, path = ""): [part: string, value: number | null][] {
  return Object.entries(figure as Record<string, unknown>).flatMap(([name, value]): [string, number | null][] => {
    const part = path === "" ? name : `${path}.${name}`;
    if (value === null || typeof value === "number") return [[part, value]];
    return typeof value === "object" ? figureParts(value, part) : [];
  });
}
