-- Signed, append-only intervals of constant facts. A push or a change of the registry writes the pointwise difference between
-- what followed from the ledger before it and what follows now: +1 where a fact came to hold, -1 where it ceased to. So what
-- holds on a day d as known after ledger entry s is the sum of `sign` over rows with `sequence <= s` and
-- `valid_from <= d < valid_until`. Kinds, and the columns that each uses beside these (docs/facts.md):
--   workload       one row an interval in which a workload has a version: `facts`, and `since`, the day from which debt runs
--   finding        a finding past its due date: `since`, the due date
--   deployment     `since` initiated, `event_on` trustworthy, `ended_on` retired
--   withdrawal     `exposed_to`, `facts`, and one place in each `fallback_` list for a fallback that is there
--   concentration  one row a layer and provider: `layer`, `provider`, `provider_count`
--   coverage       days on which an agency has a push not older than 92 days; `workload` is empty
-- Dates of 2299-12-31 mean "no end" and "never". A month of knowledge is a partition: what is known by an instant, or since one,
-- is read without the rest. A power cut must not lose what the watermark counts, hence the fsyncs.
CREATE TABLE IF NOT EXISTS @db.facts (
  kind LowCardinality(String),
  member LowCardinality(String),
  agency LowCardinality(String),
  workload String,
  function UInt8,
  valid_from Date32,
  valid_until Date32,
  facts UInt32,
  since Date32,
  event_on Date32,
  ended_on Date32,
  exposed_to Array(LowCardinality(String)),
  fallback_providers Array(LowCardinality(String)),
  fallback_jurisdictions Array(LowCardinality(String)),
  fallback_tested_minutes Array(Int64),
  fallback_declared_minutes Array(Int64),
  layer LowCardinality(String),
  provider LowCardinality(String),
  provider_count UInt8,
  sign Int8,
  known_at DateTime64(3, 'UTC'),
  sequence UInt64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(known_at)
ORDER BY (kind, member, agency, workload, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
