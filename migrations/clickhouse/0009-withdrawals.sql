-- What the withdrawal of each single provider and jurisdiction would do: a row says that from `date` on so many workloads more (or
-- less) of an agency and function, exposed to `name`, would be in these classes, `class_90` being that under 90 minutes of notice,
-- and in `otherwise` were they not exposed. Rows of name `provider:` and `jurisdiction:`, of no id, are about every critical
-- workload that operates. So the classes under `provider:x` on a day are the sums over dates up to it, of `count` by class over
-- both names, less `count` by `otherwise` over `provider:x`. It follows from `facts`, and only saves time. Rows are worth nothing
-- until `withdrawal_marks` says that those of entries up to `through` are whole.
CREATE TABLE IF NOT EXISTS @db.withdrawals (
  name LowCardinality(String),
  member LowCardinality(String),
  agency LowCardinality(String),
  function UInt8,
  date Date32,
  otherwise Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  class_0 Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  class_90 Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  class_1440 Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  class_10080 Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  class_43200 Enum8('dark' = 0, 'unknown' = 1, 'interrupted' = 2, 'continues_untested' = 3, 'continues_tested' = 4, 'unaffected' = 5),
  count Int64,
  through UInt64
) ENGINE = MergeTree
ORDER BY (name, member, agency, function, date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000
