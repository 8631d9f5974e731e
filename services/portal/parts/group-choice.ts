import { html, raw } from "hono/html";
import type { Visit } from "../visits/visit.ts";
import type { Html } from "./html.ts";

/** A field that chooses one of the groups that the visitor may see. */
export function groupChoice(
  choices: readonly (readonly [name: string, shown: string])[],
  chosen: string | undefined,
  { words, terms }: Pick<Visit, "words" | "terms">,
): Html {
  return html`<label
    >${words.indicator.group}<select name="group">
      ${choices.map(([name, shown]) => html`<option value="${name}" ${name === chosen ? raw("selected") : ""}>${groupWords(name, shown, { words, terms })}</option>`)}
    </select></label
  >`;
}

/** What a group is called, when `shown` is what the registry or the list calls it. */
export function groupWords(name: string, shown: string, { words, terms }: Pick<Visit, "words" | "terms">): string {
  if (name === "coalition") return words.chart.coalition;
  return name.startsWith("function:") ? (terms.functions[shown] ?? shown) : shown;
}
