import { html } from "hono/html";
import type { Share } from "#indicators/share.ts";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Agency, Member } from "#schema/parties.ts";
import { headlines } from "../data/read-overview.ts";
import { type PartyData, readParty } from "../data/read-members.ts";
import { asofForm } from "../parts/asof-form.ts";
import { concentrationSection } from "../parts/concentration-section.ts";
import { debtSection } from "../parts/debt-section.ts";
import { groupsTable } from "../parts/groups-table.ts";
import { headlineCard } from "../parts/headline-card.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import { shareLegend, sharesTable } from "../parts/shares-table.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { maySeeWorkloads } from "./officer-access.ts";
import { coverageSection, withdrawalSection } from "./overview-page.ts";

/** A member's page, or an agency's: its own figures against the coalition's, and where they come from. */
export async function partyPage(
  portal: Portal,
  visit: Visit,
  group: { kind: "member" | "agency"; id: string },
): Promise<Page> {
  const { words, link } = visit;
  const name = `${group.kind}:${group.id}`;
  const data = await visit.ask(["party", name, visit.date], (standpoint) => readParty(portal, visit, standpoint, name));
  const { agency, member, view, known_at, coalition } = data;
  const title = (agency ?? member).name ?? group.id;
  const opened = (code: string): Html | "" => openedLink(code, data, visit);
  return {
    title,
    part: agency && visit.key?.agency === agency.id ? "agency" : "members",
    body: html`<p class="kicker">
        ${agency ? html`${words.members.of_member} <a href="${link(`/members/${member.id}`)}">${member.name ?? member.id}</a>` : words.members.member}
        · <code>${group.id}</code>
      </p>
      <h1>${title}</h1>
      ${agency ? agencyFacts(agency, visit) : memberFacts(member, data, visit)} ${asofForm(visit, known_at)}
      ${agency && maySeeWorkloads(visit.key, agency.id) ? officerTools(agency.id, visit) : ""}
      <h2 class="hidden">${words.overview.headlines}</h2>
      <div class="cards">
        ${headlines.map((code) => headlineCard(code, view, visit, { compared: coalition[code], further: opened(code) }))}
      </div>
      ${shareLegend(visit)}
      <h2>${words.overview.debt}</h2>
      ${debtSection(view, visit)} ${opened("RELIABILITY_DEBT")}
      ${
        agency
          ? ""
          : html`<h2>${words.members.agencies}</h2>
              ${agenciesSection(data, visit)}`
      }
      <h2>${words.overview.shares}</h2>
      ${sharesTable(view, visit, opened)}
      ${agency ? "" : coverageSection(view.figures.COVERAGE as Share | undefined, visit)}
      <h2>${words.overview.withdrawal}</h2>
      ${withdrawalSection(view.figures.WITHDRAWAL as Record<string, ClassCounts> | undefined, data.scenarios, visit)}
      ${opened("WITHDRAWAL")}
      <h2>${words.overview.concentration}</h2>
      ${concentrationSection(view.figures.CONCENTRATION, visit)} ${opened("CONCENTRATION")}`,
  };
}

/** Officers go from a figure to the workloads that it counted. */
function openedLink(code: string, { agency }: PartyData, { key, words, indicators, link }: Visit): Html | "" {
  if (!agency || !maySeeWorkloads(key, agency.id)) return "";
  const title = indicators[code]?.title ?? code;
  return html`<a class="opened" href="${link(`/agencies/${agency.id}/workloads/${code}`)}"
    >${words.officer.open}<span class="hidden">: ${title}</span></a
  >`;
}

function memberFacts(member: Member, { isCurrent }: PartyData, { words, formats }: Visit): Html {
  const { joined_on, left_on } = member;
  return html`<p class="lead">
      ${words.members.jurisdictions}: ${member.jurisdictions.join(", ")}.
      ${joined_on ? words.members.joined(formats.date(joined_on)) : ""}
      ${left_on ? words.members.left(formats.date(left_on)) : ""}
    </p>
    ${isCurrent ? "" : html`<p class="problems">${words.members.not_member}</p>`}`;
}

function agencyFacts({ closed_on }: Agency, { words, formats }: Visit): Html {
  return closed_on ? html`<p class="lead">${words.members.closed(formats.date(closed_on))}</p>` : html``;
}

function agenciesSection({ agencies, hasHidden }: PartyData, visit: Visit): Html {
  const { words } = visit;
  const caption = words.members.agencies;
  return html`${agencies.length > 0 ? groupsTable(agencies, visit, { caption, head: words.members.agency, address: (id) => `/agencies/${id}` }) : ""}
  ${hasHidden ? html`<p class="note">${words.members.agencies_hidden} <a href="/sign-in">${words.signin.title}</a></p>` : agencies.length === 0 ? html`<p class="empty">${words.members.no_agencies}</p>` : ""}`;
}

function officerTools(agency: string, { words, link }: Visit): Html {
  return html`<nav class="empty" aria-label="${words.officer.tools}">
    <p class="kicker">${words.officer.tools}</p>
    <ul class="links">
      <li><a href="${link(`/agencies/${agency}/workloads/UNPROTECTED`)}">${words.officer.workloads}</a></li>
      <li><a href="${link(`/agencies/${agency}/debt`)}">${words.officer.debt}</a></li>
      <li><a href="${link(`/agencies/${agency}/pushes`)}">${words.officer.pushes}</a></li>
    </ul>
  </nav>`;
}
