-- Signed, append-only intervals of constant facts. A push or a change of the registry writes the pointwise difference between
-- what followed from the ledger before it and what follows now: +1 where a fact came to hold, -1 where it ceased to. So the
-- facts on a day d as known at k are the sums of `sign` over rows with `known_at <= k` and `valid_from <= d < valid_until`.
--   kind 'workload': one row an interval in which a workload has a version; `facts` is packed as docs/facts.md says
--   kind 'coverage': days on which an agency has a push not older than 92 days; `workload` is empty, `facts` 0
-- `valid_until` 2299-12-31 means "no end". Reading back what an entry wrote skips old parts by the index on `sequence`. A power cut must not lose what the watermark counts, hence the fsyncs.
CREATE TABLE IF NOT EXISTS @db.facts (
  kind LowCardinality(String),
  member LowCardinality(String),
  agency LowCardinality(String),
  workload String,
  function UInt8,
  valid_from Date32,
  valid_until Date32,
  facts UInt32,
  sign Int8,
  known_at DateTime64(3, 'UTC'),
  sequence UInt64,
  INDEX sequence_range sequence TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
ORDER BY (kind, member, agency, workload, known_at, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
