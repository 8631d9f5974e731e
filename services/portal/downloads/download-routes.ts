import type { Context } from "hono";
import { z } from "zod";
import type { AppEnv } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { figuresOn } from "#read/figures.ts";
import { parseGroup } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import { seriesOf } from "#read/series/series-of.ts";
import { periodEnds, steps } from "#read/series/span.ts";
import { askedGroups, visibleAnswers } from "#read/visible-groups.ts";
import { CalendarDate } from "#schema/calendar.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { csvText } from "./csv.ts";
import { figureParts } from "./figure-parts.ts";

const head = ["date", "known_at", "methodology", "group", "group_name", "code", "part", "value"] as const;
type Form = "csv" | "json";

/** Every figure that the visitor may see on a date: `GET /v1/figures`, as a file. */
export async function figuresFile(portal: Portal, visit: Visit, c: Context<AppEnv>, form: Form): Promise<Response> {
  const { key, date } = visit;
  if (!key && portal.publicLevel === "none") throw new ProblemError("no-key");
  await portal.whenVerified();
  // As large as it gets, so it is not kept.
  const answer = await portal.reading.under(visit.known_at, async (standpoint) => {
    const figures = await figuresOn(portal.sources.clickhouse, standpoint, { date, indicators: catalogue });
    const visible = visibleAnswers(figures, key, portal.publicLevel, standpoint.registry);
    return {
      answer: {
        date,
        known_at: standpoint.vintage.known_at,
        methodology: methodologyVersion,
        figures: Object.fromEntries(visible),
      },
      names: Object.fromEntries(visible.map(([group]) => [group, nameOf(group, standpoint)])),
    };
  });
  if (form === "json") return file(c, `figures-${date}.json`, JSON.stringify(answer.answer));
  const { known_at, figures } = answer.answer;
  const rows = Object.entries(figures).flatMap(([group, codes]) =>
    Object.entries(codes).flatMap(([code, figure]) =>
      figureParts(figure).map(([part, value]) => [
        date,
        known_at,
        methodologyVersion,
        group,
        answer.names[group] ?? "",
        code,
        part,
        value,
      ]),
    ),
  );
  return file(c, `figures-${date}.csv`, csvText(head, rows));
}

const SeriesQuery = z.object({
  code: z.string(),
  group: z.string(),
  from: CalendarDate,
  until: CalendarDate,
  step: z.enum(steps),
});

const mostPoints = { share: 1_100, debt: 1_100, duration: 40, classes: 40, concentration: 40 } as const;

/** One figure over time: `GET /v1/series`, as a file. */
export async function seriesFile(portal: Portal, visit: Visit, c: Context<AppEnv>, form: Form): Promise<Response> {
  const asked = SeriesQuery.safeParse(Object.fromEntries(visit.query)).data;
  const indicator = catalogue.find(({ code }) => code === asked?.code);
  if (!asked || !indicator) throw new ProblemError("invalid-parameter");
  const { code, group: name, from, until, step } = asked;
  const points = periodEnds(step, from, until, mostPoints[indicator.form]);
  if (points.length > mostPoints[indicator.form]) throw new ProblemError("invalid-parameter");
  await portal.whenVerified();
  const answer = await portal.reading.under(visit.known_at, async (standpoint) => {
    const { registry, vintage } = standpoint;
    const [group] = askedGroups([name], visit.key, portal.publicLevel, registry);
    if (!group || (group.kind === "function" && !indicator.has_functions)) throw new ProblemError("not-found");
    const series = await seriesOf(portal.sources, standpoint, { indicator, group, span: { step, points } });
    return { known_at: vintage.known_at, series, shown: nameOf(name, standpoint) };
  });
  const { known_at, series, shown } = answer;
  if (form === "json") {
    const body = {
      code,
      group: name,
      step,
      known_at,
      methodology: methodologyVersion,
      points: series.map(({ date, figure, reason }) => ({ ...figure, date, reason })),
    };
    return file(c, `${code}-${from}-${until}.json`, JSON.stringify(body));
  }
  const rows = series.flatMap(({ date, figure }) =>
    figureParts(figure).map(([part, value]) => [date, known_at, methodologyVersion, name, shown, code, part, value]),
  );
  return file(c, `${code}-${from}-${until}.csv`, csvText(head, rows));
}

function nameOf(name: string, { registry }: Pick<Standpoint, "registry">): string {
  const group = parseGroup(name);
  if (group?.kind === "member") return registry.members.get(group.id)?.name ?? group.id;
  return group?.kind === "agency" ? (registry.agencies.get(group.id)?.name ?? group.id) : name;
}

function file(c: Context<AppEnv>, name: string, text: string): Response {
  return c.body(text, 200, {
    "content-type": name.endsWith(".csv") ? "text/csv; charset=utf-8" : "application/json",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-store",
  });
}
