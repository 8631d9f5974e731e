import { type Finding, rules } from "#schema/rules.ts";
import type { Fault } from "./source.ts";

/** A breach of one of the record's rules with what to do about it. */
export function faultOf({ code, pointer, message }: Finding): Fault {
  return { code, pointer, message, remedy: rules[code].remedy };
}
