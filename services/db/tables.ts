import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** The Postgres tables as the migrations make them; a test compares the two. Why each exists stands in its migration. */

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const instant = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: "string" });

export const ledgerEntry = pgTable("ledger_entry", {
  sequence: bigint("sequence", { mode: "number" }).primaryKey(),
  kind: text("kind", { enum: ["push", "registry"] }).notNull(),
  received_at: instant("received_at").notNull(),
  projected_at: instant("projected_at"),
});

export const push = pgTable("push", {
  sequence: bigint("sequence", { mode: "number" }).primaryKey(),
  agency: text("agency").notNull(),
  push_id: uuid("push_id").notNull(),
  reference_date: date("reference_date", { mode: "string" }).notNull(),
  complete: boolean("complete").notNull(),
  content_digest: text("content_digest").notNull(),
  sender: text("sender"),
  source_warnings: jsonb("source_warnings").$type<Record<string, number>>().notNull(),
  records: integer("records").notNull(),
  added: integer("added").notNull(),
  changed: integer("changed").notNull(),
  removed: integer("removed").notNull(),
  warning_counts: jsonb("warning_counts").$type<Record<string, number>>().notNull(),
  warnings_total: integer("warnings_total").notNull(),
  content_ids: bigint("content_ids", { mode: "number" }).array().notNull(),
  answer: text("answer").notNull(),
});

export const pushBody = pgTable(
  "push_body",
  {
    agency: text("agency").notNull(),
    push_id: uuid("push_id").notNull(),
    part: integer("part").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agency, table.push_id, table.part] })],
);

export const content = pgTable("content", {
  content_id: bigint("content_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  agency: text("agency").notNull(),
  workload: text("workload").notNull(),
  digest: bytea("digest").notNull(),
  body: text("body").notNull(),
  providers: text("providers").array().notNull(),
  jurisdictions: text("jurisdictions").array().notNull(),
});

export const listing = pgTable(
  "listing",
  {
    agency: text("agency").notNull(),
    workload: text("workload").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    is_complete: boolean("is_complete").notNull(),
    content_id: bigint("content_id", { mode: "number" }),
  },
  (table) => [primaryKey({ columns: [table.agency, table.workload, table.sequence] })],
);

export const receipt = pgTable(
  "receipt",
  {
    agency: text("agency").notNull(),
    epoch: integer("epoch").notNull(),
    sequence: integer("sequence").notNull(),
    push_sequence: bigint("push_sequence", { mode: "number" }).notNull(),
    note: text("note").notNull(),
    digest: text("digest").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agency, table.epoch, table.sequence] })],
);

export const registryChange = pgTable(
  "registry_change",
  {
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    kind: text("kind", { enum: ["member", "agency", "provider", "scenario"] }).notNull(),
    id: text("id").notNull(),
    body: jsonb("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.id, table.sequence] })],
);

export const apiKey = pgTable("api_key", {
  public_id: text("public_id").primaryKey(),
  kind: text("kind", { enum: ["agency", "officer", "reader", "grafana", "admin"] }).notNull(),
  agency: text("agency"),
  member: text("member"),
  mac: bytea("mac").notNull(),
  created_at: instant("created_at").notNull(),
  created_by: text("created_by").notNull(),
  expires_at: instant("expires_at").notNull(),
  revoked_at: instant("revoked_at"),
  revoked_by: text("revoked_by"),
});

export const audit = pgTable("audit", {
  audit_id: bigint("audit_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
});

export const serverIdentity = pgTable("server_identity", {
  is_only: boolean("is_only").primaryKey().default(true),
  server_id: text("server_id").notNull(),
  epoch: integer("epoch").notNull().default(1),
});
