import { generateKeyPairSync, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import type { Sql } from "#db/postgres.ts";
import { ProblemError, type ProblemDetail } from "#http/problem.ts";
import { acceptPush } from "#ingest/accept-push.ts";
import type { ReceiptSigner } from "#ingest/commit-push.ts";
import { createCommitQueue } from "#ingest/commit-queue.ts";
import { readPush } from "#ingest/read-push.ts";
import { createBatchValidator } from "#ingest/validate-batch.ts";
import type { ValidationPool } from "#ingest/validation-pool.ts";
import { changeRegistry } from "#registry/change-registry.ts";
import { defaultLimits } from "#schema/limits.ts";
import { schemaVersion } from "#schema/push.ts";
import type { CaseFile } from "./case-file.ts";
import { CaseRefused } from "./case-refused.ts";

type CasePush = CaseFile["pushes"][number];

/** The parties of a case are known before everything: this is the first day of the engine's calendar. */
const beforeEverything = "1900-01-01T00:00:00.000Z";

export interface LoadOptions {
  /** Called before each entry; may throw to stop. */
  onEntry?: (done: number, total: number) => void;
  /** Signs receipts: nobody keeps those of a case, but somebody those of a demonstration. */
  signer?: ReceiptSigner;
}

const throwAwaySigner = (): ReceiptSigner => ({
  privateKey: generateKeyPairSync("ed25519").privateKey,
  server_id: "case",
  epoch: 1,
});

/**
 * Writes a case into an empty ledger through the same doors as the server does, with two differences: `received_at` is what
 * the file says, ties included, and an inventory may shrink as it likes.
 * Throws `CaseRefused` for what a server would refuse.
 */
export async function loadCase(
  sql: Sql,
  world: CaseFile,
  { onEntry = () => {}, signer = throwAwaySigner() }: LoadOptions = {},
): Promise<void> {
  const { members, agencies = [], providers, scenarios, registry = [], pushes } = world;
  const entries = [
    ...registry.map((change, index) => ({ at: change.received_at, pointer: `/registry/${index}`, change })),
    ...pushes.map((push, index) => ({ at: push.received_at, pointer: `/pushes/${index}`, push })),
  ].toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
  const ledger = openLedger(sql, signer);
  const registered = new Set(agencies.map(({ id }) => id));

  await ledger.changeRegistry(beforeEverything, "", { members, agencies, providers, scenarios });
  for (const [index, entry] of entries.entries()) {
    const { at, pointer } = entry;
    onEntry(index, entries.length);
    if ("change" in entry) {
      const { received_at: _, ...file } = entry.change;
      await ledger.changeRegistry(at, pointer, file);
      for (const { id } of file.agencies ?? []) registered.add(id);
      continue;
    }
    const { agency } = entry.push;
    if (!registered.has(agency)) {
      const message = `expected an agency that the registry has at ${at}, found ${JSON.stringify(agency)}`;
      throw new CaseRefused([{ pointer: `${pointer}/agency`, message }]);
    }
    await ledger.push(at, pointer, entry.push);
  }
}

/** The ledger's own doors, with a clock that says what it is told. */
function openLedger(sql: Sql, signer: ReceiptSigner) {
  let now = 0;
  const clock = (last: { sequence: number }) => ({ sequence: last.sequence + 1, received_at_ms: now });
  const deps = { sql, clock, onCommitted: () => {}, shrinkGuardShare: 1 };
  const queue = createCommitQueue({ ...deps, signer });
  const reading = { pool: validateHere(), limits: defaultLimits, spoolDirectory: tmpdir() };
  const accepting = { ...deps, queue, now: () => now, checkDisk: async () => {} };
  return {
    async changeRegistry(at: string, pointer: string, file: Parameters<typeof changeRegistry>[1]): Promise<void> {
      now = Date.parse(at);
      await changeRegistry(deps, file, { dry_run: false, actor: "case" }).catch(refusedAt(pointer));
    },
    async push(at: string, pointer: string, { agency, ...content }: CasePush): Promise<void> {
      now = Date.parse(at);
      const form = { media: "ndjson", is_gzip: false, digest: undefined } as const;
      const push = await readPush(Readable.from([bodyOf(content)]), form, reading).catch(refusedAt(pointer));
      try {
        const request = { agency, push_id: randomUUID(), actor: "case", confirm_shrink: true, push };
        await acceptPush(request, accepting).catch(refusedAt(pointer));
      } finally {
        await push.close();
      }
    },
  };
}

function bodyOf({ reference_date, complete, workloads }: Omit<CasePush, "agency">): Buffer {
  const header = { schema_version: schemaVersion, reference_date, complete, records: workloads.length };
  return Buffer.from([header, ...workloads].map((line) => `${JSON.stringify(line)}\n`).join(""));
}

const bufferBytes = 256 * 1024;

/** Cases are small, and nobody else waits for this thread. */
function validateHere(): ValidationPool {
  const validate = createBatchValidator();
  return {
    validate: async (lines, options) => validate(lines, { ...options, isKnownProvider: () => true }),
    takeBuffer: () => new Uint8Array(bufferBytes),
    giveBack: () => {},
    rest: () => {},
    setKnownProviders: () => {},
    close: async () => {},
  };
}

/** A problem of the server as faults of the file; any other error as it is. */
function refusedAt(pointer: string) {
  return (error: unknown): never => {
    if (!(error instanceof ProblemError) || error.status >= 500) throw error;
    const errors: readonly ProblemDetail[] = error.errors ?? [{ message: error.message }];
    const faults = errors.filter(({ severity }) => severity !== "warning");
    throw new CaseRefused(
      faults.map(({ record, pointer: place = "", message }) => ({
        pointer: `${pointer}${record === undefined ? "" : `/workloads/${record}`}${place}`,
        message,
      })),
    );
  };
}
