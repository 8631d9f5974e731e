import { html } from "hono/html";
import { readMembers } from "../data/read-members.ts";
import { asofForm } from "../parts/asof-form.ts";
import { groupsTable } from "../parts/groups-table.ts";
import type { Page } from "../parts/page.ts";
import { shareLegend } from "../parts/shares-table.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";

/** Members side by side. */
export async function membersPage(portal: Portal, visit: Visit): Promise<Page> {
  const { words } = visit;
  const { known_at, members } = await visit.ask(["members", visit.date], (standpoint) =>
    readMembers(portal, visit, standpoint),
  );
  const table = groupsTable(members, visit, {
    caption: words.members.title,
    head: words.members.member,
    address: (id) => `/members/${id}`,
  });
  const outside = members.filter(({ isCurrent }) => !isCurrent).map(({ name }) => name);
  return {
    title: words.members.title,
    part: "members",
    body: html`<h1>${words.members.title}</h1>
      <p class="lead">${words.members.lead}</p>
      ${asofForm(visit, known_at)}
      ${members.length > 0 ? html`${table}${shareLegend(visit)}` : html`<p class="empty">${words.members.none}</p>`}
      ${outside.length > 0 ? html`<p class="note">${outside.join(", ")}: ${words.members.not_member}</p>` : ""}`,
  };
}
