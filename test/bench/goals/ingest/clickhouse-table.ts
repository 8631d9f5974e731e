/** The workload record in ClickHouse's types: what the engine's own load and the plain client write into. */
export const typedTableSql = `
CREATE TABLE @db.typed_workloads (
  id String,
  name String,
  function LowCardinality(Nullable(String)),
  regulated Nullable(Bool),
  criticality LowCardinality(String),
  stage LowCardinality(String),
  initiated_on Nullable(Date32),
  deployed_on Nullable(Date32),
  retired_on Nullable(Date32),
  substantially_modified_on Nullable(Date32),
  components Array(Tuple(
    layer LowCardinality(String), product Nullable(String), provider LowCardinality(Nullable(String)),
    weights LowCardinality(Nullable(String)), substitutability LowCardinality(Nullable(String)),
    region LowCardinality(Nullable(String)), contract_notice_minutes Nullable(Int64))),
  evaluations Array(Tuple(
    id String, evaluator Nullable(String), kind LowCardinality(Nullable(String)), status LowCardinality(String),
    independence LowCardinality(Nullable(String)), completed_on Nullable(Date32), valid_until Nullable(Date32),
    outcome LowCardinality(Nullable(String)), report_digest Nullable(String))),
  fallbacks Array(Tuple(
    id String, kind LowCardinality(String), provider LowCardinality(Nullable(String)),
    jurisdiction LowCardinality(Nullable(String)), available_from Nullable(Date32), available_until Nullable(Date32),
    switchover_minutes Nullable(Int64), capacity_share Nullable(Float64),
    drills Array(Tuple(on Date32, minutes Nullable(Int64), succeeded Nullable(Bool))))),
  alternatives Array(Tuple(
    product Nullable(String), provider LowCardinality(Nullable(String)), jurisdiction LowCardinality(Nullable(String)),
    status LowCardinality(String), available_from Nullable(Date32), available_until Nullable(Date32),
    sufficient_capacity Nullable(Bool))),
  findings Array(Tuple(
    id String, kind LowCardinality(String), severity LowCardinality(String), opened_on Date32, due_on Nullable(Date32),
    corrected_on Nullable(Date32))),
  users_affected Nullable(Int64),
  source Tuple(format Nullable(String), version Nullable(String), record Nullable(Int64), digest Nullable(String))
) ENGINE = MergeTree ORDER BY id`;
