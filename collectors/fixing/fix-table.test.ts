import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { check } from "../commands/check.ts";
import { openSource } from "../sources/open-source.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { recordsOf } from "../testing/records-of.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

const at = (name: string): string => join(world.folder, name);
const columns = ["Ref", "System", "Phase", "Risk", "Since", "Remarks"];
const fields = {
  id: { column: "Ref", blank: "error" },
  name: { column: "System", blank: "error" },
  stage: { column: "Phase", blank: "error" },
  criticality: { column: "Risk", blank: "error" },
  deployed_on: { column: "Since", date: "DD.MM.YYYY", blank: "not-reported" },
};

async function fixed(content: Buffer, file: object) {
  writeFileSync(at("a.csv"), content);
  writeFileSync(at("m.yaml"), JSON.stringify({ version: 1, file, agency: "tax", fields }));
  rmSync(at("a.fixed.csv"), { force: true });
  const status = await check({ file: at("a.csv"), mapping: at("m.yaml"), fix: true }, world);
  return { status, bytes: existsSync(at("a.fixed.csv")) ? readFileSync(at("a.fixed.csv")) : undefined };
}

/** How a file is written, and a cell of it in a way that is certain to mean `value`. */
const writing = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-15"),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  hasMark: fc.boolean(),
  hasHint: fc.boolean(),
  isEnded: fc.boolean(),
});
const spoiling = fc.record({
  before: fc.constantFrom("", "", " ", "\u00a0"),
  after: fc.constantFrom("", "", "  "),
  isUpper: fc.boolean(),
  isQuoted: fc.boolean(),
  isIso: fc.boolean(),
});
const row = fc.record({
  name: fc.constantFrom("One", 'Ä "quoted"', "a, b; c|d", "two\tparts", "Ñandú"),
  stage: fc.constantFrom("pilot", "production", "retired"),
  criticality: fc.constantFrom("critical", "non-critical", "not-assessed"),
  deployed_on: fc.date({ min: new Date("2000-01-13"), max: new Date("2025-12-31"), noInvalidDate: true }),
  remarks: fc.constantFrom("", " kept ", 'a "b', '""'),
  spoilings: fc.array(spoiling, { minLength: 5, maxLength: 5 }),
});

function encodedText(text: string, encoding: string, hasMark: boolean): Buffer {
  if (encoding === "utf-8") return Buffer.from(`${hasMark ? "\uFEFF" : ""}${text}`);
  if (!encoding.startsWith("utf-16")) return Buffer.from(text, "latin1");
  const bytes = Buffer.from(`${hasMark ? "\uFEFF" : ""}${text}`, "utf16le");
  return encoding === "utf-16le" ? bytes : bytes.swap16();
}

test("of any table that is wrong in what is certain the fixed file has the right cells, every other byte, and the records that --fix makes of the same as NDJSON", async () => {
  await fc.assert(
    fc.asyncProperty(writing, fc.array(row, { minLength: 1, maxLength: 12 }), async (how, rows) => {
      const isoOf = (date: Date): string => date.toISOString().slice(0, 10);
      const dottedOf = (date: Date): string => isoOf(date).split("-").reverse().join(".");
      const written = (cell: string, isQuoted: boolean): string =>
        isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
      const wrong: string[][] = [];
      const mended: string[][] = [];
      const records: object[] = [];
      for (const [index, each] of rows.entries()) {
        const values = [`w-${index}`, each.name, each.stage, each.criticality, dottedOf(each.deployed_on)];
        const spoiled = values.map((value, column) => {
          const { isUpper, isIso } = each.spoilings[column] ?? {};
          if (column === 4 && isIso) return isoOf(each.deployed_on);
          return (column === 2 || column === 3) && isUpper ? value.toUpperCase() : value;
        });
        const cells = spoiled.map((value, column) => {
          const { before = "", after = "" } = each.spoilings[column] ?? {};
          return `${before}${value}${after}`;
        });
        const isQuoted = cells.map(
          (cell, column) =>
            each.spoilings[column]?.isQuoted === true || cell.includes(how.delimiter) || cell.startsWith('"'),
        );
        wrong.push([
          ...cells.map((cell, column) => written(cell, isQuoted[column] === true)),
          written(each.remarks, true),
        ]);
        mended.push([
          ...values.map((cell, column) => written(cell, isQuoted[column] === true)),
          written(each.remarks, true),
        ]);
        const [id, , stage, criticality, date] = spoiled;
        records.push({ id, name: each.name.replace("\t", " "), stage, criticality, deployed_on: date });
      }
      const bytesOf = (table: string[][]): Buffer => {
        const lines = [
          ...(how.hasHint ? [`sep=${how.delimiter}`] : []),
          ...[columns, ...table].map((cells) => cells.join(how.delimiter)),
        ];
        // A hint is one before a line feed only.
        const end = how.hasHint && how.end === "\r" ? "\n" : how.end;
        return encodedText(`${lines.join(end)}${how.isEnded ? end : ""}`, how.encoding, how.hasMark);
      };
      const { status, bytes } = await fixed(bytesOf(wrong), { encoding: how.encoding, delimiter: how.delimiter });
      const isWrong = !bytesOf(wrong).equals(bytesOf(mended));
      expect(bytes?.toString("hex")).toBe(isWrong ? bytesOf(mended).toString("hex") : undefined);
      expect(status).toBe(0);

      const header = { schema_version: 1, reference_date: "2026-09-30", complete: true, records: records.length };
      writeFileSync(at("b.ndjson"), [header, ...records].map((line) => `${JSON.stringify(line)}\n`).join(""));
      rmSync(at("b.fixed.ndjson"), { force: true });
      await check({ file: at("b.ndjson"), fix: true }, world);
      const ndjson = existsSync(at("b.fixed.ndjson")) ? at("b.fixed.ndjson") : at("b.ndjson");
      const file = isWrong ? at("a.fixed.csv") : at("a.csv");
      const workloadsOf = async (options: { file: string; mapping?: string }): Promise<unknown[]> =>
        (await recordsOf(await openSource(options))).map(({ workload }) => ({ ...(workload as object), source: null }));
      expect(await workloadsOf({ file, mapping: at("m.yaml") })).toEqual(await workloadsOf({ file: ndjson }));
    }),
    { numRuns: process.env.NIGHTLY === "1" ? 1_000 : 12, seed: 12 },
  );
});
