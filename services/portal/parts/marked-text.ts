import { html } from "hono/html";
import type { Html } from "./html.ts";

/** Text in which backticks mark what stands in programs. */
export function markedText(text: string): Html {
  return html`${text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
