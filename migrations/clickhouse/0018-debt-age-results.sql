-- The open items of RELIABILITY_DEBT by how long they have run, today.
CREATE TABLE IF NOT EXISTS @db.debt_age_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  kind LowCardinality(String),
  age_band LowCardinality(String),
  items UInt64,
  oldest_days UInt64,
  past_due UInt64
) ENGINE = MergeTree
ORDER BY (group_kind, group_id, kind, age_band)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
