import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { methodologyVersion } from "#indicators/catalogue.ts";
import { debtItemKinds, DebtPlace } from "./debt-items.ts";
import { DebtEntry, listDebt } from "./list-debt.ts";
import { pageParameters, pageUnder } from "./list-page.ts";
import { openGroup, openGroupName } from "./open-scope.ts";
import {
  DateParameter,
  OneGroupParameter,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
  repeated,
  workloadKeys,
  workloadReader,
} from "./read-access.ts";

const DebtPage = z
  .object({
    group: z.string(),
    date: z.string(),
    known_at: z.string(),
    methodology: z.int(),
    items: z.array(DebtEntry),
    next: z.string().nullable(),
  })
  .meta({ id: "DebtPage" });

/** `GET /v1/debt`: every open item of RELIABILITY_DEBT, for whoever may see workloads. */
export function debtRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, sql } = deps;
  const route = createRoute({
    operationId: "listDebt",
    tags: ["Workloads"],
    summary: "List every open item of debt",
    description: "Items by agency, workload, kind and age; they add up to RELIABILITY_DEBT.",
    security: workloadKeys,
    method: "get",
    path: "/v1/debt",
    request: {
      query: z.strictObject({
        date: DateParameter,
        known_at: KnownAtParameter,
        group: OneGroupParameter,
        kind: repeated(z.enum(debtItemKinds)).describe("May repeat; every kind unless given"),
        ...pageParameters,
      }),
    },
    responses: {
      200: jsonAnswer("Open items of debt", DebtPage),
      ...problemAnswers(...readProblems, "invalid-cursor"),
    },
  });
  app.openapi(route, async (c) => {
    const key = await workloadReader(c, deps);
    const { date, known_at, group: asked, kind, limit, next } = c.req.valid("query");
    const kinds = debtItemKinds.filter((each) => kind?.includes(each) ?? true);
    const name = openGroupName(key, asked);
    const page = await pageUnder(
      reading,
      { scope: ["debt", date, name, kinds], known_at, next, position: DebtPlace },
      async (standpoint, after) => {
        const group = openGroup(name, key, standpoint.registry);
        return await listDebt(
          { clickhouse: reading.clickhouse, sql },
          standpoint,
          { date, group, kinds, limit },
          after,
        );
      },
    );
    return c.json({ group: name, date, methodology: methodologyVersion, ...page }, 200, {
      "cache-control": "no-store",
    });
  });
  return app;
}
