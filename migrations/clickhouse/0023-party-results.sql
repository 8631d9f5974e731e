-- The registry as readers see it today: members, agencies, providers, jurisdictions and scenarios, each with the columns that it uses.
CREATE TABLE IF NOT EXISTS @db.party_results (
  slice UInt64,
  kind LowCardinality(String),
  id String,
  name String,
  member String,
  jurisdictions Array(String),
  providers Array(String),
  notice_minutes UInt32,
  since Nullable(Date),
  until Nullable(Date),
  is_current UInt8
) ENGINE = MergeTree
ORDER BY (kind, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
