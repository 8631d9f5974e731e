import { CommandFailure } from "../command-failure.ts";
import { derivedId } from "./derived-id.ts";
import { type InventoryRow, inventoryRecords } from "./inventory-rows.ts";
import type { Source } from "./source.ts";
import { decodeWindows1252 } from "./windows-1252.ts";

const impactColumn = "Is the AI use case rights-impacting, safety-impacting, both, or neither?";
const evaluationColumn = "Has an independent evaluation of the AI use case been conducted?";
const columns = [
  "Use Case Name",
  "Agency",
  "Agency Abbreviation",
  "Bureau",
  "Use Case Topic Area",
  "Stage of Development",
  impactColumn,
  "Date Initiated",
  "Date Implemented",
  "Date Retired",
  evaluationColumn,
] as const;
type Row = InventoryRow<(typeof columns)[number]>;

/** COFOG divisions of the file's topic areas. */
const functions = new Map([
  ["Law & Justice", "03"],
  ["Emergency Management", "03"],
  ["Health & Medical", "07"],
  ["Education & Workforce", "09"],
  ["Energy & the Environment", "05"],
  ["Transportation", "04"],
  ["AI used in Transportation Operations", "04"],
  ["Diplomacy & Trade", "01"],
  ["Science & Space", "01"],
  ["Mission-Enabling", "01"],
  ["Mission-Enabling (internal agency support)", "01"],
  ["Administration of AI Governance, Processes, and Procedures", "01"],
  ["Department-Level AI Capabilities and Capacity", "01"],
]);

const stages = new Map([
  ["Operation and Maintenance", "production"],
  ["In production", "production"],
  ["In mission", "production"],
  ["Implementation and Assessment", "pilot"],
  ["Acquisition and/or Development", "development"],
  ["Initiated", "development"],
  ["Retired", "retired"],
]);

const impacts = new Set(["rights-impacting", "safety-impacting", "both"]);

/** The consolidated inventory of AI use cases of United States agencies for 2024, as published; see docs/presets.md. */
export function readOmb2024(file: string, bytes: Buffer, referenceDate: string): Pick<Source, "total" | "records"> {
  return inventoryRecords(file, decoded(file, bytes), {
    columns,
    agency: "Agency Abbreviation",
    agencyName: "Agency",
    idColumn: "Use Case Name",
    columnOf: {
      id: "Use Case Name",
      name: "Use Case Name",
      function: "Use Case Topic Area",
      criticality: impactColumn,
      regulated: impactColumn,
      stage: "Stage of Development",
      initiated_on: "Date Initiated",
      deployed_on: "Date Implemented",
      retired_on: "Date Retired",
      evaluations: evaluationColumn,
    },
    id: (row) => derivedId([row.cell("Agency Abbreviation"), row.cell("Use Case Name"), row.cell("Bureau")]),
    workload: (row) => ({
      name: row.name("Use Case Name"),
      function: functions.get(row.cell("Use Case Topic Area")) ?? null,
      ...impactOf(row.cell(impactColumn)),
      stage: stageOf(row),
      initiated_on: row.date("Date Initiated"),
      deployed_on: row.date("Date Implemented"),
      retired_on: row.date("Date Retired"),
      evaluations: evaluationsOf(row.cell(evaluationColumn), referenceDate),
      source: { format: "omb-2024", version: "1", record: row.line, digest: null },
    }),
  });
}

/** Windows-1252 has a character for nearly every byte, so a file in UTF-8 would be read wrongly without a word. */
function decoded(file: string, bytes: Buffer): string {
  if (bytes.some((byte) => byte > 0x7f) && isUtf8(bytes))
    throw new CommandFailure(
      1,
      `${file} is encoded as UTF-8; the preset omb-2024 reads the published file, which is Windows-1252.`,
      "Use the file as published, or save it with the encoding Windows-1252 (in a spreadsheet program: CSV, ANSI).",
    );
  return decodeWindows1252(bytes);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function impactOf(cell: string): { criticality: string; regulated: boolean | null } {
  if (impacts.has(cell.toLowerCase())) return { criticality: "critical", regulated: true };
  if (cell === "Neither") return { criticality: "non-critical", regulated: false };
  return { criticality: "not-assessed", regulated: null };
}

function stageOf(row: Row): string {
  const cell = row.cell("Stage of Development");
  if (cell === "") row.warn("stage-not-reported", "Stage of Development");
  return stages.get(cell) ?? "planned";
}

function evaluationsOf(cell: string, referenceDate: string): object[] | null {
  const review = { id: "review", evaluator: cell, outcome: null };
  if (cell === "") return null;
  // The inventory attests the evaluation on its own date and does not say when it ended.
  const completed = { ...review, status: "completed", independence: "independent", completed_on: referenceDate };
  if (cell === "TRUE") return [{ ...completed, evaluator: null }];
  if (cell.startsWith("Yes")) return [completed];
  if (cell.startsWith("Planned")) return [{ ...review, status: "in-progress" }];
  if (cell.includes("waived")) return [{ ...review, status: "waived" }];
  return [];
}
