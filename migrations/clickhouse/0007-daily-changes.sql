-- What the entries `from_sequence` to `through` of the ledger changed, day by day, in every sum that figures are made of: a row says
-- by how much each sum over a member's workloads of one function is greater or less from `date` on than before. Running sums over
-- dates are the sums of each day; docs/facts.md. Rows with `function` 255 are over all functions, those with an empty `member` over
-- all members. A column is a measure of services/indicators/measures.ts. It follows from `facts`, and only saves time. Rows are
-- worth nothing until `rollups` says that they are whole.
CREATE TABLE IF NOT EXISTS @db.daily_changes (
  from_sequence UInt64,
  through UInt64,
  date Date32,
  member LowCardinality(String),
  function UInt8,
  versions Int64 CODEC(T64, LZ4),
  critical Int64 CODEC(T64, LZ4),
  eval_gap_yes Int64 CODEC(T64, LZ4),
  eval_gap_unknown Int64 CODEC(T64, LZ4),
  eval_gap_n Int64 CODEC(T64, LZ4),
  fallback_gap_yes Int64 CODEC(T64, LZ4),
  fallback_gap_unknown Int64 CODEC(T64, LZ4),
  fallback_gap_n Int64 CODEC(T64, LZ4),
  unprotected_yes Int64 CODEC(T64, LZ4),
  unprotected_unknown Int64 CODEC(T64, LZ4),
  unprotected_n Int64 CODEC(T64, LZ4),
  any_gap_yes Int64 CODEC(T64, LZ4),
  any_gap_unknown Int64 CODEC(T64, LZ4),
  any_gap_n Int64 CODEC(T64, LZ4),
  alternative_gap_yes Int64 CODEC(T64, LZ4),
  alternative_gap_unknown Int64 CODEC(T64, LZ4),
  alternative_gap_n Int64 CODEC(T64, LZ4),
  tenancy_yes Int64 CODEC(T64, LZ4),
  tenancy_unknown Int64 CODEC(T64, LZ4),
  tenancy_n Int64 CODEC(T64, LZ4),
  paper_fallback_yes Int64 CODEC(T64, LZ4),
  paper_fallback_unknown Int64 CODEC(T64, LZ4),
  paper_fallback_n Int64 CODEC(T64, LZ4),
  criticality_unassessed_yes Int64 CODEC(T64, LZ4),
  criticality_unassessed_unknown Int64 CODEC(T64, LZ4),
  criticality_unassessed_n Int64 CODEC(T64, LZ4),
  reliability_debt_testing_items Int64 CODEC(T64, LZ4),
  reliability_debt_testing_since Int64 CODEC(T64, LZ4),
  reliability_debt_audit_items Int64 CODEC(T64, LZ4),
  reliability_debt_audit_since Int64 CODEC(T64, LZ4),
  reliability_debt_unverified_items Int64 CODEC(T64, LZ4),
  reliability_debt_unverified_since Int64 CODEC(T64, LZ4),
  reliability_debt_findings_unreported Int64 CODEC(T64, LZ4),
  reliability_debt_deployments Int64 CODEC(T64, LZ4),
  reliability_debt_evaluations Int64 CODEC(T64, LZ4),
  correction_items Int64 CODEC(T64, LZ4),
  correction_since Int64 CODEC(T64, LZ4),
  reporting_agencies Int64 CODEC(T64, LZ4)
) ENGINE = MergeTree
ORDER BY (from_sequence, through, function, member, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
