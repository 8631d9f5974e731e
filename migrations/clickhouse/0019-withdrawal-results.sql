-- What the withdrawal of each single provider and jurisdiction, and each scenario of the registry, would do: of every notice the
-- workloads of each class, in the order of services/indicators/withdrawal/withdrawal-classes.ts, one notice after the other.
CREATE TABLE IF NOT EXISTS @db.withdrawal_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  subject_name LowCardinality(String),
  notices Array(UInt32),
  workloads Array(UInt64),
  is_latest UInt8
) ENGINE = MergeTree
ORDER BY (subject_kind, subject, group_kind, group_id, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
