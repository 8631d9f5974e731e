import { type FieldMap, type RecordField, recordFields } from "./record-fields.ts";

/** One step of a path: `name`, or `name[index]` for an entry of a list. */
export interface PathStep {
  name: string;
  index: number | undefined;
}

/** As many items as a list of the record may have. */
const highestIndex = 199;

/** A path such as `evaluations[0].completed_on` with the field that it reaches; undefined when the record has no such place. */
export function readPath(path: string): { steps: readonly PathStep[]; field: RecordField } | undefined {
  const steps: PathStep[] = [];
  let fields: FieldMap = recordFields;
  let field: RecordField | undefined;
  for (const part of path.split(".")) {
    const [whole, name = "", digits] = /^([a-z_]+)(?:\[(\d{1,3})\])?$/.exec(part) ?? [];
    const found = whole === undefined || (field && !("fields" in field)) ? undefined : fields.get(name);
    // A list that is gone through needs the place of its entry; anything else has none.
    if (!found || (steps.length > 0 && field?.kind === "list" && steps.at(-1)?.index === undefined)) return undefined;
    if (digits !== undefined && (found.kind !== "list" || Number(digits) > highestIndex)) return undefined;
    field = found;
    if ("fields" in found) fields = found.fields;
    steps.push({ name, index: digits === undefined ? undefined : Number(digits) });
  }
  const last = steps.at(-1);
  if (!field || field.kind === "object" || (field.kind === "list" && last?.index !== undefined)) return undefined;
  return { steps, field };
}
