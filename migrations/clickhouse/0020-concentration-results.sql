-- What weight each provider and jurisdiction has in a layer: `workloads` is the sum of weights, of which each workload spreads 1
-- evenly over its providers, so it is no whole number where a workload has several.
CREATE TABLE IF NOT EXISTS @db.concentration_results (
  slice UInt64,
  date Date,
  group_kind LowCardinality(String),
  group_id String,
  group_name String,
  member String,
  layer LowCardinality(String),
  dimension LowCardinality(String),
  entity LowCardinality(String),
  entity_name LowCardinality(String),
  workloads Float64,
  share Float64,
  hhi Float64,
  layer_workloads UInt64,
  is_latest UInt8
) ENGINE = MergeTree
ORDER BY (group_kind, group_id, date, dimension, layer, entity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
