import { html, raw } from "hono/html";
import { ProblemError } from "#http/problem.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { pageUnder } from "#read/list-page.ts";
import { openFigure, type OpenedItem, OpenPlace } from "#read/open-figure.ts";
import { outcomesOf } from "#read/open-request.ts";
import { openGroup } from "#read/open-scope.ts";
import { Component } from "#schema/workload.ts";
import { workloadNames } from "../data/workload-names.ts";
import { asofForm } from "../parts/asof-form.ts";
import { dataTable } from "../parts/data-table.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { requireOfficer } from "./officer-access.ts";

const pageSize = 100;

/** The workloads that a figure of an agency counted, for its officers. */
export async function workloadsPage(
  portal: Portal,
  visit: Visit,
  { agency, code }: { agency: string; code: string },
): Promise<Page> {
  const { words, indicators, query, date, link } = visit;
  const key = requireOfficer(visit.key, agency);
  const indicator = catalogue.find((each) => each.code === code && each.unit === "workload");
  if (!indicator) throw new ProblemError("not-found");
  await portal.whenVerified();
  const scenarios = await visit.ask(["scenarios"], async ({ registry }) => [...registry.scenarios.keys()]);
  const layers: readonly string[] = Component.shape.layer.options;
  const outcomes: readonly string[] = outcomesOf[indicator.form];
  const chosen = {
    outcome: oneOf(outcomes, query.get("outcome")),
    scenario: indicator.form === "classes" ? (oneOf(scenarios, query.get("scenario")) ?? scenarios[0]) : undefined,
    layer: indicator.form === "concentration" ? (oneOf(layers, query.get("layer")) ?? layers[0]) : undefined,
  };
  const group = `agency:${agency}`;
  // Without a scenario of the registry there is nothing to open.
  const isOpen = indicator.form !== "classes" || chosen.scenario !== undefined;
  let names = new Map<string, string>();
  const page = isOpen
    ? await pageUnder(
        portal.reading,
        {
          scope: ["portal", code, group, date, chosen],
          known_at: visit.known_at,
          next: query.get("next") || undefined,
          position: OpenPlace,
        },
        async (standpoint, after) => {
          const opened = await openFigure(
            { clickhouse: portal.reading.clickhouse, sql: portal.sql },
            standpoint,
            { indicator, date, group: openGroup(group, key, standpoint.registry), limit: pageSize, ...chosen },
            after,
          );
          names = await workloadNames(portal.sql, opened.items.map(listed), {
            date,
            sequence: standpoint.vintage.sequence,
          });
          return opened;
        },
      )
    : { known_at: new Date(portal.now()).toISOString(), items: [], next: null };
  const address = `/agencies/${agency}/workloads/${code}`;
  const title = words.officer.title(indicators[code]?.title ?? code);
  const select = (
    name: string,
    label: string,
    options: readonly string[],
    value: string | undefined,
    shown: (option: string) => string,
    hasAll = false,
  ): Html =>
    html`<label
      >${label}<select name="${name}">
        ${hasAll ? html`<option value="">${words.officer.all}</option>` : ""}${options.map((option) => html`<option value="${option}" ${option === value ? raw("selected") : ""}>${shown(option)}</option>`)}
      </select></label
    >`;
  const term = (outcome: string): string => visit.terms.outcomes[outcome] ?? outcome;
  return {
    title,
    part: "agency",
    body: html`<p class="kicker"><a href="${link(`/agencies/${agency}`)}">${agency}</a></p>
      <h1>${title}</h1>
      ${asofForm(visit, page.known_at, chosen)}
      <nav aria-label="${words.indicator.title}">
        <p class="note">
          ${catalogue.filter(({ unit }) => unit === "workload").map((each) => html`<a href="${link(`/agencies/${agency}/workloads/${each.code}`)}" ${each.code === code ? raw('aria-current="page"') : ""}>${each.code}</a> `)}
        </p>
      </nav>
      <form class="choices" method="get" action="${address}">
        ${visit.query.get("date") ? html`<input type="hidden" name="date" value="${date}" />` : ""}${query.get("known_at") ? html`<input type="hidden" name="known_at" value="${query.get("known_at")}" />` : ""}
        ${outcomes.length > 0 ? select("outcome", words.officer.outcome, outcomes, chosen.outcome, term, true) : ""}
        ${chosen.scenario === undefined ? "" : select("scenario", words.officer.scenario, scenarios, chosen.scenario, (name) => name)}
        ${chosen.layer === undefined ? "" : select("layer", words.officer.layer, layers, chosen.layer, (name) => visit.terms.layers[name] ?? name)}
        <button>${words.officer.filter}</button>
      </form>
      ${page.items.length > 0 ? workloadsTable(indicator, page.items, names, title, visit) : html`<p class="empty">${words.officer.none}</p>`}
      ${page.next === null ? "" : html`<p><a href="${link(address, { ...chosen, next: page.next })}">${words.officer.next}</a></p>`}`,
  };
}

const listed = ({ agency, workload = "" }: OpenedItem) => ({ agency, workload });

const oneOf = (options: readonly string[], value: string | null): string | undefined =>
  options.find((option) => option === value);

function workloadsTable(
  { form }: Indicator,
  items: readonly OpenedItem[],
  names: ReadonlyMap<string, string>,
  caption: string,
  visit: Visit,
): Html {
  const { words, formats, terms } = visit;
  const hasDays = form === "duration" || form === "debt";
  return dataTable(visit, {
    caption,
    columns: [
      { head: words.officer.workload },
      { head: form === "concentration" ? words.officer.providers : words.officer.outcome },
      ...(hasDays ? [{ head: words.officer.age, isNumber: true }] : []),
      { head: words.officer.facts },
      { head: words.officer.stated },
    ],
    rows: items.map(({ workload = "", outcome = "", days, facts, push, providers }) => [
      html`${names.get(workload) ?? ""} <span class="bounds"><code>${workload}</code></span>`,
      providers
        ? providers
            .map(
              ({ provider, weight, jurisdiction }) =>
                `${provider} (${jurisdiction ?? terms.outcomes.unknown}) ${formats.decimal(weight)}`,
            )
            .join(", ")
        : (terms.outcomes[outcome] ?? outcome),
      ...(hasDays ? [days === undefined ? "–" : formats.count(days)] : []),
      html`<ul class="facts">
        ${Object.entries(facts).map(([name, value]) => html`<li><span class="quiet">${terms.facts[name] ?? name}</span> ${factText(value, visit)}</li>`)}
      </ul>`,
      push
        ? html`${formats.shortDate(push.reference_date)}
            <span class="bounds">${words.officer.received} ${formats.instant(push.received_at)}</span>`
        : "–",
    ]),
  });
}

function factText(value: unknown, visit: Visit): string {
  const { words, terms } = visit;
  if (value === null || value === undefined) return terms.outcomes.unknown ?? "";
  if (typeof value === "string") return terms.outcomes[value] ?? value;
  if (Array.isArray(value))
    return value.length === 0 ? words.officer.no_warnings : value.map((each) => factText(each, visit)).join("; ");
  if (typeof value !== "object") return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, each]) => `${terms.facts[name] ?? name} ${factText(each, visit)}`)
    .join(", ");
}
