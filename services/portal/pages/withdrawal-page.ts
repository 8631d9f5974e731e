import { html, raw } from "hono/html";
import { readWithdrawal, type WithdrawalData } from "../data/read-withdrawal.ts";
import { asofForm } from "../parts/asof-form.ts";
import { classBar } from "../charts/class-bar.ts";
import { classesSentence, classesTable, classLegend, noticeWords } from "../parts/classes-section.ts";
import { groupWords } from "../parts/group-choice.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { askedWhatIf, type AskedWhatIf } from "./asked-scenario.ts";

/** The what-if form, and what the asked withdrawal would do. */
export async function withdrawalPage(portal: Portal, visit: Visit): Promise<Page> {
  const { words, query } = visit;
  const asked = askedWhatIf(query, words);
  const data = await visit.ask(["withdrawal", visit.date, asked.scenario], (standpoint) =>
    readWithdrawal(portal, visit, standpoint, asked.scenario),
  );
  return {
    title: words.whatif.title,
    part: "withdrawal",
    status: asked.problems.length > 0 ? 400 : 200,
    body: html`<h1>${words.whatif.title}</h1>
      <p class="lead">${words.whatif.lead}</p>
      ${asofForm(visit, data.known_at, keptScenario(asked))}
      ${
        asked.problems.length > 0
          ? html`<div class="problems" role="alert" id="problems">
              <ul>
                ${asked.problems.map((problem) => html`<li>${problem}</li>`)}
              </ul>
            </div>`
          : ""
      }
      ${data.answer && asked.scenario ? result(data.answer, asked, data, visit) : ""} ${form(asked, data, visit)}
      ${data.answer ? "" : named(data, visit)}`,
  };
}

function form(asked: AskedWhatIf, { providers }: WithdrawalData, visit: Visit): Html {
  const { words, date, query } = visit;
  const registered = new Set(providers.map(({ id }) => id));
  const others = asked.providers.filter((id) => !registered.has(id));
  return html`<h2>${words.whatif.choose}</h2>
    <form method="get" action="/withdrawal">
      <fieldset>
        <legend>${words.whatif.providers}</legend>
        <div class="checks">
          ${providers.slice(0, 60).map(
            ({ id, name }) =>
              html`<label
                ><input
                  type="checkbox"
                  name="provider"
                  value="${id}"
                  ${asked.providers.includes(id) ? raw("checked") : ""}
                /><span>${name} <span class="code">${id}</span></span></label
              >`,
          )}
        </div>
        <p></p>
        <label
          >${words.whatif.other_providers}<input
            class="wide"
            name="providers"
            value="${others.join(" ")}"
            autocomplete="off"
            spellcheck="false"
        /></label>
      </fieldset>
      <fieldset>
        <legend>${words.whatif.jurisdictions}</legend>
        <label
          ><span class="hidden">${words.whatif.jurisdictions}</span
          ><input name="jurisdictions" value="${asked.jurisdictions.join(" ")}" autocomplete="off" spellcheck="false"
        /></label>
      </fieldset>
      <fieldset>
        <legend>${words.whatif.notice}</legend>
        <label
          ><span class="hidden">${words.whatif.notice}</span
          ><input
            type="number"
            name="notice_minutes"
            min="0"
            step="1"
            value="${asked.notice}"
            list="notices"
            aria-describedby="notice-hint"
            required
        /></label>
        <datalist id="notices">
          ${[0, 90, 1_440, 10_080, 43_200].map((minutes) => html`<option value="${minutes}">${noticeWords(minutes, visit)}</option>`)}
        </datalist>
        <p class="hint" id="notice-hint">${words.whatif.notice_hint}</p>
      </fieldset>
      ${query.get("date") ? html`<input type="hidden" name="date" value="${date}" />` : ""}${query.get("known_at") ? html`<input type="hidden" name="known_at" value="${query.get("known_at")}" />` : ""}
      <button>${words.whatif.run}</button>
    </form>`;
}

/** The date's form keeps a scenario in fields that hold one text each. */
function keptScenario({ scenario, providers, jurisdictions, notice }: AskedWhatIf): Record<string, string | undefined> {
  return scenario
    ? { providers: providers.join(" "), jurisdictions: jurisdictions.join(" "), notice_minutes: notice }
    : {};
}

function result(
  { rows, unregistered }: NonNullable<WithdrawalData["answer"]>,
  asked: AskedWhatIf,
  { providers }: WithdrawalData,
  visit: Visit,
): Html {
  const { words } = visit;
  const nameOf = (id: string): string => providers.find((each) => each.id === id)?.name ?? id;
  const who = [...asked.providers.map(nameOf), ...asked.jurisdictions].join(", ");
  const named = (isWanted: (group: string) => boolean) =>
    rows
      .filter(({ group }) => isWanted(group))
      .map(({ group, shown, counts }) => ({ name: groupWords(group, shown, visit), counts }));
  const [first] = rows;
  const members = named((group) => group.startsWith("member:"));
  const functions = named((group) => group.startsWith("function:")).filter(({ counts }) =>
    Object.values(counts).some((count) => count > 0),
  );
  return html`<section aria-labelledby="result">
    <h2 id="result">${words.whatif.result}</h2>
    <p>${words.whatif.asked(who, noticeWords(Number(asked.notice), visit))}</p>
    ${unregistered.length > 0 ? html`<p class="problems">${words.whatif.unregistered(unregistered.join(", "))}</p>` : ""}
    ${
      first
        ? html`<p class="lead">
              <strong>${groupWords(first.group, first.shown, visit)}: ${classesSentence(first.counts, visit)}</strong>
            </p>
            ${classBar(first.counts, 900)}${classLegend(visit)}`
        : ""
    }
    ${classesTable(named(() => true).slice(0, 1), words.whatif.group, words.whatif.result, visit)}
    ${
      members.length > 0
        ? html`<h3>${words.whatif.by_member}</h3>
            ${classesTable(members, words.members.member, words.whatif.by_member, visit)}`
        : ""
    }
    ${
      functions.length > 0
        ? html`<h3>${words.whatif.by_function}</h3>
            ${classesTable(functions, words.members.function, words.whatif.by_function, visit)}`
        : ""
    }
  </section>`;
}

function named({ scenarios }: WithdrawalData, visit: Visit): Html {
  const { words, link } = visit;
  if (scenarios.length === 0) return html``;
  return html`<h2>${words.scenario.head}</h2>
    <p>${words.whatif.start}</p>
    <ul class="links">
      ${scenarios.map(([name, { providers, jurisdictions, notice_minutes }]) => {
        const address = link("/withdrawal", {
          providers: providers.join(" "),
          jurisdictions: jurisdictions.join(" "),
          notice_minutes: String(notice_minutes),
        });
        return html`<li>
          <a href="${address}">${name}</a>: ${[...providers, ...jurisdictions].join(", ")},
          ${noticeWords(notice_minutes, visit)}
        </li>`;
      })}
    </ul>`;
}
