import { z } from "zod";
import { textAnswer } from "#http/answers.ts";
import type { App } from "#http/app.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { FiguresAnswer } from "#read/figures-route.ts";
import { DateParameter, GroupName, KnownAtParameter } from "#read/read-access.ts";
import { SeriesAnswer } from "#read/series-route.ts";
import { steps } from "#read/series/span.ts";
import { CalendarDate } from "#schema/calendar.ts";

/** A browser's session, or nobody where `PUBLIC_LEVEL` opens figures. */
const security: Record<string, string[]>[] = [{}, { session: [] }];

const refusals = {
  303: { description: "To the sign-in page: figures are not open, and nobody is signed in" },
  400: textAnswer("A page that says that a parameter is wrong", "text/html"),
  404: textAnswer("A page that says that there is no such figure, or none that may be seen", "text/html"),
  503: textAnswer("A page that says that a store does not answer", "text/html"),
};

const files = [
  {
    name: "figures",
    summary: "every figure of a date",
    query: z.object({ date: DateParameter.optional(), known_at: KnownAtParameter }),
    json: FiguresAnswer,
  },
  {
    name: "series",
    summary: "one figure over time",
    query: z.object({
      code: z.enum(catalogue.map(({ code }) => code)).describe("The indicator"),
      group: GroupName,
      from: CalendarDate.describe("The first day"),
      until: CalendarDate.describe("The first day that is no longer asked for"),
      step: z.enum(steps).describe("Length of a period"),
      known_at: KnownAtParameter,
    }),
    json: SeriesAnswer,
  },
] as const;

/** Files have addresses like everything else, though it is pages that lead to them. */
export function describeDownloads(app: App): void {
  for (const { name, summary, query, json } of files) {
    const common = { method: "get" as const, tags: ["Files"], security, request: { query } };
    const id = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    app.openAPIRegistry.registerPath({
      ...common,
      operationId: `download${id}Csv`,
      path: `/data/${name}.csv`,
      summary: `Download ${summary} as CSV`,
      description:
        "One row a number: date, known_at, methodology, group, group_name, code, part, value. An empty value is not known. A text that a spreadsheet would run as a formula has an apostrophe before it.",
      responses: { 200: textAnswer("The file", "text/csv"), ...refusals },
    });
    app.openAPIRegistry.registerPath({
      ...common,
      operationId: `download${id}Json`,
      path: `/data/${name}.json`,
      summary: `Download ${summary} as JSON`,
      description: `What \`GET /v1/${name}\` answers, as a file.`,
      responses: { 200: { description: "The file", content: { "application/json": { schema: json } } }, ...refusals },
    });
  }
}
