import type { Logger } from "pino";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { type LedgerMeasures, ledgerSamples, readLedgerMeasures } from "./ledger-measures.ts";
import type { Sample, Telemetry } from "./telemetry.ts";

export interface SamplerDeps {
  clickhouse: ClickHouse;
  sql: Sql;
  telemetry: Telemetry;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether the ledger is sampled too: by one process of a deployment. */
  isOfLedger: boolean;
}

const sampleMs = 15_000;

export interface Sampler {
  /** Takes a sample now and stores it. */
  sample(): Promise<void>;
  stop(): Promise<void>;
}

/** Stores a sample of what this process counts every 15 s, which `v_operation` shows. A sample that cannot be stored is lost. */
export function startSampler({ clickhouse, sql, telemetry, log, now, isOfLedger }: SamplerDeps): Sampler {
  let before: LedgerMeasures | undefined;
  let underWay: Promise<void> = Promise.resolve();

  async function ofLedger(): Promise<Sample[]> {
    const measures = await readLedgerMeasures(sql, now(), before);
    const samples = before ? ledgerSamples(measures, before) : [];
    before = measures;
    return samples;
  }

  async function store(): Promise<void> {
    const time = new Date(now()).toISOString();
    const [engine] = await clickhouse.read<{ bytes: string }>(
      "SELECT toString(value) AS bytes FROM system.metrics WHERE metric = 'MemoryTracking'",
    );
    const samples = [
      ...telemetry.takeSample(),
      { measure: "engine_memory_bytes", label: "", value: Number(engine?.bytes ?? 0) },
      ...(isOfLedger ? await ofLedger() : []),
    ];
    await clickhouse.write.insert(
      "@db.operation_samples",
      samples.map((sample) => ({ time, ...sample })),
    );
  }

  const sample = (): Promise<void> => {
    underWay = underWay.then(store).catch((error: unknown) => log.warn({ err: error }, "a sample was not stored"));
    return underWay;
  };
  if (isOfLedger)
    void readLedgerMeasures(sql, now()).then(
      (measures) => (before ??= measures),
      () => {},
    );
  const timer = setInterval(() => void sample(), sampleMs);
  return {
    sample,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
