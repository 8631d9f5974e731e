import { html } from "hono/html";
import { methodologyVersion } from "#indicators/catalogue.ts";
import type { Visit } from "../visits/visit.ts";
import type { Html } from "./html.ts";

/** Says of when the figures are, and lets the date and the vintage be chosen. `kept` are parameters of the page itself. */
export function asofForm(
  { words, formats, date, query, path, today }: Visit,
  known_at: string,
  kept: Record<string, string | undefined> = {},
): Html {
  const chosen = query.get("known_at") ?? "";
  const isChosen = date !== today || chosen !== "";
  return html`<p class="stands">
      ${words.asof.stands(formats.date(date), formats.instant(known_at))} ${words.asof.methodology(methodologyVersion)}
    </p>
    <form class="asof" method="get" action="${path}" aria-label="${words.asof.label}">
      ${Object.entries(kept).map(([name, value]) => (value === undefined ? "" : html`<input type="hidden" name="${name}" value="${value}" />`))}
      <label
        >${words.asof.date}<input type="date" name="date" value="${date}" min="1950-01-01" max="2199-12-31" required
      /></label>
      <label
        >${words.asof.known_at}<input type="datetime-local" name="known_at" step="1" value="${localOf(chosen)}"
      /></label>
      <button>${words.asof.show}</button>${isChosen ? html` <a href="${path}">${words.asof.latest}</a>` : ""}
    </form>`;
}

/** A browser's field takes an instant without zone; it is in UTC. */
function localOf(instant: string): string {
  const at = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(instant) ? instant : `${instant}Z`);
  return Number.isNaN(at) ? "" : new Date(at).toISOString().slice(0, 19);
}
