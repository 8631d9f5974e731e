import { createRoute, z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { findKey, type Key, type KeyDeps } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { CalendarDate, Instant } from "#schema/calendar.ts";
import { figuresOn } from "./figures.ts";
import { parseGroup } from "./groups.ts";
import { knownRegistry } from "./known-registry.ts";
import { askedGroups, maySee, type PublicLevel } from "./visible-groups.ts";
import { underWatermark, vintageOf } from "./watermark.ts";

const codes = catalogue.map(({ code }) => code);

/** One value or several: how a query parameter that may repeat arrives. */
const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(1000).optional(),
  );

const Share = z
  .object({ lower: z.number().nullable(), upper: z.number().nullable(), value: z.number().nullable(), n: z.int() })
  .meta({ id: "Share" });

const FiguresAnswer = z
  .object({
    date: z.string(),
    /** The vintage that was used: never later than the last entry of the ledger that is projected. */
    known_at: z.string(),
    methodology: z.int(),
    figures: z.record(z.string(), z.record(z.string(), Share)),
  })
  .meta({ id: "FiguresAnswer" });

/** `GET /v1/figures`: aggregates, for whoever may see them. */
export function readRoutes(
  deps: KeyDeps & { clickhouse: ClickHouse; publicLevel: PublicLevel; whenVerified: () => Promise<void> },
): App {
  const app = createApp();
  const { clickhouse, publicLevel } = deps;

  const figures = createRoute({
    operationId: "getFigures",
    method: "get",
    path: "/v1/figures",
    request: {
      query: z.strictObject({
        date: CalendarDate,
        known_at: Instant.optional(),
        group: repeated(z.string().max(100)),
        code: repeated(z.enum(codes)),
      }),
    },
    responses: {
      200: jsonAnswer("Figures by group and code", FiguresAnswer),
      ...problemAnswers(
        "invalid-parameter",
        "no-key",
        "invalid-key",
        "wrong-key-kind",
        "not-found",
        "internal",
        "store-unavailable",
      ),
    },
  });
  app.openapi(figures, async (c) => {
    const key = await reader(await findKey(c, deps));
    const { date, known_at, group, code } = c.req.valid("query");
    await deps.whenVerified();
    const answer = await underWatermark(clickhouse, async (watermark) => {
      const vintage = vintageOf(watermark, known_at);
      const registry = await knownRegistry(clickhouse, vintage);
      const indicators = catalogue.filter((indicator) => code?.includes(indicator.code) ?? true);
      const groups = group && askedGroups(group, key, publicLevel, registry);
      const found = await figuresOn(clickhouse, { date, vintage, registry, indicators, groups });
      const visible = Object.entries(found).filter(([name]) => {
        const each = parseGroup(name);
        return each !== undefined && maySee(each, key, publicLevel, registry);
      });
      return {
        date,
        known_at: vintage.known_at,
        methodology: methodologyVersion,
        figures: Object.fromEntries(visible),
      };
    });
    return c.json(answer, 200, { "cache-control": "no-store" });
  });

  return app;

  /** Keys that read aggregates, or nobody where some are public. */
  async function reader(key: Key | undefined): Promise<Key | undefined> {
    if (!key && publicLevel === "none") throw new ProblemError("no-key");
    if (key && !["admin", "reader", "officer"].includes(key.kind)) {
      throw new ProblemError("wrong-key-kind", {
        detail: `Figures take a key of kind reader, officer or admin; this one is of kind ${key.kind}.`,
      });
    }
    return key;
  }
}
