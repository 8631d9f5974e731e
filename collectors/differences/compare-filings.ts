import { type FieldChange, fieldChanges } from "./field-changes.ts";

/** A workload of a filing, with its canonical text. */
export interface Listed {
  id: string;
  text: string;
}

export interface Named {
  id: string;
  name: string;
}

/** How what one filing lists differs from what another lists, each in the order of its file. */
export interface FilingDifference {
  added: Named[];
  changed: (Named & { fields: FieldChange[] })[];
  removed: Named[];
  unchanged: number;
}

export function compareFilings(before: readonly Listed[], after: readonly Listed[]): FilingDifference {
  const left = new Map(before.map(({ id, text }) => [id, text]));
  const difference: FilingDifference = { added: [], changed: [], removed: [], unchanged: 0 };
  for (const { id, text } of after) {
    const earlier = left.get(id);
    left.delete(id);
    if (earlier === text) difference.unchanged += 1;
    else if (earlier === undefined) difference.added.push({ id, name: nameIn(text) });
    else
      difference.changed.push({ id, name: nameIn(text), fields: fieldChanges(JSON.parse(earlier), JSON.parse(text)) });
  }
  difference.removed = [...left].map(([id, text]) => ({ id, name: nameIn(text) }));
  return difference;
}

const nameIn = (text: string): string => (JSON.parse(text) as { name: string }).name;
