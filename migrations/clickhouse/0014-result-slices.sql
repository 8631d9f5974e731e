-- What readers see of results. A calculation writes the rows of some slices, each the results of one kind about one group, and then, in
-- one insert, one row here for each: of a kind and group the greatest `slice` is the one that is read. So a calculation that dies half
-- way is never seen, and what it did not have to do again stays. Of result 'calculation' there is a row for each calculation. `through`
-- and `known_at` are the ledger entry up to which it knew, `today` its day, `step` that of `drops`, `definition` names the code.
CREATE TABLE IF NOT EXISTS @db.result_slices (
  result LowCardinality(String),
  group_kind LowCardinality(String),
  group_id String,
  slice UInt64,
  through UInt64,
  known_at DateTime64(3, 'UTC'),
  calculated_at DateTime64(3, 'UTC'),
  today Date,
  step UInt64,
  definition LowCardinality(String)
) ENGINE = MergeTree
ORDER BY (result, group_kind, group_id, slice)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
