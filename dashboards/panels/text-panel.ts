import { PanelBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import type { PanelWords } from "./panel-words.ts";

/** Words in Markdown. */
export function textPanel({ id, title, span, height = 8, description, markdown }: PanelWords & { markdown: string }) {
  return new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .span(span)
    .height(height)
    .mode(TextMode.Markdown)
    .content(markdown);
}
