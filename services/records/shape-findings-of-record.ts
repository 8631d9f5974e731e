import type { ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";
import { shapeFindings } from "#schema/check-workload.ts";
import type { Finding } from "#schema/rules.ts";
import { isNfcValue } from "./is-nfc-value.ts";
import { Workload } from "#schema/workload.ts";

/**
 * What zod says of a record that is wrong, in its words and its order. Only of the members that ajv or the rule about NFC refuse
 * is it asked: most of a wrong record is right, and to look at all of it takes four times as long.
 */
export function createShapeFindings(shape: () => ValidateFunction): (value: unknown, isKnownNfc: boolean) => Finding[] {
  const members = Object.keys(Workload.shape) as (keyof typeof Workload.shape)[];
  const known = new Set<string>(members);
  const nothing = z.strictObject({});
  const schemas = new Map<string, z.ZodType>();

  const schemaOf = (name: keyof typeof Workload.shape): z.ZodType => {
    const kept = schemas.get(name) ?? z.strictObject({ [name]: Workload.shape[name] });
    schemas.set(name, kept);
    return kept;
  };

  return (value, isKnownNfc) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return shapeFindings(Workload, value);
    const listWrong = shape();
    const wrong = new Set<string>();
    if (!listWrong(value))
      for (const { instancePath, params } of listWrong.errors ?? [])
        wrong.add(instancePath === "" ? String(params["missingProperty"]) : firstStep(instancePath));
    const record = value as Record<string, unknown>;
    const found: Finding[] = [];
    for (const name of members) {
      const isThere = Object.hasOwn(record, name);
      if (!wrong.has(name) && (!isThere || isKnownNfc || isNfcValue(record[name]))) continue;
      found.push(...shapeFindings(schemaOf(name), isThere ? { [name]: record[name] } : {}));
    }
    const unknown = Object.entries(record).filter(([name]) => !known.has(name));
    return unknown.length === 0 ? found : [...found, ...shapeFindings(nothing, Object.fromEntries(unknown))];
  };
}

/** No name of a member has what RFC 6901 escapes. */
function firstStep(pointer: string): string {
  const end = pointer.indexOf("/", 1);
  return end < 0 ? pointer.slice(1) : pointer.slice(1, end);
}
