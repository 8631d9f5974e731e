import { decodeUtf8 } from "./decode-utf8.ts";
import { derivedId } from "./derived-id.ts";
import { type InventoryRow, inventoryRecords } from "./inventory-rows.ts";
import { slug } from "./slug.ts";
import type { Source } from "./source.ts";

const columns = [
  "agency",
  "agency_name",
  "id",
  "use_case_name",
  "agency_bureau",
  "development_stage",
  "is_high_impact",
  "topic_area",
  "operational_date",
  "vendor_name",
  "hi_independent_review",
] as const;
type Row = InventoryRow<(typeof columns)[number]>;

/** COFOG divisions of the file's topic areas. */
const functions = new Map([
  ["Health and Medical", "07"],
  ["Law Enforcement", "03"],
  ["Emergency Mgmt", "03"],
  ["Energy and Environment", "05"],
  ["Transportation", "04"],
  ["Other – Economic & Financial", "04"],
  ["Benefits Processing", "10"],
  ["International Affairs", "01"],
  ["Science", "01"],
  ["Admin Functions", "01"],
  ["Administrative functions", "01"],
  ["HR", "01"],
  ["IT", "01"],
  ["Procurement and Finance Mgmt", "01"],
  ["Cybersecurity", "01"],
]);

const stages = new Map([
  ["Deployed", "production"],
  ["Pilot", "pilot"],
  ["Pre-deployment", "development"],
  ["Retired", "retired"],
]);

const noVendor = new Set(["", "not available", "n/a", "none"]);
const reviewsDone = new Set(["CAIO Review", "Internal Independent Review", "Oversight Board Review"]);

/** The consolidated inventory of AI use cases of United States agencies for 2025, as published; see docs/presets.md. */
export function readOmb2025(file: string, bytes: Buffer, referenceDate: string): Pick<Source, "total" | "records"> {
  return inventoryRecords(file, decodeUtf8(file, bytes), {
    columns,
    agency: "agency",
    agencyName: "agency_name",
    idColumn: "id",
    columnOf: {
      id: "id",
      name: "use_case_name",
      function: "topic_area",
      criticality: "is_high_impact",
      regulated: "is_high_impact",
      stage: "development_stage",
      deployed_on: "operational_date",
      components: "vendor_name",
      evaluations: "hi_independent_review",
    },
    id: idOf,
    workload: (row) => ({
      name: row.name("use_case_name"),
      function: functions.get(row.cell("topic_area")) ?? null,
      ...impactOf(row.cell("is_high_impact")),
      stage: stageOf(row),
      deployed_on: row.date("operational_date"),
      components: componentsOf(row.cell("vendor_name")),
      evaluations: evaluationsOf(row, referenceDate),
      source: { format: "omb-2025", version: "1", record: row.line, digest: null },
    }),
  });
}

function idOf(row: Row): string {
  const own = row
    .cell("id")
    .replace(/[^A-Za-z0-9._:-]/gu, "-")
    .slice(0, 128)
    .replace(/^[^A-Za-z0-9]+/, "");
  return own === "" ? derivedId([row.cell("agency"), row.cell("use_case_name"), row.cell("agency_bureau")]) : own;
}

function impactOf(cell: string): { criticality: string; regulated: boolean | null } {
  if (cell === "High-impact") return { criticality: "critical", regulated: true };
  if (cell === "") return { criticality: "not-assessed", regulated: null };
  return { criticality: "non-critical", regulated: false };
}

function stageOf(row: Row): string {
  const cell = row.cell("development_stage");
  const stage = stages.get(cell);
  if (stage === undefined) row.warn(cell === "" ? "stage-not-reported" : "value-not-known", "development_stage");
  return stage ?? "planned";
}

function componentsOf(vendor: string): object[] | null {
  if (noVendor.has(vendor.toLowerCase())) return null;
  return [{ layer: "application", product: null, provider: slug(vendor) || null }];
}

function evaluationsOf(row: Row, referenceDate: string): object[] | null {
  const cell = row.cell("hi_independent_review");
  const review = { id: "review", evaluator: cell, outcome: null };
  if (cell === "") return null;
  if (cell === "No") return [];
  // The inventory attests the review on its own date and does not say when it ended.
  if (reviewsDone.has(cell))
    return [{ ...review, status: "completed", independence: "independent", completed_on: referenceDate }];
  if (cell === "CAIO Waived") return [{ ...review, status: "waived" }];
  if (cell === "In-progress") return [{ ...review, status: "in-progress" }];
  row.warn("value-not-known", "hi_independent_review");
  return null;
}
