import type { Context } from "hono";
import { html } from "hono/html";
import type { Share } from "#indicators/share.ts";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { AppEnv } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { maySee } from "#read/visible-groups.ts";
import { headlines, type OverviewData, readOverview } from "../data/read-overview.ts";
import { asofForm } from "../parts/asof-form.ts";
import { classesTable, classLegend, noticeWords } from "../parts/classes-section.ts";
import { concentrationSection } from "../parts/concentration-section.ts";
import { debtSection } from "../parts/debt-section.ts";
import { groupsTable } from "../parts/groups-table.ts";
import { headlineCard } from "../parts/headline-card.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import { shareLegend, sharesTable } from "../parts/shares-table.ts";
import { shareTrend } from "../parts/trend.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";

/** The coalition at a glance: the answer first, then the trend, then where it comes from. */
export async function overviewPage(portal: Portal, visit: Visit, c: Context<AppEnv>): Promise<Page | Response> {
  const { words, key } = visit;
  // An officer's first page is the own agency where the coalition is not open.
  if (key?.kind === "officer" && portal.publicLevel === "none") return c.redirect(`/agencies/${key.agency}`, 303);
  const data = await visit.ask(["overview", visit.date], async (standpoint) => {
    if (!maySee({ kind: "coalition" }, visit.key, portal.publicLevel, standpoint.registry))
      throw new ProblemError(visit.key ? "not-found" : "no-key");
    return await readOverview(portal, visit, standpoint);
  });
  return {
    title: words.nav.overview,
    part: "overview",
    body: html`<h1>${words.overview.title}</h1>
      <p class="lead">${words.overview.lead}</p>
      ${asofForm(visit, data.known_at)} ${data.isEmpty ? emptyState(visit) : sections(data, visit)}`,
  };
}

function sections({ view, members, functions, scenarios }: OverviewData, visit: Visit): Html {
  const { words, terms, indicators } = visit;
  const named = functions.map((row) => ({ ...row, name: terms.functions[row.id] ?? row.id }));
  return html`<h2 class="hidden">${words.overview.headlines}</h2>
    <div class="cards">${headlines.map((code) => headlineCard(code, view, visit))}</div>
    ${shareLegend(visit)}
    <h2>${words.overview.debt}</h2>
    ${debtSection(view, visit)}
    <h2>${words.overview.coverage}</h2>
    <div class="columns">
      <div>${coverageSection(view.figures.COVERAGE as Share | undefined, visit)}</div>
      ${shareTrend({ id: "trend-coverage", title: indicators.COVERAGE?.title ?? "COVERAGE", points: view.trends.COVERAGE ?? [] }, visit)}
    </div>
    ${
      members.length > 0
        ? html`<h2>${words.overview.members}</h2>
            ${groupsTable(members, visit, { caption: words.overview.members, head: words.members.member, address: (id) => `/members/${id}` })}`
        : ""
    }
    <h2>${words.overview.shares}</h2>
    ${sharesTable(view, visit)}
    <h2>${words.overview.withdrawal}</h2>
    ${withdrawalSection(view.figures.WITHDRAWAL as Record<string, ClassCounts> | undefined, scenarios, visit)}
    <h2>${words.overview.concentration}</h2>
    ${concentrationSection(view.figures.CONCENTRATION, visit)}
    ${
      named.length > 0
        ? html`<h2>${words.overview.functions}</h2>
            ${groupsTable(named, visit, { caption: words.overview.functions, head: words.members.function })}`
        : ""
    } `;
}

export function coverageSection(figure: Share | undefined, { words, formats }: Visit): Html {
  if (!figure || figure.value === null) return html`<p class="quiet">${words.share.no_data}</p>`;
  const reporting = formats.count(Math.round(figure.value * figure.n));
  return html`<p>
    <strong>${words.coverage.text(reporting, formats.count(figure.n))}</strong> ${words.coverage.unassessed}
  </p>`;
}

export function withdrawalSection(
  classes: Record<string, ClassCounts> | undefined,
  scenarios: OverviewData["scenarios"],
  visit: Visit,
): Html {
  const { words, link } = visit;
  if (scenarios.length === 0)
    return html`<p>${words.scenario.none} <a href="${link("/withdrawal")}">${words.whatif.title}</a></p>`;
  const rows = scenarios.flatMap(([name, { notice_minutes }]) => {
    const counts = classes?.[name];
    return counts
      ? [{ name: html`${name}<span class="bounds">${noticeWords(notice_minutes, visit)}</span>`, counts }]
      : [];
  });
  return html`${classesTable(rows, words.scenario.head, words.overview.withdrawal, visit)}${classLegend(visit)}
    <p><a href="${link("/withdrawal")}">${words.whatif.title}</a></p>`;
}

function emptyState({ words }: Visit): Html {
  return html`<section class="empty">
    <h2>${words.overview.empty_title}</h2>
    <p>${words.overview.empty}</p>
    <pre tabindex="0">${words.overview.empty_steps.join("\n")}</pre>
  </section>`;
}
