import type { ExampleRequest } from "./api-example.ts";

const date = "2026-09-30";
const pushId = "0199b5c2-7a40-7c31-8f5e-2d6a91e4b703";
const workload = {
  id: "benefits-triage",
  name: "Benefits triage",
  function: "10",
  criticality: "critical",
  stage: "production",
  initiated_on: "2025-06-01",
  deployed_on: "2026-02-01",
  components: [
    { layer: "model", provider: "example-cloud", weights: "closed", substitutability: "medium" },
    { layer: "compute", provider: "example-cloud" },
  ],
  evaluations: [],
  fallbacks: [{ id: "manual", kind: "manual", jurisdiction: "NL", switchover_minutes: 240, drills: [] }],
  alternatives: null,
  findings: [{ id: "f-7", kind: "audit", severity: "high", opened_on: "2026-05-01", due_on: "2026-08-01" }],
};
const chat = {
  id: "chat",
  name: "Questions of taxpayers",
  criticality: "non-critical",
  stage: "production",
  deployed_on: "2026-01-15",
};
const header = { schema_version: 1, reference_date: date, complete: true, records: 2, sender: "our-own-export 3.1" };
const ndjson = [header, workload, chat].map((line) => `${JSON.stringify(line)}\n`).join("");

const reference: readonly ExampleRequest[] = [
  { operation: "getHealth", name: "alive", summary: "A process that lives" },
  { operation: "getReadiness", name: "ready", summary: "A server that takes requests" },
  { operation: "getBuildInfo", name: "embedded", summary: "A server on embedded stores" },
  { operation: "getLimits", name: "defaults", summary: "The limits of a server that nobody has set" },
  { operation: "getReceiptKeys", name: "one", summary: "The one key of a server" },
  { operation: "listIndicators", name: "all", summary: "The first of them" },
  { operation: "getIndicator", name: "EVAL_GAP", summary: "A share", path: { code: "EVAL_GAP" } },
  {
    operation: "getIndicator",
    name: "unknown",
    summary: "A code that there is not",
    path: { code: "EVALUATION_GAP" },
  },
  { operation: "getProblemPage", name: "too-large", summary: "A page", path: { code: "too-large" } },
  { operation: "getRulePage", name: "invalid-date", summary: "A page", path: { code: "invalid-date" } },
];

const administration: readonly ExampleRequest[] = [
  {
    operation: "importRegistry",
    name: "first",
    summary: "Two members, two agencies, a provider that changes hands, a scenario",
    key: "admin",
    body: {
      members: [
        { id: "nl", name: "Netherlands", jurisdictions: ["NL"], joined_on: "2026-01-01" },
        { id: "be", name: "Belgium", jurisdictions: ["BE"], joined_on: "2026-01-01" },
      ],
      agencies: [
        { id: "nl-tax", name: "Tax Administration", member: "nl", registered_on: "2026-01-01" },
        { id: "be-tax", name: "Finances", member: "be", registered_on: "2026-01-01" },
      ],
      providers: [
        {
          id: "example-cloud",
          name: "Example Cloud",
          control: [
            { jurisdiction: "NL", until: "2026-09-01" },
            { jurisdiction: "US", from: "2026-09-01" },
          ],
        },
      ],
      scenarios: { "export-stop": { providers: ["example-cloud"], jurisdictions: ["US"], notice_minutes: 1440 } },
    },
  },
  {
    operation: "importRegistry",
    name: "inconsistent",
    summary: "An agency of a member that nobody has registered",
    key: "admin",
    query: { dry_run: "true" },
    body: { agencies: [{ id: "fr-tax", member: "fr" }] },
  },
  { operation: "exportRegistry", name: "whole", summary: "The registry", key: "admin" },
  {
    operation: "listKeys",
    name: "first-page",
    summary: "The key that a server makes when it first starts",
    key: "admin",
    query: { limit: "100" },
  },
  {
    operation: "createKey",
    name: "officer",
    summary: "A key for an officer of an agency, for thirty days",
    key: "admin",
    body: { kind: "officer", agency: "nl-tax", valid_days: 30 },
  },
  {
    operation: "createKey",
    name: "no-agency",
    summary: "A kind that needs an agency",
    key: "admin",
    body: { kind: "agency" },
  },
];

const pushes: readonly ExampleRequest[] = [
  {
    operation: "putPush",
    name: "dry-run",
    summary: "What a filing would change, in JSON",
    key: "agency",
    path: { agency: "nl-tax", push_id: pushId },
    query: { dry_run: "true" },
    body: { ...header, workloads: [workload, chat] },
  },
  {
    operation: "putPush",
    name: "ndjson",
    summary: "Two workloads, in lines",
    key: "agency",
    path: { agency: "nl-tax", push_id: pushId },
    content_type: "application/x-ndjson",
    body: ndjson,
  },
  {
    operation: "putPush",
    name: "wrong-records",
    summary: "A record with two errors",
    key: "agency",
    path: { agency: "nl-tax", push_id: "0199b5c2-9c11-7d0a-b1c4-77f20a3d5e18" },
    body: {
      ...header,
      records: 1,
      workloads: [{ ...chat, criticality: "important", deployed_on: "2026-02-31" }],
    },
  },
  {
    operation: "getPush",
    name: "projected",
    summary: "A push that the figures have",
    key: "agency",
    path: { agency: "nl-tax", push_id: pushId },
  },
  { operation: "listPushes", name: "one", summary: "All pushes", key: "officer", path: { agency: "nl-tax" } },
  {
    operation: "listPushes",
    name: "foreign",
    summary: "Another agency: answered as if it did not exist",
    key: "officer",
    path: { agency: "be-tax" },
  },
  {
    operation: "listReceipts",
    name: "from-start",
    summary: "The chain from its start",
    key: "agency",
    path: { agency: "nl-tax" },
    query: { after: "0" },
  },
];

const series = { code: "EVAL_GAP", group: "coalition", from: "2026-08-01", until: "2026-10-01", step: "month" };
const files: readonly ExampleRequest[] = [
  { operation: "downloadFiguresCsv", name: "date", summary: "One date", key: "reader", query: { date } },
  { operation: "downloadFiguresJson", name: "date", summary: "One date", key: "reader", query: { date } },
  { operation: "downloadSeriesCsv", name: "months", summary: "Two months", key: "reader", query: series },
  { operation: "downloadSeriesJson", name: "months", summary: "Two months", key: "reader", query: series },
];

const figures: readonly ExampleRequest[] = [
  {
    operation: "getFigures",
    name: "two-shares",
    summary: "Two shares of the coalition",
    key: "reader",
    query: { date, group: ["coalition"], code: ["EVAL_GAP", "ALTERNATIVE_GAP"] },
  },
  {
    operation: "getFigures",
    name: "bad-date",
    summary: "A day that does not exist",
    key: "reader",
    query: { date: "2026-09-31" },
  },
  { operation: "getFigures", name: "no-key", summary: "Nobody in particular", query: { date } },
  {
    operation: "getSeries",
    name: "months",
    summary: "A share at the ends of three months",
    key: "reader",
    query: { code: "FALLBACK_GAP", group: "coalition", from: "2026-07-01", until: "2026-10-01", step: "month" },
  },
  {
    operation: "listRevisions",
    name: "first-filing",
    summary: "A figure that a filing made",
    key: "reader",
    query: { code: "EVAL_GAP", group: "member:nl", date },
  },
  {
    operation: "getWithdrawal",
    name: "counts",
    summary: "One provider, a day's notice",
    key: "reader",
    query: { date, providers: ["example-cloud"], notice_minutes: "1440", group: ["coalition"] },
  },
  {
    operation: "getWithdrawal",
    name: "workloads",
    summary: "The workloads behind it, for an officer",
    key: "officer",
    query: { date, providers: ["example-cloud"], notice_minutes: "1440", workloads: "true" },
  },
  {
    operation: "getWithdrawalAggregates",
    name: "jurisdiction",
    summary: "Everybody in one jurisdiction, at once",
    key: "reader",
    query: { date, name: "jurisdiction:US", notice_minutes: "0", group: ["coalition"] },
  },
  {
    operation: "openFigure",
    name: "share",
    summary: "What a share counts",
    key: "officer",
    path: { code: "EVAL_GAP" },
    query: { date, outcome: "yes" },
  },
  {
    operation: "openFigure",
    name: "needs-layer",
    summary: "A code that needs a layer",
    key: "officer",
    path: { code: "CONCENTRATION" },
    query: { date },
  },
  {
    operation: "listDebt",
    name: "correction",
    summary: "Findings that are past due",
    key: "officer",
    query: { date, kind: ["correction"] },
  },
  {
    operation: "revokeKey",
    name: "officer",
    summary: "The officer's key",
    key: "admin",
    path: { public_id: "C9zYOGk2" },
  },
  { operation: "revokeKey", name: "unknown", summary: "No such key", key: "admin", path: { public_id: "AAAAAAAA" } },
  { operation: "rebuild", name: "small", summary: "Two entries of the ledger", key: "admin" },
  { operation: "getOwnKey", name: "agency", summary: "An agency asks until when its key is good", key: "agency" },
];

/** In their order they tell one story, of a server that starts empty on 1 October 2026. */
export const exampleRequests: readonly ExampleRequest[] = [
  ...reference,
  ...administration,
  ...pushes,
  ...figures,
  ...files,
];
