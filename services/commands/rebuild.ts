import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { withApi } from "./with-api.ts";

/** Has the server drop what ClickHouse holds and project the ledger again. */
export function rebuild(context: CliContext, flags: GlobalFlags): Promise<number> {
  return withApi(context, flags, async (api) => {
    const answer = (await api.call("POST", "/v1/admin/rebuild")) as {
      entries: number;
      rows: number;
      duration_ms: number;
    };
    const { entries, rows, duration_ms } = answer;
    const text = `${entries} ledger entries projected into ${rows} rows in ${(duration_ms / 1000).toFixed(1)} s\n`;
    context.io.out(flags.output === "json" ? `${JSON.stringify(answer)}\n` : text);
  });
}
