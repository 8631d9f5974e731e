import { html } from "hono/html";
import type { Context } from "hono";
import type { AppEnv } from "#http/app.ts";
import type { Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import { beginSession, endSession } from "../visits/session.ts";
import type { Visit } from "../visits/visit.ts";

/** The form for a key; `problem` says why the last try was refused. */
export function signInPage({ words }: Visit, problem?: string): Page {
  return {
    title: words.signin.title,
    status: problem === undefined ? 200 : 403,
    body: html`<h1>${words.signin.title}</h1>
      <p class="lead">${words.signin.lead}</p>
      ${problem === undefined ? "" : html`<p class="problems" role="alert" id="problem">${problem}</p>`}
      <form method="post" action="/sign-in">
        <label
          >${words.signin.key}<input
            class="wide"
            type="password"
            name="key"
            required
            maxlength="200"
            autocomplete="current-password"
            spellcheck="false"
            aria-describedby="key-hint"
        /></label>
        <p class="hint" id="key-hint">${words.signin.hint}</p>
        <button>${words.signin.submit}</button>
      </form>`,
  };
}

const readers: readonly Key["kind"][] = ["reader", "officer", "admin"];
const mostBodyBytes = 4_096;

/** Takes a key and begins a session; the first page is the overview, or an officer's agency. */
export async function signIn(portal: Portal, visit: Visit, c: Context<AppEnv>): Promise<Page | Response> {
  const { words } = visit;
  if (!isFromOwnPage(c)) return signInPage(visit, words.signin.origin);
  if (Number(c.req.header("content-length") ?? Infinity) > mostBodyBytes) return signInPage(visit, words.signin.wrong);
  const { key: token } = await c.req.parseBody();
  const address = (c.env as Partial<AppEnv["Bindings"]> | undefined)?.incoming?.socket.remoteAddress;
  try {
    const key = await portal.authenticate(`Bearer ${typeof token === "string" ? token.trim() : ""}`, address);
    if (!readers.includes(key.kind)) return signInPage(visit, words.signin.kind);
    c.set("key", key);
    await beginSession(c, key, portal);
    return c.redirect(key.kind === "officer" ? `/agencies/${key.agency}` : "/", 303);
  } catch (error) {
    if (error instanceof ProblemError && error.code === "invalid-key") return signInPage(visit, words.signin.wrong);
    throw error;
  }
}

export function signOut({ words, ...visit }: Visit, c: Context<AppEnv>): Page | Response {
  if (!isFromOwnPage(c)) return signInPage({ words, ...visit }, words.signin.origin);
  endSession(c);
  return c.redirect("/sign-in", 303);
}

/** A form of another site carries that site's Origin, or none that can be read. */
function isFromOwnPage(c: Context<AppEnv>): boolean {
  const origin = c.req.header("origin");
  return (
    origin !== undefined &&
    URL.canParse(origin) &&
    new URL(origin).host === (c.req.header("host") ?? new URL(c.req.url).host)
  );
}
