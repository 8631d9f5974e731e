import type { Workload } from "#schema/workload.ts";

type Finding = NonNullable<Workload["findings"]>[number];
export type OverdueFinding = Finding & { due_on: string };

/**
 * Which findings of a version make up its correction debt on a date: methodology section 5. In the order of their due dates,
 * then of the list. The engine counts them; this gives them their names.
 */
export function overdueFindings({ findings }: Pick<Workload, "findings">, date: string): OverdueFinding[] {
  return (findings ?? [])
    .filter((finding): finding is OverdueFinding => {
      const { opened_on, due_on, corrected_on } = finding;
      return opened_on <= date && !!due_on && due_on < date && (!corrected_on || corrected_on > date);
    })
    .sort((left, right) => (left.due_on < right.due_on ? -1 : left.due_on > right.due_on ? 1 : 0));
}
