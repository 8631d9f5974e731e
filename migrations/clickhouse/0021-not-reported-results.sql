-- Of critical workloads in operation, how many do not say what a fact is.
CREATE TABLE IF NOT EXISTS @db.not_reported_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  fact LowCardinality(String),
  workloads UInt64,
  not_reported UInt64,
  is_latest UInt8
) ENGINE = MergeTree
ORDER BY (group_kind, group_id, date, fact)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
