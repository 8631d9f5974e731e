import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";
import type { DuckDb } from "../../peers/duckdb.ts";

/** The workload record in DuckDB's types. */
const columns = {
  id: "VARCHAR",
  name: "VARCHAR",
  function: "VARCHAR",
  regulated: "BOOLEAN",
  criticality: "VARCHAR",
  stage: "VARCHAR",
  initiated_on: "DATE",
  deployed_on: "DATE",
  retired_on: "DATE",
  substantially_modified_on: "DATE",
  components:
    "STRUCT(layer VARCHAR, product VARCHAR, provider VARCHAR, weights VARCHAR, substitutability VARCHAR, region VARCHAR, contract_notice_minutes BIGINT)[]",
  evaluations:
    "STRUCT(id VARCHAR, evaluator VARCHAR, kind VARCHAR, status VARCHAR, independence VARCHAR, completed_on DATE, valid_until DATE, outcome VARCHAR, report_digest VARCHAR)[]",
  fallbacks:
    'STRUCT(id VARCHAR, kind VARCHAR, provider VARCHAR, jurisdiction VARCHAR, available_from DATE, available_until DATE, switchover_minutes BIGINT, capacity_share DOUBLE, drills STRUCT("on" DATE, minutes BIGINT, succeeded BOOLEAN)[])[]',
  alternatives:
    "STRUCT(product VARCHAR, provider VARCHAR, jurisdiction VARCHAR, status VARCHAR, available_from DATE, available_until DATE, sufficient_capacity BOOLEAN)[]",
  findings: "STRUCT(id VARCHAR, kind VARCHAR, severity VARCHAR, opened_on DATE, due_on DATE, corrected_on DATE)[]",
  users_affected: "BIGINT",
  source: "STRUCT(format VARCHAR, version VARCHAR, record BIGINT, digest VARCHAR)",
};

/** DuckDB reads the clean lines from a file into a typed table of a database file. */
export function duckDbLoad(duckdb: DuckDb, cleanFile: string, records: number): Side {
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
  return {
    name: "DuckDB read_json",
    prepare: () => duckdb.run("DROP TABLE IF EXISTS typed_workloads"),
    async sample() {
      const time_ms = await timed(() =>
        duckdb.run(
          `CREATE TABLE typed_workloads AS SELECT * FROM read_json('${cleanFile}', format = 'newline_delimited', columns = {${types.join(", ")}})`,
        ),
      );
      const loaded = Number(await duckdb.value("SELECT count(*) FROM typed_workloads"));
      if (loaded !== records) throw new Error(`DuckDB loaded ${loaded} records of ${records}`);
      return { time_ms };
    },
  };
}
