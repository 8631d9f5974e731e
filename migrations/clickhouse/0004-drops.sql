-- Says when rows are being taken away: an odd greatest `step` means that a drop is under way, an even one that it has ended. A
-- reader looks before and after; with another step, or an odd one, what it read may have been half there.
CREATE TABLE IF NOT EXISTS @db.drops (
  step UInt64
) ENGINE = MergeTree
ORDER BY step
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
