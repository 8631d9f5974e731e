import { printable } from "#schema/check-workload.ts";
import { partyIdPattern } from "#schema/workload.ts";
import { displayName } from "../sources/display-name.ts";
import type { Fault } from "../sources/source.ts";
import { type Cell, blankCell } from "../sources/table/table.ts";
import { cellOutcome } from "./cell-outcome.ts";
import type { CompiledMapping } from "./compile-mapping.ts";
import { mappingFaults } from "./mapping-faults.ts";

/** The agency of a row, with its name where the id is made of it; undefined when the mapping does not say. */
export function agencyOf(
  { agency }: CompiledMapping,
  cells: readonly Cell[],
): { id: string; name?: string } | { fault: Fault } | undefined {
  if (agency === undefined) return undefined;
  if (typeof agency === "string") return { id: agency };
  const outcome = cellOutcome(
    agency,
    agency.columns.map((at) => cells[at] ?? blankCell),
  );
  const text = agency.columns.map((at) => cells[at]?.text ?? "").join(" ");
  if (outcome.is === "value" && typeof outcome.value === "string" && partyIdPattern.test(outcome.value))
    return outcome.value === text ? { id: text } : { id: outcome.value, name: nameOf(text) };
  const isNamed = agency.rule.as === "slug" && text !== "";
  return {
    fault: {
      code: "agency-missing",
      pointer: "",
      message: `expected ${isNamed ? "a name with Latin letters or digits, to make an agency's id of" : "an agency's id (letters, digits, hyphens)"}, found ${text === "" ? "a blank cell" : printable(text)}`,
      remedy: isNamed
        ? `Give its id in the mapping, under \`values\` of \`agency\`: values: { ${JSON.stringify(text)}: <id> }. Letters of other scripts make no id.`
        : text === ""
          ? mappingFaults["agency-missing"].remedy
          : "Correct the agency's cell, give its id under `values` of `agency`, or, where the column has names, use `as: slug`.",
      columnName: agency.columnName,
    },
  };
}

const nameOf = (text: string): string | undefined =>
  text === "" ? undefined : isPlain.test(text) ? text : displayName(text).name;
/** Nearly every name: nothing to put on one line. */
const isPlain = /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/;
