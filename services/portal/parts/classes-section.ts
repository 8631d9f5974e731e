import { html } from "hono/html";
import { type ClassCounts, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import { classBar } from "../charts/class-bar.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";

type Said = Pick<Visit, "words" | "formats">;

export interface ClassRow {
  /** What the row is about, as markup or text. */
  name: unknown;
  counts: ClassCounts;
}

/** Workloads by class of withdrawal, a row for each scenario or group: a bar, and every count. */
export function classesTable(rows: readonly ClassRow[], head: string, caption: string, visit: Said): Html {
  const { words, formats } = visit;
  return dataTable(visit, {
    caption,
    columns: [
      { head },
      { head: words.scenario.drawn },
      ...withdrawalClasses.map((name) => ({ head: words.classes[name], isNumber: true })),
      { head: words.scenario.workloads, isNumber: true },
    ],
    rows: rows.map(({ name, counts }) => [
      name,
      classBar(counts, 240),
      ...withdrawalClasses.map((each) => formats.count(counts[each])),
      formats.count(totalOf(counts)),
    ]),
  });
}

export const totalOf = (counts: ClassCounts): number => withdrawalClasses.reduce((sum, name) => sum + counts[name], 0);

export function classLegend({ words }: Pick<Visit, "words">): Html {
  return html`<ul class="legend">
    ${withdrawalClasses.map(
      (name) =>
        html`<li>
          <svg viewBox="0 0 14 12" aria-hidden="true">
            <rect class="class-${name}" width="14" height="12" />
            ${name === "unknown" ? html`<line class="hatch" x1="2" y1="12" x2="7" y2="0" /><line class="hatch" x1="8" y1="12" x2="13" y2="0" />` : ""}</svg
          >${words.classes[name]}
        </li>`,
    )}
  </ul>`;
}

/** What would stop, in a sentence. */
export function classesSentence(counts: ClassCounts, { words, formats }: Said): string {
  const stopped = words.scenario.would_stop(
    formats.count(counts.interrupted + counts.dark),
    formats.count(totalOf(counts)),
  );
  return counts.unknown > 0
    ? words.scenario.both(stopped, words.scenario.unknown(formats.count(counts.unknown)))
    : `${stopped}.`;
}

/** Minutes in the largest unit that is whole. */
export function noticeWords(minutes: number, { words, formats }: Said): string {
  const [word, count] =
    minutes > 0 && minutes % 1_440 === 0
      ? (["days", minutes / 1_440] as const)
      : minutes > 0 && minutes % 60 === 0
        ? (["hours", minutes / 60] as const)
        : (["minutes", minutes] as const);
  return words.scenario.notice(words.scenario[word](formats.count(count)));
}
