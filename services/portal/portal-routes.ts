import { setCookie } from "hono/cookie";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { isLoopback } from "#http/allowed-hosts.ts";
import { openGroupStocks } from "#read/series/group-stocks.ts";
import { keepAnswers } from "./data/kept-answers.ts";
import { describeDownloads } from "./downloads/describe-downloads.ts";
import { figuresFile, seriesFile } from "./downloads/download-routes.ts";
import { dataPage } from "./pages/data-page.ts";
import { debtPage } from "./pages/debt-page.ts";
import { indicatorPage } from "./pages/indicator-page.ts";
import { indicatorsPage } from "./pages/indicators-page.ts";
import { membersPage } from "./pages/members-page.ts";
import { overviewPage } from "./pages/overview-page.ts";
import { partyPage } from "./pages/party-page.ts";
import { pushesPage } from "./pages/pushes-page.ts";
import { referencePage } from "./pages/reference-page.ts";
import { revisionsPage } from "./pages/revisions-page.ts";
import { rulePage } from "./pages/rule-page.ts";
import { signIn, signInPage, signOut } from "./pages/sign-in-page.ts";
import { withdrawalPage } from "./pages/withdrawal-page.ts";
import { workloadsPage } from "./pages/workloads-page.ts";
import { answerPage } from "./parts/answer-page.ts";
import { icon, style, styleAddress } from "./parts/style.ts";
import type { Portal, PortalDeps } from "./portal-deps.ts";
import { isLanguage } from "./texts/language.ts";
import { languageCookie } from "./visits/visit.ts";

const oneYearSeconds = 31_536_000;
const forGood = { "cache-control": `public, max-age=${oneYearSeconds}, immutable` };

/** The pages that people read: docs/portal.md. They need no script, and ask no other host for anything. */
export function portalRoutes(deps: PortalDeps): App {
  const { clickhouse } = deps.reading;
  const portal: Portal = {
    ...deps,
    sources: { clickhouse, groupStocks: openGroupStocks(clickhouse) },
    kept: keepAnswers(deps.now),
  };
  const app = createApp();
  describeDownloads(app);
  const page = (make: Parameters<typeof answerPage>[1]) => answerPage(portal, make);

  const notFound = page(() => Promise.reject(new ProblemError("not-found")));
  // Whoever misspells an address in a browser gets a page; programs get the problem, as everywhere.
  app.use(async (c, next) => {
    await next();
    const isForPeople = c.req.header("accept")?.includes("text/html") === true && !c.req.path.startsWith("/v1/");
    const isProblem = c.res.headers.get("content-type") === "application/problem+json";
    if (c.res.status === 404 && isProblem && isForPeople) c.res = await notFound(c);
  });

  app.get(
    "/",
    page((visit, c) => overviewPage(portal, visit, c)),
  );
  app.get(
    "/members",
    page((visit) => membersPage(portal, visit)),
  );
  app.get(
    "/members/:id",
    page((visit, c) => partyPage(portal, visit, { kind: "member", id: c.req.param("id") ?? "" })),
  );
  app.get(
    "/agencies/:id",
    page((visit, c) => partyPage(portal, visit, { kind: "agency", id: c.req.param("id") ?? "" })),
  );
  app.get(
    "/agencies/:id/workloads/:code",
    page((visit, c) =>
      workloadsPage(portal, visit, { agency: c.req.param("id") ?? "", code: c.req.param("code") ?? "" }),
    ),
  );
  app.get(
    "/agencies/:id/debt",
    page((visit, c) => debtPage(portal, visit, c.req.param("id") ?? "")),
  );
  app.get(
    "/agencies/:id/pushes",
    page((visit, c) => pushesPage(portal, visit, c.req.param("id") ?? "")),
  );
  app.get(
    "/indicators",
    page(async (visit) => indicatorsPage(visit)),
  );
  app.get(
    "/indicators/:code",
    page((visit, c) => indicatorPage(portal, visit, c.req.param("code") ?? "")),
  );
  app.get(
    "/withdrawal",
    page((visit) => withdrawalPage(portal, visit)),
  );
  app.get(
    "/revisions",
    page((visit) => revisionsPage(portal, visit)),
  );
  app.get(
    "/data",
    page((visit) => dataPage(portal, visit)),
  );
  app.get(
    "/data/figures.csv",
    page((visit, c) => figuresFile(portal, visit, c, "csv")),
  );
  app.get(
    "/data/figures.json",
    page((visit, c) => figuresFile(portal, visit, c, "json")),
  );
  app.get(
    "/data/series.csv",
    page((visit, c) => seriesFile(portal, visit, c, "csv")),
  );
  app.get(
    "/data/series.json",
    page((visit, c) => seriesFile(portal, visit, c, "json")),
  );
  app.get(
    "/reference",
    page(async (visit) => referencePage(portal, visit)),
  );
  app.get(
    "/rules/:code",
    page(async (visit, c) => rulePage(portal, visit, c.req.param("code") ?? "")),
  );
  app.get(
    "/sign-in",
    page(async (visit) => signInPage(visit)),
  );
  app.post(
    "/sign-in",
    page((visit, c) => signIn(portal, visit, c)),
  );
  app.post(
    "/sign-out",
    page(async (visit, c) => signOut(visit, c)),
  );

  app.get("/language/:language", (c) => {
    const language = c.req.param("language");
    if (isLanguage(language)) {
      const secure = !isLoopback(new URL(c.req.url).hostname);
      setCookie(c, languageCookie, language, {
        path: "/",
        maxAge: oneYearSeconds,
        httpOnly: true,
        sameSite: "Lax",
        secure,
      });
    }
    const back = c.req.query("back") ?? "/";
    // A path of our own and nothing that a browser reads as another host.
    return c.redirect(/^\/(?![/\\])[^\\\r\n]*$/.test(back) ? back : "/", 303);
  });
  app.get(styleAddress, (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8", ...forGood }));
  app.get("/portal/icon.svg", (c) => c.body(icon, 200, { "content-type": "image/svg+xml", ...forGood }));
  return app;
}
