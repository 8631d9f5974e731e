-- One row for each range of the ledger of which every row is in `daily_changes`, written after them and read back. `known_from` and
-- `known_at` are the instants of its first entry and its last. `measures` names the definitions that it was made with: code with
-- others does not read it. Ranges overlap: some were made of others, which have no rows in `entry_changes` of their own; a reader
-- takes such as follow each other.
CREATE TABLE IF NOT EXISTS @db.rollups (
  through UInt64,
  from_sequence UInt64,
  known_from DateTime64(3, 'UTC'),
  known_at DateTime64(3, 'UTC'),
  measures String,
  row_count UInt64,
  entry_row_count UInt64
) ENGINE = MergeTree
ORDER BY (through, from_sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
