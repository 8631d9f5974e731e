import { html } from "hono/html";
import { mappingOf, type ReadingWords } from "#schema/reading-words.ts";
import type { Html } from "../parts/html.ts";
import { markedText } from "../parts/marked-text.ts";
import type { Page } from "../parts/page.ts";
import { proseText } from "../parts/prose-text.ts";
import type { Visit } from "../visits/visit.ts";

/** What a code of reading tells, of which a filing keeps how often it was told; open to everybody. Its words are in English. */
export function readingRulePage({ words: { reference }, language }: Visit, code: string, words: ReadingWords): Page {
  const { error, warning, meaning, remedy, wrong, right, overlay } = words;
  const mapping = mappingOf(words);
  const lines = (text: string): Html => html`<pre tabindex="0" lang="en"><code>${text}</code></pre>`;
  return {
    title: code,
    body: html`<p class="kicker">${reference.reading_rule}</p>
      <h1><code>${code}</code></h1>
      ${[warning, error].map((sentence) => sentence && html`<p class="lead" lang="en">${markedText(sentence)}</p>`)}
      <p lang="en">${proseText(meaning)}</p>
      <h2>${reference.wrong}</h2>
      ${lines(wrong)}
      ${
        mapping === ""
          ? ""
          : html`<p>${reference.by_mapping}</p>
              ${lines(mapping)}`
      }
      ${
        overlay === undefined
          ? ""
          : html`<p>${reference.with_overlay}</p>
              ${lines(overlay)}`
      }
      <h2>${reference.right}</h2>
      ${lines(right)}
      <h2>${reference.remedy}</h2>
      <p lang="en">${markedText(remedy)}</p>
      ${warning === undefined ? "" : html`<p class="note">${reference.reading_warning}</p>`}
      ${error === undefined ? "" : html`<p class="note">${reference.reading_error}</p>`}
      ${language === "en" ? "" : html`<p class="note">${reference.language}</p>`}`,
  };
}
