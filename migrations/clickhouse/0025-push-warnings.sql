-- How many warnings of each code a push had.
CREATE TABLE IF NOT EXISTS @db.push_warnings (
  sequence UInt64,
  received_at DateTime64(3, 'UTC'),
  agency LowCardinality(String),
  member LowCardinality(String),
  reference_date Date,
  code LowCardinality(String),
  warnings UInt64
) ENGINE = MergeTree
ORDER BY sequence
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
