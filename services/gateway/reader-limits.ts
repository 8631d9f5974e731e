import type { ReaderSettings } from "#db/reader-session.ts";

/** What a statement of a reader may cost. */
export type ReaderLimits = {
  /** Of waiting and running together; a request may ask for less. */
  seconds: number;
  resultRows: number;
  resultBytes: number;
  memoryBytes: number;
  rowsToRead: number;
  sqlBytes: number;
};

export const readerLimits: ReaderLimits = {
  seconds: 30,
  resultRows: 200_000,
  resultBytes: 32 * 1024 ** 2,
  memoryBytes: 512 * 1024 ** 2,
  rowsToRead: 100_000_000,
  sqlBytes: 128 * 1024,
};

/** Below most of what else the process does; the engine takes it only where the process may change priorities. */
const niceValue = 15;

/** `limit` is the most rows that the request asked for; 0 is no limit of its own. */
export function readerSettings(
  limits: ReaderLimits,
  { seconds, limit }: { seconds: number; limit: number },
): ReaderSettings {
  return {
    max_execution_time: seconds,
    max_result_rows: limits.resultRows,
    max_result_bytes: limits.resultBytes,
    result_overflow_mode: "throw",
    timeout_overflow_mode: "throw",
    max_memory_usage: limits.memoryBytes,
    max_rows_to_read: limits.rowsToRead,
    // One statement must not take every core from ingest.
    max_threads: 1,
    os_threads_nice_value_query: niceValue,
    // Nothing is written, not even what does not fit into memory.
    max_bytes_ratio_before_external_group_by: 0,
    max_bytes_ratio_before_external_sort: 0,
    max_temporary_data_on_disk_size_for_query: 1,
    max_query_size: limits.sqlBytes * 2, // formatted it may be longer
    max_parser_depth: 300,
    max_ast_depth: 300,
    max_ast_elements: 20_000,
    max_expanded_ast_elements: 50_000,
    max_subquery_depth: 30,
    function_range_max_elements_in_block: 10_000_000,
    implicit_select: 0, // the embedded engine would read `1 + 1` as a statement
    allow_introspection_functions: 0,
    allow_ddl: 0,
    session_timezone: "UTC",
    limit,
  };
}
