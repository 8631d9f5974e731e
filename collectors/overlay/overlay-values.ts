import { cellOutcome } from "../mapping/cell-outcome.ts";
import { readPath } from "../mapping/field-path.ts";
import { expectedOf } from "../mapping/record-fields.ts";
import type { Cell } from "../sources/table/table.ts";
import type { OverlayValue } from "./overlay.ts";

/** A cell of an overlay as the value of its path: as in the record, `[]` for none and `null` for not reported. */
export function overlayCell(path: string, cell: Cell): { value: OverlayValue } | { message: string } {
  const place = readPath(path);
  if (!place) return { message: "expected a field of the workload record in the header, found none" };
  if (cell.text === "null") return { value: null };
  if (cell.text === "[]" && place.field.kind === "list") return { value: [] };
  const outcome = cellOutcome(
    { name: place.steps.at(-1)?.name ?? "", field: place.field, rule: {}, columns: [0], columnName: path },
    [cell],
  );
  if (outcome.is === "value") return { value: outcome.value as OverlayValue };
  return outcome.is === "fault"
    ? { message: outcome.message.replace(", or a value of `values`", "").replace("a value of `values` that says ", "") }
    : { message: `expected ${expectedOf(place.field)}, found nothing` };
}
