import { join, resolve } from "node:path";
import { push } from "#collectors/commands/push.ts";
import type { Platform } from "#services/open-platform.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";

/** Two real filings: what each file is, and how many agencies it has. */
export const inventories = [
  {
    preset: "omb-2024",
    reference_date: "2024-12-31",
    agencies: 41,
    file: "omb-2024/2024_consolidated_ai_inventory_raw_v2.csv",
  },
  {
    preset: "omb-2025",
    reference_date: "2025-12-31",
    agencies: 41,
    file: "omb-2025/2025_individually_reported_AI_use_cases.csv",
  },
] as const;

const folder = resolve(import.meta.dirname, "../../test/fixtures/inventories");

/** Loads the two US federal AI inventories the way an agency would; gives the exit status of what failed, or 0. */
export async function loadInventories(
  { deps: { sql, dataDirectory }, app }: Platform,
  { context, flags, url, token }: { context: CliContext; flags: GlobalFlags; url: string; token: string },
): Promise<number> {
  const { io } = context;
  const response = await app.request("/v1/admin/registry", {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ members: [{ id: "us", name: "United States", jurisdictions: ["US"] }] }),
  });
  if (!response.ok) throw new Error(`the member was not registered: ${await response.text()}`);
  for (const { preset, reference_date, agencies, file } of inventories) {
    const [found] = await sql<{ agencies: number }[]>`
      SELECT count(DISTINCT agency) AS agencies FROM push WHERE reference_date = ${reference_date}`;
    if ((found?.agencies ?? 0) >= agencies) {
      io.out(`${preset}: loaded before.\n`);
      continue;
    }
    io.out(`${preset}: pushing every agency of ${file}, as of ${reference_date}.\n`);
    const status = await push(
      {
        file: join(folder, file),
        preset,
        referenceDate: reference_date,
        allAgencies: true,
        member: "us",
        // Four agencies list over a fifth fewer workloads in 2025: that is what they filed.
        confirmShrink: true,
        server: url,
        key: token,
        output: flags.output,
        quiet: flags.quiet,
      },
      { ...io, stateDirectory: join(dataDirectory, "spool") },
    );
    if (status !== 0) return status;
  }
  return 0;
}
