-- Shares day by day, of agencies week by week, as `GET /v1/series` gives them.
CREATE TABLE IF NOT EXISTS @db.series_results (
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
  reason LowCardinality(String)
) ENGINE = MergeTree
ORDER BY (group_kind, code, group_id, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
