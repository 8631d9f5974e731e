import { partyIdPattern, Workload } from "#schema/workload.ts";
import type { MappedField } from "../mapping/cell-outcome.ts";
import type { CompiledMapping, MappedObject } from "../mapping/compile-mapping.ts";
import { createFieldRules, type FieldRule } from "./field-rules.ts";

/** A field that is filled from columns, and where. */
export interface MappedPlace {
  mapped: MappedField;
  /** Into the record; empty for the agency. Entries count as in the mapping. */
  pointer: string;
  schemaRule: FieldRule | undefined;
}

/** Every field of a mapping that has columns, the agency first. */
export function mappedPlaces({ agency, record }: CompiledMapping): MappedPlace[] {
  const ruleOf = createFieldRules(Workload);
  const placeOf = (mapped: MappedField, pointer: string): MappedPlace => ({
    mapped,
    pointer,
    schemaRule: ruleOf(pointer),
  });
  const within = ({ fields, objects, lists }: MappedObject, before: string): MappedPlace[] => [
    ...fields.map((mapped) => placeOf(mapped, `${before}/${mapped.name}`)),
    ...objects.flatMap(({ name, object }) => within(object, `${before}/${name}`)),
    ...lists.flatMap(({ name, own, entries }) => [
      ...(own ? [placeOf(own, `${before}/${name}`)] : []),
      ...entries.flatMap(({ index, object }) => within(object, `${before}/${name}/${index}`)),
    ]),
  ];
  const ofAgency =
    typeof agency === "object"
      ? [{ mapped: agency, pointer: "", schemaRule: { options: undefined, pattern: partyIdPattern } }]
      : [];
  return [...ofAgency, ...within(record, "")].filter(({ mapped }) => mapped.columns.length > 0);
}
