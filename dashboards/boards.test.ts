import { describe, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { boards } from "./boards.ts";
import { boardQueries } from "./board-queries.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { indicatorCodes } from "./words.ts";

const everyPanel = boards.flatMap(({ uid, dashboard }) =>
  (dashboard.panels ?? []).map((panel) => ({ name: `${uid} ${panel.id} ${panel.title}`, uid, panel })),
);
/** Panels that ask something. */
const dataPanels = everyPanel.flatMap(({ panel, ...rest }) =>
  "targets" in panel && panel.targets ? [{ ...rest, panel, targets: panel.targets as ClickHouseQuery[] }] : [],
);

test("uids are unique and name their folder; ids are unique on a board and given by hand", () => {
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length);
  for (const { uid, folder, dashboard } of boards) {
    expect(uid).toMatch(new RegExp(`^sw-${folder}-[a-z]+$`));
    expect(dashboard.uid).toBe(uid);
    const ids = (dashboard.panels ?? []).map(({ id }) => id);
    expect(ids.every((id) => Number.isInteger(id) && Number(id) > 0)).toBe(true);
    expect(new Set(ids).size, `${uid}`).toBe(ids.length);
  }
});

test("boards are in UTC, cannot be edited, do not refresh by themselves, and carry the tag of all", () => {
  for (const { folder, dashboard } of boards) {
    expect(dashboard).toMatchObject({ timezone: "utc", editable: false, refresh: "", graphTooltip: 1 });
    expect(dashboard.tags).toEqual(["sparewheel", folder]);
    expect(dashboard.description?.length).toBeGreaterThan(20);
  }
});

test("panels do not overlap and stay within the grid", () => {
  for (const { uid, dashboard } of boards) {
    const taken = new Map<string, unknown>();
    for (const { gridPos, id } of dashboard.panels ?? []) {
      const { x = 0, y = 0, w = 0, h = 0 } = gridPos ?? {};
      expect(w * h, `${uid} ${id}`).toBeGreaterThan(0);
      expect(x + w).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column += 1)
        for (let line = y; line < y + h; line += 1) {
          expect(taken.get(`${column}/${line}`), `${uid}: ${id} lies over another panel`).toBeUndefined();
          taken.set(`${column}/${line}`, id);
        }
    }
  }
});

test("every panel has a description, a title and a size", () => {
  const described = everyPanel.flatMap(({ panel }) => ("collapsed" in panel ? [] : [panel]));
  expect(described.length).toBeGreaterThan(100);
  for (const { description, title, pluginVersion } of described) {
    expect(description).toMatch(/\S{3}/);
    expect(title).toMatch(/\S{3}/);
    expect(pluginVersion).toBe("11.6.0");
  }
});

describe.each(dataPanels)("$name", ({ panel, targets }) => {
  test("says what it is, how it is computed and what good looks like, in which unit, and what stands for nothing", () => {
    expect(panel.description).toMatch(/^\S[^]+\*\*Formula\.\*\* \S[^]+\*\*Good\.\*\* \S/);
    expect(panel.fieldConfig?.defaults).toMatchObject({ unit: expect.any(String), noValue: "not reported" });
    expect(panel.title?.length).toBeGreaterThan(3);
  });

  test("form, format and kind of each query agree", () => {
    for (const { editorType, format, queryType, rawSql } of targets) {
      expect(editorType).toBe("sql");
      expect([format, queryType]).toEqual(panel.type === "timeseries" ? [0, "timeseries"] : [1, "table"]);
      // A time series has its time first.
      if (format === 0) expect(rawSql).toMatch(/^SELECT\n {2}\S.* AS time,\n/);
    }
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  });

  test("overrides name columns that it has", () => {
    const columns = new Set<unknown>(targets.flatMap(({ rawSql }) => columnsOf(rawSql)));
    const named = (panel.fieldConfig?.overrides ?? []).filter(({ matcher }) => matcher.id === "byName");
    expect(named.map(({ matcher }) => matcher.options as unknown).filter((name) => !columns.has(name))).toEqual([]);
  });
});

/** Names of the answer's columns: one a line between SELECT and FROM. */
function columnsOf(rawSql: string): string[] {
  const [, list = ""] = /^SELECT\n([^]*?)\nFROM /.exec(rawSql) ?? [];
  return list.split(",\n").map((line) => (/(?: AS )?(`[^`]+`|\w+)$/.exec(line)?.[1] ?? "").replaceAll("`", ""));
}

test("what a reader picks is quoted wherever SQL uses it, and is a variable of that board", () => {
  const queries = boards.flatMap(boardQueries);
  expect(queries.filter(({ sql }) => sql.includes("${")).length).toBeGreaterThan(20);
  for (const { name, board, sql } of queries) {
    const known = new Set(board.dashboard.templating.list?.map((variable) => variable.name));
    // Macros of the plugin begin with two underscores.
    for (const [use, variable = ""] of sql.matchAll(/\$\{?(\w+)[^'\s)]*/g)) {
      if (variable.startsWith("__")) continue;
      expect(use, `${name}`).toBe(`\${${variable}:singlequote}`);
      expect(known, `${name}`).toContain(variable);
    }
    expect(sql, `${name}`).not.toMatch(/\[\[/);
  }
});

test("a public board has no variable, none in its text, and leads nowhere that is not public", () => {
  const open = boards.filter(({ folder }) => folder === "public");
  expect(open.length).toBe(1);
  for (const { dashboard } of open) {
    expect(dashboard.templating.list ?? []).toEqual([]);
    expect(dashboard.links ?? []).toEqual([]);
    const text = JSON.stringify(dashboard);
    expect(text).not.toMatch(/\$\{|\[\[/);
    expect(text).not.toMatch(/\bd\/sw-/);
    expect(text).toContain('"uid":"sparewheel"');
  }
});

test("links lead to boards, panels and variables that exist", () => {
  const links = boards.flatMap(({ uid, dashboard }) =>
    [...JSON.stringify(dashboard).matchAll(/\bd\/(sw-[\w-]+)([^"\s)\\]*)/g)].map(([, to = "", query = ""]) => ({
      uid,
      to,
      query,
    })),
  );
  const [home, ...others] = boards.map(({ uid }) => uid);
  expect([...new Set(links.map(({ to }) => to))].toSorted()).toEqual(others.toSorted());
  expect(home).toBe("sw-coalition-home");
  for (const { uid, to, query } of links) {
    const target = boards.find((board) => board.uid === to)?.dashboard;
    expect(target, `${uid} leads to ${to}`).toBeDefined();
    for (const [, panelId] of query.matchAll(/viewPanel=(\d+)/g))
      expect(target?.panels?.map(({ id }) => id)).toContain(Number(panelId));
    for (const [, variable] of query.matchAll(/var-(\w+)=/g))
      expect(target?.templating.list?.map(({ name }) => name)).toContain(variable);
  }
});

test("columns that links use are columns of the answer", () => {
  for (const { name, panel, targets } of dataPanels)
    for (const [, column] of JSON.stringify(panel).matchAll(/__data\.fields\.(\w+)/g))
      expect(
        targets.flatMap(({ rawSql }) => columnsOf(rawSql)),
        `${name}`,
      ).toContain(column);
});

test("every indicator of the catalogue has words here, and no other", () => {
  expect(new Set<string>(indicatorCodes)).toEqual(new Set(catalogue.map(({ code }) => code)));
});
