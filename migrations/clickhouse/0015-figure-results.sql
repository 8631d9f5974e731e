-- Shares and Kaplan-Meier times of today and of month ends, as `GET /v1/figures` gives them: of DEPLOY_SPEED `value` is the median,
-- `lower` and `upper` the quartiles. NULL is unknown. Rows of a slice that `result_slices` does not name as the newest are not read.
CREATE TABLE IF NOT EXISTS @db.figure_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  code LowCardinality(String),
  value Nullable(Float64),
  lower Nullable(Float64),
  upper Nullable(Float64),
  n UInt64,
  unit LowCardinality(String),
  reason LowCardinality(String),
  events Nullable(UInt64),
  inconsistent Nullable(UInt64),
  is_latest UInt8
) ENGINE = MergeTree
ORDER BY (group_kind, code, group_id, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
