import { html } from "hono/html";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Share } from "#indicators/share.ts";
import { shareBar } from "../charts/share-bar.ts";
import type { GroupView } from "../data/read-group.ts";
import type { Visit } from "../visits/visit.ts";
import type { Html } from "./html.ts";
import { boundsOf, emptyReason, populationOf, unreportedOf } from "./share-words.ts";
import { shareTrend, speedTrend } from "./trend.ts";
import type { Point } from "#read/series/series-of.ts";

/** One headline: the question, the answer with its bounds, and two years of it. `further` is a link below. */
export function headlineCard(
  code: string,
  view: GroupView,
  visit: Visit,
  { compared, further = "" }: { compared?: readonly Point[]; further?: Html | "" } = {},
): Html {
  const { words, indicators, link } = visit;
  const figure = view.figures[code];
  const title = indicators[code]?.title ?? code;
  const trend = { id: `trend-${code.toLowerCase()}`, title, points: view.trends[code] ?? [], compared };
  return html`<section class="card" aria-labelledby="${trend.id}-head">
    <p class="kicker">${words.short[code] ?? title}</p>
    <h3 class="question" id="${trend.id}-head">${words.headline[code] ?? title}</h3>
    ${code === "DEPLOY_SPEED" ? speedAnswer(figure as DeploySpeed | undefined, visit) : shareAnswer(code, figure as Share | undefined, visit)}
    ${code === "DEPLOY_SPEED" ? speedTrend(trend, visit) : shareTrend(trend, visit)}
    <p class="more">
      <a href="${link(`/indicators/${code}`)}">${words.indicator.definition}<span class="hidden">: ${title}</span></a>
      ${further}
    </p>
  </section>`;
}

/** A share with its picture, its bounds and of what it is. */
export function shareAnswer(code: string, figure: Share | undefined, visit: Visit): Html {
  const { words, formats } = visit;
  if (!figure || figure.value === null)
    return html`<p class="big">${words.share.no_data}</p>
      <p class="quiet">${emptyReason(code, visit)}</p>`;
  const unreported = unreportedOf(figure);
  return html`<p class="big">${formats.share(figure.value)}</p>
    ${shareBar(figure, 300)}
    <p class="between">${boundsOf(figure, visit)}</p>
    <p class="quiet">
      ${populationOf(code, figure, visit)} ·
      ${unreported > 0 ? words.share.not_reported(formats.count(unreported)) : words.share.all_reported}
    </p>`;
}

/** The median, the quarters, and how many have arrived. */
export function speedAnswer(figure: DeploySpeed | undefined, { words, formats }: Visit): Html {
  if (!figure || figure.n === 0)
    return html`<p class="big">${words.share.no_data}</p>
      <p class="quiet">${words.share.none.of_regulated}</p>`;
  const { p25, median, p75, events, n, inconsistent } = figure;
  const between =
    p25 === null
      ? words.speed.unreached_why
      : p75 === null
        ? words.speed.quarter(formats.count(p25))
        : words.speed.quarters(formats.count(p25), formats.count(p75));
  return html`<p class="big">${median === null ? words.speed.unreached : words.speed.median(formats.count(median))}</p>
    <p class="between">${between}</p>
    <p class="quiet">
      ${words.speed.counts(formats.count(events), formats.count(n))}${inconsistent > 0 ? ` ${words.speed.inconsistent(formats.count(inconsistent))}` : ""}
    </p>`;
}
