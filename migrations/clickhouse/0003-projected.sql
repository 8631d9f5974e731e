-- One row for each ledger entry whose rows are all in `facts` and `parties`, written after them and read back: how many rows it
-- has there and an order-independent hash of them. The greatest `sequence` is the watermark: readers see nothing above it.
CREATE TABLE IF NOT EXISTS @db.projected (
  sequence UInt64,
  known_at DateTime64(3, 'UTC'),
  row_count UInt64,
  row_hash UInt64,
  derivation UInt32
) ENGINE = MergeTree
ORDER BY sequence
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
