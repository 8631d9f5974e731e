const workload = {
  id: "warm-up",
  name: "A record with every list",
  function: "01.1",
  criticality: "critical",
  stage: "production",
  initiated_on: "2024-01-01",
  deployed_on: "2025-01-01",
  components: [{ layer: "application", product: "Café", region: "eu", contract_notice_minutes: 60 }],
  evaluations: [{ id: "e1", status: "planned", valid_until: null }],
  fallbacks: [
    {
      id: "f1",
      kind: "manual",
      jurisdiction: "NL",
      capacity_share: 0.5,
      drills: [{ on: "2025-06-01", minutes: 30, succeeded: true }],
    },
  ],
  alternatives: [{ status: "available", available_from: "2025-01-01", sufficient_capacity: false }],
  findings: [{ id: "x1", kind: "audit", severity: "low", opened_on: "2025-02-01" }],
  users_affected: 1000,
};

/** Of a hundred records, so that what happens once a hundred records is not all that is made fast. */
const lineOf = (index: number): string => {
  const { id, ...rest } = workload;
  const change = [{ stage: "live" }, { retired_on: "2023-01-01" }, { name: 'A "quoted" name' }][index] ?? {};
  return `${JSON.stringify({ id: `${id}-${index}`, ...rest, ...change })}\n`;
};

const batches = 60;

/** Batches that take a validating thread through everything once it has started: good records, a wrong one, odd ones. */
export function* warmUpBatches(): Generator<Uint8Array<ArrayBuffer>> {
  const text = Array.from({ length: 100 }, (_, index) => lineOf(index)).join("");
  for (let count = 0; count < batches; count += 1) yield new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
