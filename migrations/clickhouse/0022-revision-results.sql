-- How figures of month ends became others after the day had ended, entry by entry of the ledger, as `GET /v1/revisions` gives them.
CREATE TABLE IF NOT EXISTS @db.revision_results (
  slice UInt64,
  time DateTime64(3, 'UTC'),
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  code LowCardinality(String),
  old Nullable(Float64),
  new Nullable(Float64),
  cause String,
  sequence UInt64
) ENGINE = MergeTree
ORDER BY (group_kind, group_id, date, code, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
