-- One row each time that `withdrawals` has the rows of all entries of the ledger up to `through`, written after them. The greatest
-- `through` is what readers see; `known_at` is that entry's, `row_count` how many rows there are then. `definition` names the
-- judgement that they were made with: code with another does not read them.
CREATE TABLE IF NOT EXISTS @db.withdrawal_marks (
  through UInt64,
  known_at DateTime64(3, 'UTC'),
  definition String,
  row_count UInt64
) ENGINE = MergeTree
ORDER BY through
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
