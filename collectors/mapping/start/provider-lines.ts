import { nameId } from "../../sources/name-id.ts";
import { undecided } from "../mapping-file.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { nameless } from "./known-words.ts";

/** How a column of suppliers' names becomes ids: every name with its id where they are few, and what names nobody to decide. */
export function providerLines({ values, hasManyValues, nameless: unnamed }: ColumnProfile): string[] {
  const named = [...values].filter(([text]) => nameless(text) === undefined);
  return [
    "as: slug # the provider's id: its name in lower case, with - between words",
    ...(hasManyValues
      ? ["# too many different names to list; one supplier under two names needs one id for both under values"]
      : [
          "# one supplier under two names: give both the same id under values. The ids:",
          ...named.map(([text, count]) => `#   ${JSON.stringify(text)} (${rows(count)}): ${idOf(text)}`),
        ]),
    ...(unnamed.size === 0
      ? []
      : [
          "# these name no supplier: null says that it is not reported. What the agency built itself has the agency as its",
          "# provider: an id for it, such as the agency's own, registered among the registry's providers too.",
          "values:",
          ...[...unnamed].map(
            ([text, count]) =>
              `  ${JSON.stringify(text)}: ${undecided} # ${rows(count)}: null${nameless(text) === "in-house" ? ", or rather the agency's id as a provider" : ", or the agency's id as a provider where it built the thing itself"}`,
          ),
        ]),
  ];
}

const rows = (count: number): string => `${count} ${count === 1 ? "row" : "rows"}`;

function idOf(text: string): string {
  const id = nameId(text);
  return id === "" ? "no Latin letters to make an id of: give one under values" : id;
}
