import { type LoadResult, type TrendValues, workloadsOfAPush } from "./measure-load.ts";

/** A result as the table of docs/performance.md. */
export function formatLoad(result: LoadResult): string {
  const { size, stored, repeated, seconds, pushes_per_second, filings, visible_after_ms, broken_thresholds } = result;
  const { thresholds, agencies, pushes } = size;
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const rows = [
    [
      `${agencies} agencies at once, ${pushes} pushes each of ${workloadsOfAPush} workloads`,
      `${stored.count} pushes in ${seconds.toFixed(1)} s`,
      "",
    ],
    ["a push, from request to receipt: median", ms(stored.med), ""],
    ["p95", ms(stored["p(95)"]), `< ${thresholds.p95_ms} ms`],
    ["p99", ms(stored["p(99)"]), `< ${thresholds.p99_ms} ms`],
    ["longest", ms(stored.max), ""],
    ["the first push of each once more: p95", ms(repeated["p(95)"]), `< ${thresholds.p95_ms} ms`],
    ["pushes acknowledged a second", pushes_per_second.toFixed(0), ""],
    ["requests that failed", percent(result.failed_share), "0"],
    ["answers as they have to be", percent(result.passed_checks_share), "100 %"],
    ["filings in the ledger", String(filings), String(agencies * pushes)],
    ["from the last answer until every figure has every push", ms(visible_after_ms), ""],
  ];
  const table = [["what", "result", "must"], ["---", "---", "---"], ...rows].map(
    (cells) => `| ${cells.join(" | ")} |\n`,
  );
  const broken = broken_thresholds.map((bound) => `Broken: ${bound}\n`);
  return [...table, ...broken].join("");
}

const ms = (value: TrendValues["med"]): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
