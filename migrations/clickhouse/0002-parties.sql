-- The registry as the projector read it from the ledger; the newest row of an id known at k holds at k.
CREATE TABLE IF NOT EXISTS @db.parties (
  kind LowCardinality(String),
  id String,
  body String,
  known_at DateTime64(3, 'UTC'),
  sequence UInt64
) ENGINE = MergeTree
ORDER BY (kind, id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
