-- The ledger's pushes without what they say: when, how much, what changed.
CREATE TABLE IF NOT EXISTS @db.pushes (
  sequence UInt64,
  received_at DateTime64(3, 'UTC'),
  push_id String,
  agency LowCardinality(String),
  member LowCardinality(String),
  reference_date Date,
  is_complete UInt8,
  records UInt64,
  added UInt64,
  changed UInt64,
  removed UInt64,
  warnings UInt64,
  source String
) ENGINE = MergeTree
ORDER BY sequence
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
