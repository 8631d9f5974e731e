import type { Context } from "hono";
import type { AppEnv } from "#http/app.ts";
import { problemOf } from "#http/problem-of.ts";
import { html } from "hono/html";
import { StoreAway } from "../data/kept-answers.ts";
import type { Portal } from "../portal-deps.ts";
import { formatsOf } from "../texts/formats.ts";
import { textsOf } from "../texts/texts.ts";
import { languageOf, openVisit, type Visit } from "../visits/visit.ts";
import { type Frame, framed, type Page } from "./page.ts";

type MakePage = (visit: Visit, c: Context<AppEnv>) => Promise<Page | Response>;

/** Styles, pictures and forms of our own only; no script at all. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A handler that answers with a page, and with a page whatever fails. */
export function answerPage(portal: Portal, make: MakePage): (c: Context<AppEnv>) => Promise<Response> {
  return async (c) => {
    let visit: Visit | undefined;
    try {
      visit = await openVisit(c, portal);
      const page = await make(visit, c);
      return page instanceof Response ? page : await send(c, portal, visit, page);
    } catch (error) {
      return await answerFailure(c, portal, visit ?? bareFrame(c), error);
    }
  };
}

async function answerFailure(c: Context<AppEnv>, portal: Portal, frame: Frame, error: unknown): Promise<Response> {
  const problem = problemOf(error);
  if (problem.code === "no-key") return c.redirect("/sign-in", 303);
  const { words, formats } = frame;
  const body = (title: string, text: string): Page["body"] =>
    html`<h1>${title}</h1>
      <p class="lead">${text}</p>
      <p><a href="/">${words.failure.home}</a></p>`;
  const page = (status: Page["status"], title: string, text: string): Promise<Response> =>
    send(c, portal, frame, { title, body: body(title, text), status });

  if (error instanceof StoreAway || problem.status === 503) {
    const since = error instanceof StoreAway ? error.since : portal.now();
    c.get("log")?.warn({ err: error }, "a page could not be read");
    c.header("retry-after", "5");
    return await page(503, words.failure.away, words.failure.away_text(formats.instant(new Date(since).toISOString())));
  }
  if (problem.status === 400) return await page(400, words.failure.bad, words.failure.bad_date);
  if (problem.status < 500) return await page(404, words.failure.not_found, words.failure.not_found_text);
  c.get("log")?.error({ err: problem.cause ?? problem }, "a page failed");
  return await page(500, words.failure.internal, words.failure.internal_text(c.get("request_id") ?? "–"));
}

async function send(c: Context<AppEnv>, portal: Portal, frame: Frame, page: Page): Promise<Response> {
  const text = String(await framed(portal, frame, page));
  return c.body(text, page.status ?? 200, {
    "content-type": "text/html; charset=utf-8",
    "content-language": frame.language,
    "content-security-policy": policy,
    // With "no-referrer" browsers would send forms with the Origin "null".
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    vary: "accept-language, cookie",
  });
}

/** The frame of a page for which not even the visit could be opened. */
function bareFrame(c: Context<AppEnv>): Frame {
  const language = languageOf(c);
  return {
    ...textsOf(language),
    language,
    formats: formatsOf(language),
    key: c.get("key"),
    path: c.req.path,
    query: new URLSearchParams(),
    link: (path) => path,
    failing_since: undefined,
  };
}
