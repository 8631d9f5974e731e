-- Samples of the service's own counters. They are worth little after a quarter.
CREATE TABLE IF NOT EXISTS @db.operation_samples (
  time DateTime('UTC'),
  measure LowCardinality(String),
  label LowCardinality(String),
  value Float64
) ENGINE = MergeTree
ORDER BY (measure, time)
TTL time + INTERVAL 100 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
