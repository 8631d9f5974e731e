import { html } from "hono/html";
import { countsWorkloads } from "#indicators/counts-workloads.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import { amountBar } from "../charts/amount-bar.ts";
import type { GroupView } from "../data/read-group.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { debtTrend } from "./trend.ts";

const kinds = ["testing", "audit", "unverified", "correction"] as const;

/** Reliability debt of a group by kind, whether it grows, and two years of it. */
export function debtSection({ figures, trends }: GroupView, visit: Visit): Html {
  const { words, formats } = visit;
  const debt = figures.RELIABILITY_DEBT as ReliabilityDebt | undefined;
  if (!debt) return html``;
  // Zero days of nobody would read as nothing owed.
  if (!countsWorkloads(figures))
    return html`<p>${words.debt.lead}</p>
      <p class="big">${words.share.no_data}</p>
      <p class="quiet">${words.share.none.of}</p>`;
  const most = Math.max(...kinds.map((kind) => debt[kind].days));
  const { deployments, evaluations, ratio, clearing_days } = debt.pace;
  const table = dataTable(visit, {
    caption: words.overview.debt,
    columns: [
      { head: words.debt.kind },
      { head: words.debt.items, isNumber: true },
      { head: words.debt.days, isNumber: true },
      { head: words.debt.share_of_days },
    ],
    rows: kinds.map((kind) => [
      words.debt.kinds[kind],
      formats.count(debt[kind].items),
      formats.count(debt[kind].days),
      amountBar(debt[kind].days, most, { isHatched: kind === "unverified" }),
    ]),
  });
  const tile = (term: string, value: unknown, beside: unknown = ""): Html =>
    html`<div>
      <dt>${term}</dt>
      <dd>${value}${beside ? html` <small>${beside}</small>` : ""}</dd>
    </div>`;
  return html`<p>${words.debt.lead}</p>
    <div class="columns">
      <div>
        ${table}
        ${debt.findings_unreported > 0 ? html`<p class="note">${words.debt.findings_unreported(formats.count(debt.findings_unreported))}</p>` : ""}
      </div>
      <div>
        <h3>${words.debt.trend}</h3>
        ${debtTrend({ id: "trend-debt", title: words.debt.trend, points: trends.RELIABILITY_DEBT ?? [] }, visit)}
      </div>
    </div>
    <h3>${words.debt.pace}</h3>
    <dl class="tiles">
      ${tile(words.debt.deployed, formats.count(deployments), words.debt.undated)}
      ${tile(words.debt.evaluated, formats.count(evaluations))}
      ${tile(words.debt.ratio, ratio === null ? "–" : formats.decimal(ratio), ratio === null ? words.debt.no_deployments : ratio < 1 ? words.debt.verdict_grows : words.debt.verdict_falls)}
      ${tile(words.debt.clearing, clearing_days === null ? "–" : formats.count(clearing_days), clearing_days === null ? words.debt.no_evaluations : "")}
    </dl>`;
}
