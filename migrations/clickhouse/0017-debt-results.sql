-- RELIABILITY_DEBT and its pace day by day, of agencies week by week.
CREATE TABLE IF NOT EXISTS @db.debt_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  testing_items UInt64,
  testing_days UInt64,
  audit_items UInt64,
  audit_days UInt64,
  unverified_items UInt64,
  unverified_days UInt64,
  correction_items UInt64,
  correction_days UInt64,
  findings_unreported UInt64,
  deployments UInt64,
  evaluations UInt64,
  ratio Nullable(Float64),
  clearing_days Nullable(Float64)
) ENGINE = MergeTree
ORDER BY (group_kind, group_id, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
