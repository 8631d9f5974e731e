import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { type ScriptedServer, startScriptedServer } from "../testing/scripted-server.ts";
import { push } from "./push.ts";

let world: CommandWorld;
let server: ScriptedServer;
beforeAll(async () => {
  world = await createCommandWorld();
  server = await startScriptedServer();
});
afterAll(async () => {
  await server.stop();
  await world.remove();
});

const register = join(import.meta.dirname, "../../test/fixtures/mapping/register");

test("a mapped table with an overlay is pushed as records, one agency of it, with what was noticed while reading", async () => {
  const options = {
    file: `${register}.csv`,
    mapping: `${register}.mapping.yaml`,
    overlay: `${register}.overlay.csv`,
    agency: "social-insurance",
    referenceDate: "2026-09-30",
    server: server.url,
    key: "the-key",
  };
  expect(await push(options, world)).toBe(0);
  const [sent] = server.received;
  // Of the overlay's three ids one is nobody's; one is the other agency's, which is no mistake.
  expect(sent?.header).toMatchObject({
    reference_date: "2026-09-30",
    records: 2,
    source_warnings: { "overlay-id-unknown": 1 },
  });
  expect(sent?.workloads).toEqual([
    {
      id: "S-001",
      name: "Benefit claims triage",
      stage: "production",
      criticality: "critical",
      deployed_on: "2025-02-03",
      components: [
        { layer: "application", provider: "acme-inc" },
        { layer: "application", provider: "nordic-hosting" },
      ],
      evaluations: [{ id: "review", status: "completed", independence: "independent", completed_on: "2025-01-15" }],
      fallbacks: [{ id: "clerks", kind: "manual", jurisdiction: "NO", drills: [{ on: "2026-03-01" }] }],
      findings: [],
      source: { format: "csv", version: "1" },
    },
    {
      id: "S-002",
      name: "Letter drafting assistant",
      stage: "pilot",
      criticality: "non-critical",
      components: [{ layer: "application", provider: "acme-inc" }],
      evaluations: [],
      source: { format: "csv", version: "1" },
    },
  ]);
});
