import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { alertRules } from "#dashboards/alerts/rules.ts";
import { boards } from "#dashboards/boards.ts";

const root = resolve(import.meta.dirname, "../..");
const provisioning = join(root, "infra/grafana/provisioning");
const yamlAt = (path: string): unknown => parse(readFileSync(join(provisioning, path), "utf8"));

/** What Grafana expands from its environment: a whole value, nothing else. */
const variable = z.string().regex(/^\$SPAREWHEEL_SOURCE_[A-Z]+$/);
const duration = z.string().regex(/^\d+(?:s|m|h|d)$/);

const DataSources = z.strictObject({
  apiVersion: z.literal(1),
  datasources: z
    .array(
      z.strictObject({
        name: z.literal("Sparewheel"),
        uid: z.literal("sparewheel"),
        type: z.literal("grafana-clickhouse-datasource"),
        access: z.literal("proxy"),
        orgId: z.literal(1),
        isDefault: z.literal(true),
        editable: z.literal(false),
        jsonData: z.strictObject({
          host: variable,
          port: variable,
          // What both the gateway and a server speak.
          protocol: z.literal("http"),
          secure: z.boolean(),
          username: variable,
          defaultDatabase: variable,
          // The plugin reads these as text.
          dialTimeout: z.string().regex(/^\d+$/),
          queryTimeout: z.string().regex(/^\d+$/),
          validateSql: z.literal(true),
        }),
        secureJsonData: z.strictObject({ password: variable }),
      }),
    )
    .length(1),
});

const Providers = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.array(
    z.strictObject({
      name: z.string().regex(/^sparewheel-[a-z]+$/),
      orgId: z.literal(1),
      type: z.literal("file"),
      folder: z.string().min(1),
      folderUid: z.string().regex(/^sw-[a-z]+$/),
      disableDeletion: z.literal(true),
      allowUiUpdates: z.literal(false),
      updateIntervalSeconds: z.int().min(10),
      options: z.strictObject({
        path: z.string().startsWith("/etc/sparewheel/dashboards/"),
        foldersFromFilesStructure: z.literal(false),
      }),
    }),
  ),
});

const expressionModel = {
  refId: z.string(),
  datasource: z.strictObject({ type: z.literal("__expr__"), uid: z.literal("__expr__") }),
};
const step = { relativeTimeRange: z.strictObject({ from: z.int().positive(), to: z.literal(0) }) };
const Query = z.strictObject({
  refId: z.literal("A"),
  ...step,
  datasourceUid: z.literal("sparewheel"),
  model: z.strictObject({
    refId: z.literal("A"),
    datasource: z.strictObject({ type: z.literal("grafana-clickhouse-datasource"), uid: z.literal("sparewheel") }),
    editorType: z.literal("sql"),
    // Neither a macro nor a variable: whether Grafana expands `$` in here differed between its versions.
    rawSql: z.string().regex(/^SELECT\n[^$]+$/),
    format: z.literal(1),
    queryType: z.literal("table"),
    meta: z.strictObject({}),
    intervalMs: z.int(),
    maxDataPoints: z.int(),
  }),
});
const Reduce = z.strictObject({
  refId: z.literal("B"),
  ...step,
  datasourceUid: z.literal("__expr__"),
  model: z.strictObject({
    ...expressionModel,
    type: z.literal("reduce"),
    expression: z.literal("A"),
    reducer: z.literal("last"),
  }),
});
const Threshold = z.strictObject({
  refId: z.literal("C"),
  ...step,
  datasourceUid: z.literal("__expr__"),
  model: z.strictObject({
    ...expressionModel,
    type: z.literal("threshold"),
    expression: z.literal("B"),
    conditions: z
      .array(
        z.strictObject({ evaluator: z.strictObject({ type: z.literal("gt"), params: z.array(z.number()).length(1) }) }),
      )
      .length(1),
  }),
});
const AlertFile = z.strictObject({
  apiVersion: z.literal(1),
  // No `policies`: they would replace the operator's whole tree.
  groups: z.array(
    z.strictObject({
      orgId: z.literal(1),
      name: z.string().regex(/^sparewheel-[a-z]+$/),
      folder: z.string().min(1),
      interval: duration,
      rules: z
        .array(
          z.strictObject({
            uid: z
              .string()
              .regex(/^sw-alert-[a-z-]+$/)
              .max(40),
            title: z.string().min(1).max(190),
            condition: z.literal("C"),
            data: z.tuple([Query, Reduce, Threshold]),
            noDataState: z.literal("OK"),
            execErrState: z.literal("Error"),
            for: duration,
            keepFiringFor: duration,
            dashboardUid: z.string(),
            panelId: z.int(),
            annotations: z.strictObject({
              summary: z.string().min(10),
              description: z.string().min(10),
              runbook_url: z.string().startsWith("{{ externalURL }}d/sw-service-runbooks?viewPanel="),
            }),
            labels: z.strictObject({
              service: z.literal("sparewheel"),
              severity: z.enum(["warning", "critical"]),
              runbook: z.string(),
            }),
            isPaused: z.literal(false),
          }),
        )
        .min(1),
    }),
  ),
});

const alerts = AlertFile.parse(yamlAt("alerting/sparewheel.yaml"));
const rules = alerts.groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, folder: group.folder })));
const providers = Providers.parse(yamlAt("dashboards/sparewheel.yaml")).providers;

test("the data source has one uid for good, cannot be edited, and takes its address and password from the environment", () => {
  expect(DataSources.safeParse(yamlAt("datasources/sparewheel.yaml")).error).toBeUndefined();
});

test("each folder of boards has a provider, and every board lies in the folder of its uid", () => {
  const folders = readdirSync(join(root, "infra/grafana/dashboards"));
  expect(providers.map(({ folderUid }) => folderUid).toSorted()).toEqual(
    folders.map((folder) => `sw-${folder}`).toSorted(),
  );
  for (const { folderUid, options } of providers) {
    const files = readdirSync(join(root, "infra/grafana/dashboards", options.path.split("/").at(-1) ?? ""));
    expect(files.length).toBeGreaterThan(0);
    expect(files.every((file) => file.startsWith(`${folderUid}-`) && file.endsWith(".json"))).toBe(true);
  }
});

test("alerts are those of the code, have uids and a folder of their own", () => {
  expect(rules.map(({ uid }) => uid)).toEqual(alertRules.map(({ uid }) => uid));
  expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
  const folders = providers.map(({ folder }) => folder);
  for (const { folder } of rules) expect(folders).not.toContain(folder);
});

test("an alert leads to a panel that asks something, and to its runbook", () => {
  for (const { dashboardUid, panelId, annotations, labels, title } of rules) {
    const panelsOf = (uid: string) => boards.find((board) => board.uid === uid)?.dashboard.panels ?? [];
    const panel = panelsOf(dashboardUid).find(({ id }) => id === panelId);
    expect(
      panel && "targets" in panel && panel.targets?.length,
      `${title}: ${dashboardUid} ${panelId}`,
    ).toBeGreaterThan(0);
    const page = readFileSync(join(root, `docs/runbooks/${labels.runbook}.md`), "utf8");
    expect(page.startsWith(`# ${title}\n`)).toBe(true);
    const runbook = panelsOf("sw-service-runbooks").find(({ id }) => annotations.runbook_url.endsWith(`=${id}`));
    expect(runbook?.title).toBe(title);
  }
});

test("every runbook is that of an alert, and says where to look and what to do", () => {
  const pages = readdirSync(join(root, "docs/runbooks")).filter((name) => name !== "README.md");
  expect(pages.toSorted()).toEqual(alertRules.map(({ slug }) => `${slug}.md`).toSorted());
  for (const page of pages)
    expect(readFileSync(join(root, "docs/runbooks", page), "utf8")).toMatch(
      /\*\*See\.\*\*[^]+\*\*Tell apart\.\*\*[^]+\*\*Do\.\*\*/,
    );
});

test("summaries name labels that the query gives", () => {
  for (const { annotations, data, title } of rules)
    for (const [, label] of `${annotations.summary} ${annotations.description}`.matchAll(/\$labels\.(\w+)/g))
      expect(data[0].model.rawSql, `${title}`).toMatch(new RegExp(`(?: AS |^  )${label},?$`, "m"));
});

test("nothing but data sources, boards and alerts is provisioned", () => {
  expect(readdirSync(provisioning).toSorted()).toEqual(["alerting", "dashboards", "datasources"]);
  expect(existsSync(join(provisioning, "alerting/policies.yaml"))).toBe(false);
});
