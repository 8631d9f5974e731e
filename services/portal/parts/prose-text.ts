import { html } from "hono/html";
import type { Html } from "./html.ts";
import { markedText } from "./marked-text.ts";

/** A sentence of the documents: with code and emphasis, and without its links, which lead from file to file. */
export function proseText(text: string): Html {
  const parts = text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").split(/\*{1,2}([^*]+)\*{1,2}/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<em>${markedText(part)}</em>` : markedText(part)))}`;
}
