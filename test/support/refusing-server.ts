import { rmSync } from "node:fs";
import { expect } from "vitest";
import type { Answer, Api } from "./api.ts";
import { copyFirstData, firstData } from "./first-data.ts";
import { type RunningServer, startServer } from "./running-server.ts";
import { makeTestDirectory } from "./stores.ts";
import { openTestPlatform } from "./test-platform.ts";
import { makeKey, registerAgencies } from "./world.ts";

export type Problem = {
  type: string;
  status: number;
  code: string;
  detail: string;
  errors?: {
    record?: number;
    pointer?: string;
    parameter?: string;
    code?: string;
    severity?: string;
    message: string;
  }[];
  errors_total?: number;
};

/** The problem of an answer, after the promises that every problem keeps. */
export function problemIn(answer: Answer): Problem {
  const problem = answer.json<Problem>();
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problem).toMatchObject({ type: `/docs/problems/${problem.code}`, status: answer.status });
  expect(answer.text).not.toMatch(/node_modules|services\/|at .*\.ts/);
  if (answer.status === 429 || answer.status === 503)
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  return problem;
}

export type RefusingServer<Server = { api: Api }> = {
  server: Server;
  /** Of the agency "tax"; "customs" and "health" are there too. */
  token: string;
  /** Ends it, after a look that nothing of what was refused has left a trace. */
  close(): Promise<void>;
};

const settings = { LIMIT_PUTS_PER_MINUTE: "1000000" };

/** A server in this process that will be sent nothing good. */
export async function openRefusingServer(
  more: Record<string, string> = {},
  now: () => number = Date.now,
): Promise<RefusingServer> {
  const server = await openTestPlatform({ ...settings, ...more }, now, await firstData());
  return await refusing(server, () => server.close());
}

/** The same in a process of its own, for those who look at what it costs. */
export async function startRefusingServer(more: Record<string, string> = {}): Promise<RefusingServer<RunningServer>> {
  const directory = makeTestDirectory();
  await copyFirstData(directory);
  const server = await startServer(directory, { ...settings, ...more });
  return await refusing(server, async () => {
    const status = await server.stop();
    rmSync(directory, { recursive: true, force: true });
    expect(status).toBe(0);
  });
}

async function refusing<Server extends { api: Api }>(
  server: Server,
  stop: () => Promise<void>,
): Promise<RefusingServer<Server>> {
  await registerAgencies(server.api, ["tax", "customs", "health"]);
  return {
    server,
    token: await makeKey(server.api, { kind: "agency", agency: "tax" }),
    async close() {
      const { items } = await server.api.must<{ items: unknown[] }>("GET", "/v1/agencies/tax/pushes");
      await stop();
      expect(items).toEqual([]);
    },
  };
}
