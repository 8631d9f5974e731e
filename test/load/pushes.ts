import { check } from "k6";
import { SharedArray } from "k6/data";
import exec from "k6/execution";
import http from "k6/http";
import { Trend } from "k6/metrics";
import type { Options } from "k6/options";
import type { PreparedAgency, PreparedLoad } from "./prepared-load.ts";

/** Run by k6 itself: every agency is a virtual user that files one push after the other, as fast as it gets answers. */

const load = JSON.parse(open(`${__ENV["LOAD_FOLDER"]}/load.json`)) as Omit<PreparedLoad, "agencies">;
const agencies = new SharedArray<PreparedAgency>("agencies", () => {
  const text = open(`${__ENV["LOAD_FOLDER"]}/agencies.json`);
  return JSON.parse(text) as PreparedAgency[];
});

const stored = new Trend("push_stored", true);
const repeated = new Trend("push_repeated", true);

export const options: Options = {
  scenarios: { agencies: { executor: "per-vu-iterations", vus: agencies.length, iterations: 1, maxDuration: "10m" } },
  thresholds: {
    checks: ["rate==1"],
    http_req_failed: ["rate==0"],
    push_stored: [`p(95)<${load.thresholds.p95_ms}`, `p(99)<${load.thresholds.p99_ms}`],
    push_repeated: [`p(95)<${load.thresholds.p95_ms}`],
  },
  summaryTrendStats: ["min", "med", "avg", "p(95)", "p(99)", "max", "count"],
};

export default function fileEverything(): void {
  const agency = agencies[exec.vu.idInInstance - 1];
  if (!agency) throw new Error("there are more users than agencies");
  let first: unknown;
  for (const push of agency.pushes) {
    const answer = send(agency, push);
    stored.add(answer.timings.duration);
    check(answer, {
      "stored (201)": ({ status }) => status === 201,
      "the receipt is this push's, with ten workloads": ({ body }) =>
        typeof body === "string" && body.includes(`push ${push.push_id}`) && body.includes("submitted=10"),
    });
    first ??= answer.body;
  }
  const [again] = agency.pushes;
  if (!again) return;
  const answer = send(agency, again);
  repeated.add(answer.timings.duration);
  check(answer, {
    "a repeated push is answered again (200)": ({ status }) => status === 200,
    "byte for byte": ({ body }) => body === first,
  });
}

function send(agency: PreparedAgency, { push_id, body, digest }: PreparedAgency["pushes"][number]) {
  return http.put(`${load.url}/v1/agencies/${agency.id}/pushes/${push_id}`, body, {
    headers: {
      authorization: `Bearer ${agency.token}`,
      "content-type": "application/x-ndjson",
      "content-digest": digest,
    },
    timeout: "60s",
  });
}

/** Numbers only, for whoever started k6. */
export function handleSummary(data: object): Record<string, string> {
  return { [`${__ENV["LOAD_FOLDER"]}/summary.json`]: JSON.stringify(data) };
}
