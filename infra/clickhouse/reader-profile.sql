-- What a statement of any reader may cost, as at the gateway of the embedded engine. Grafana's driver sends max_execution_time with every
-- statement, so that one may be chosen within bounds.
CREATE SETTINGS PROFILE IF NOT EXISTS sparewheel_reader SETTINGS
  readonly = 1,
  max_execution_time = 60 MIN 1 MAX 120 CHANGEABLE_IN_READONLY,
  max_result_rows = 200000,
  max_result_bytes = 33554432,
  result_overflow_mode = 'throw',
  max_memory_usage = 536870912,
  max_rows_to_read = 100000000,
  max_threads = 2,
  max_concurrent_queries_for_user = 16;
