import { html, raw } from "hono/html";
import { methodologyVersion } from "#indicators/catalogue.ts";
import type { Portal } from "../portal-deps.ts";
import { languages, type Language } from "../texts/language.ts";
import type { Visit } from "../visits/visit.ts";
import { styleAddress } from "./style.ts";
import type { Html } from "./html.ts";

/** A page as its maker gives it; the frame is the same for all. */
export interface Page {
  title: string;
  body: Html;
  /** The part of the portal it belongs to. */
  part?: "overview" | "members" | "indicators" | "withdrawal" | "revisions" | "data" | "agency";
  status?: 200 | 400 | 403 | 404 | 500 | 503;
}

/** What the frame needs; a failure has it even when the visit could not be opened. */
export type Frame = Pick<Visit, "words" | "formats" | "language" | "key" | "path" | "query" | "link" | "failing_since">;

export function framed(portal: Pick<Portal, "dataLabel" | "publicLevel">, frame: Frame, page: Page): Html {
  const { words, language, path, query, failing_since, formats } = frame;
  const back = query.size > 0 ? `${path}?${query.toString()}` : path;
  return html`${raw("<!doctype html>")}
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · ${words.site.name}</title>
        <link rel="stylesheet" href="${styleAddress}" />
        <link rel="icon" href="/portal/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">${words.site.skip}</a>
        <header class="masthead">
          ${portal.dataLabel === "synthetic" ? html`<p class="notice" role="note">${words.site.synthetic}</p>` : ""}
          ${failing_since === undefined ? "" : html`<p class="notice away" role="status">${words.failure.kept(formats.instant(new Date(failing_since).toISOString()))}</p>`}
          <div class="inner">
            <p class="name"><a href="/">${words.site.name}</a> <span>${words.site.purpose}</span></p>
            <div class="tools">
              <nav aria-label="${words.site.languages}">
                ${Object.entries(languages).map(([code, name]) =>
                  code === language
                    ? html`<span lang="${code}" aria-current="true">${name}</span>`
                    : html`<a
                        href="/language/${code as Language}?back=${encodeURIComponent(back)}"
                        lang="${code}"
                        hreflang="${code}"
                        rel="nofollow"
                        >${name}</a
                      >`,
                )}
              </nav>
              ${session(frame)}
            </div>
          </div>
          ${navigation(portal, frame, page.part)}
        </header>
        <main id="content" tabindex="-1">${page.body}</main>
        <footer>
          <div class="inner">
            <p>${words.site.foot}</p>
            <p>
              ${words.asof.methodology(methodologyVersion)} ${words.site.api}
              <a href="/reference">${words.reference.title}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>`;
}

function session({ key, words }: Frame): Html {
  if (!key) return html`<a href="/sign-in">${words.signin.title}</a>`;
  const whose = key.agency ?? key.member;
  return html`<form method="post" action="/sign-out">
    <span>${words.signin.as[key.kind]}${whose ? ` · ${whose}` : ""}</span>
    <button class="plain">${words.signin.out}</button>
  </form>`;
}

function navigation(
  { publicLevel }: Pick<Portal, "publicLevel">,
  { key, words, link }: Frame,
  current: Page["part"],
): Html {
  const isConfined = key?.kind === "officer" && publicLevel === "none";
  const parts = [
    ...(isConfined
      ? []
      : ([
          ["overview", "/"],
          ["members", "/members"],
        ] as const)),
    ...(key?.agency ? ([["agency", `/agencies/${key.agency}`]] as const) : []),
    ["indicators", "/indicators"],
    ["withdrawal", "/withdrawal"],
    ["revisions", "/revisions"],
    ["data", "/data"],
  ] as const;
  return html`<nav class="parts" aria-label="${words.site.navigation}">
    <ul class="inner">
      ${parts.map(([name, address]) => html`<li><a href="${link(address)}" ${name === current ? raw('aria-current="page"') : ""}>${words.nav[name]}</a></li>`)}
    </ul>
  </nav>`;
}
