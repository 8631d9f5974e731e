/** One field of a workload that says something else than before. Undefined stands for not reported. */
export interface FieldChange {
  /** Such as `evaluations[audit-2026].outcome`: items that have an id are named by it, others by their place. */
  field: string;
  before: unknown;
  after: unknown;
}

type Members = Record<string, unknown>;

/** What differs between two canonical workloads, field by field. An item that only moved within its list has not changed. */
export function fieldChanges(before: unknown, after: unknown, field = ""): FieldChange[] {
  if (isMembers(before) && isMembers(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => fieldChanges(before[name], after[name], field === "" ? name : `${field}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length + after.length > 0) {
    const [old, young] = [itemsByName(before), itemsByName(after)];
    return [...new Set([...old.keys(), ...young.keys()])].flatMap((name) =>
      fieldChanges(old.get(name), young.get(name), `${field}[${name}]`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}

function itemsByName(items: readonly unknown[]): Map<string, unknown> {
  return new Map(
    items.map((item, index) => [isMembers(item) && typeof item["id"] === "string" ? item["id"] : String(index), item]),
  );
}

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
