import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Sql } from "#db/postgres.ts";
import { commitPush } from "#ingest/commit-push.ts";
import { createRecordValidator } from "#ingest/record-validator.ts";
import type { LedgerHead } from "#ledger/ledger-head.ts";
import { storeContents } from "#ledger/store-contents.ts";
import { appendRegistryChange } from "#registry/append-registry-change.ts";
import { partiesOfFile } from "#registry/registry-file.ts";
import { contentDigestOf } from "#schema/content-digest.ts";
import type { RegistryFile } from "#schema/parties.ts";
import type { Workload } from "#schema/workload.ts";

/** A file of test/fixtures/cases; see its README. */
export interface Case extends RegistryFile {
  name: string;
  registry?: (RegistryFile & { received_at: string })[];
  pushes: { agency: string; reference_date: string; received_at: string; complete: boolean; workloads: Workload[] }[];
  queries: { date: string; known_at: string }[];
  expected: { date: string; known_at: string; figures: Record<string, Record<string, unknown>> }[];
}

export const readCase = (file: string): Case => JSON.parse(readFileSync(file, "utf8")) as Case;

const validate = createRecordValidator();
const signer = { privateKey: generateKeyPairSync("ed25519").privateKey, server_id: "case", epoch: 1 };

/** Writes a case into the ledger as if it had arrived then: `received_at` as given, ties included, and no shrink guard. */
export async function loadCase(sql: Sql, world: Case): Promise<void> {
  const { members, agencies, providers, scenarios } = world;
  let sequence = 0;
  const next = (at: string): LedgerHead => ({ sequence: (sequence += 1), received_at_ms: Date.parse(at) });
  const entries = [
    ...(world.registry ?? []).map((change) => ({ at: change.received_at, change })),
    ...world.pushes.map((push) => ({ at: push.received_at, push })),
  ].toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));

  const parties = partiesOfFile({ members, agencies, providers, scenarios });
  await sql.begin((transaction) => appendRegistryChange(transaction, next("1970-01-01T00:00:00Z"), parties));
  for (const entry of entries) {
    if ("change" in entry) {
      await sql.begin((transaction) => appendRegistryChange(transaction, next(entry.at), partiesOfFile(entry.change)));
    } else await loadPush(sql, entry.push, next(entry.at));
  }
}

async function loadPush(sql: Sql, push: Case["pushes"][number], entry: LedgerHead): Promise<void> {
  const { agency, reference_date, complete, workloads } = push;
  const records = workloads
    .map((workload) => validate(JSON.stringify(workload), () => true))
    .map(({ record, findings }) => {
      if (!record || findings.some(({ severity }) => severity === "error")) throw new Error(JSON.stringify(findings));
      return { ...record, text: record.body };
    })
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const versions = await storeContents(
    sql,
    agency,
    records.map(({ id, digest, body, providers, jurisdictions }) => ({
      workload: id,
      digest: digest.toString("hex"),
      body,
      providers: providers.join(" "),
      jurisdictions: jurisdictions.join(" "),
    })),
  );
  const header = { schema_version: 1 as const, reference_date, complete, records: records.length };
  await sql.begin((transaction) =>
    commitPush(
      transaction,
      {
        agency,
        push_id: crypto.randomUUID(),
        actor: "case",
        versions,
        push: {
          header,
          ids: records.map(({ id }) => id),
          digests: Buffer.alloc(0),
          texts: { append: async () => {}, read: () => Buffer.alloc(0), close: () => {} },
          providers: [],
          jurisdictions: [],
          order: records.map((_, index) => index),
          content_digest: contentDigestOf(header, records),
          errors: [],
          errors_total: 0,
          warnings: [],
          warnings_total: 0,
          warning_counts: {},
          body_parts: [],
        },
      },
      entry,
      signer,
    ),
  );
}
