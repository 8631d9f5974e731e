import { html } from "hono/html";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Share } from "#indicators/share.ts";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Figure } from "#read/group-totals.ts";
import type { Point } from "#read/series/series-of.ts";
import type { Scenario } from "#schema/parties.ts";
import type { Visit } from "../visits/visit.ts";
import { classesTable, classLegend, noticeWords } from "./classes-section.ts";
import { concentrationSection } from "./concentration-section.ts";
import { debtSection } from "./debt-section.ts";
import { shareAnswer, speedAnswer } from "./headline-card.ts";
import type { Html } from "./html.ts";
import { shareLegend } from "./shares-table.ts";
import { shareTrend, speedTrend } from "./trend.ts";

/** One figure of any form, with its two years where the form is drawn over time. */
export function figureView(
  indicator: Indicator,
  { figure, trend, scenarios }: { figure: Figure; trend: readonly Point[]; scenarios: readonly [string, Scenario][] },
  visit: Visit,
): Html {
  const { words, indicators } = visit;
  const { code, form } = indicator;
  const drawing = { id: "trend", title: indicators[code]?.title ?? code, points: trend, isWide: true };
  switch (form) {
    case "share":
      return html`${shareAnswer(code, figure as Share, visit)}
        <h2>${words.indicator.trend}</h2>
        ${shareTrend(drawing, visit)}${shareLegend(visit)}`;
    case "duration":
      return html`${speedAnswer(figure as DeploySpeed, visit)}
        <h2>${words.indicator.trend}</h2>
        ${speedTrend(drawing, visit)}`;
    case "debt":
      return debtSection({ figures: { [code]: figure }, earlier: {}, trends: { [code]: [...trend] } }, visit);
    case "concentration":
      return concentrationSection(figure, visit);
    case "classes": {
      const rows = scenarios.flatMap(([name, { notice_minutes }]) => {
        const counts = (figure as Record<string, ClassCounts>)[name];
        return counts
          ? [{ name: html`${name}<span class="bounds">${noticeWords(notice_minutes, visit)}</span>`, counts }]
          : [];
      });
      return rows.length > 0
        ? html`${classesTable(rows, words.scenario.head, words.overview.withdrawal, visit)}${classLegend(visit)}`
        : html`<p>${words.scenario.none} <a href="${visit.link("/withdrawal")}">${words.whatif.title}</a></p>`;
    }
  }
}
