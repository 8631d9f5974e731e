import { schemaVersion } from "#schema/push.ts";
import { failed, type Finding, ok, reasonOf, skipped, warning } from "./finding.ts";

/** What is known of a server after it was asked; `offsetMs` is its clock before ours. */
export interface AskedServer {
  findings: Finding[];
  isSparewheel: boolean;
}

const patienceMs = 10_000;
const smallOffsetMs = 10_000;
const largeOffsetMs = 300_000;

/** Asks a server how it is, which records it takes and what time it has. `isNamed`: somebody said which; else it is the local one. */
export async function checkServer(
  base: string,
  isNamed: boolean,
  { fetch: ask, now }: { fetch: typeof fetch; now: () => number },
): Promise<AskedServer> {
  let response: Response;
  let builds: Response;
  const before = now();
  let after: number;
  try {
    response = await ask(`${base}/readyz`, { redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
    after = now();
    builds = await ask(`${base}/v1/buildinfo`, { redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
  } catch (error) {
    return { findings: notReached(base, isNamed, reasonOf(error)), isSparewheel: false };
  }
  const state = await jsonOf(response);
  const build = await jsonOf(builds);
  if (typeof state["ready"] !== "boolean" || !Array.isArray(build["schema_versions"])) {
    const found = `${base} answers ${response.status}, and not as a Sparewheel server`;
    return {
      findings: [failed("server", found, "Check --server, path included; a proxy may answer in its place.")],
      isSparewheel: false,
    };
  }
  return {
    isSparewheel: true,
    findings: [stateOf(base, state), versionOf(build), clockOf(response.headers.get("date"), (before + after) / 2)],
  };
}

function notReached(base: string, isNamed: boolean, reason: string): Finding[] {
  if (!isNamed)
    return [
      skipped("server", `none listens at ${base}; --server names another`),
      skipped("clock", "no server to compare with"),
    ];
  const remedy = /CERT|certificate|SELF_SIGNED/i.test(reason)
    ? "Ask who runs it for the certificate of their authority, and name its file by NODE_EXTRA_CA_CERTS."
    : "Check the address and the way there: name, firewall, proxy.";
  return [
    failed("server", `${base} was not reached: ${reason}`, remedy),
    skipped("clock", "no server to compare with"),
  ];
}

function stateOf(base: string, { ready, postgres, disk, clickhouse }: Record<string, unknown>): Finding {
  if (ready !== true)
    return failed(
      "server",
      `${base} takes no pushes now: postgres ${String(postgres)}, disk ${String(disk)}`,
      "Wait, or tell who runs it; what is spooled is not lost.",
    );
  if (clickhouse !== "up")
    return warning(
      "server",
      `${base} takes pushes, and its figures come late: ClickHouse is down`,
      "Tell who runs it.",
    );
  const { protocol, hostname } = new URL(base);
  if (protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    return warning("server", `${base} is ready, but what is sent can be read on the way`, "Ask for its https address.");
  return ok("server", `${base} is ready`);
}

function versionOf({ version, schema_versions }: Record<string, unknown>): Finding {
  const theirs = schema_versions as unknown[];
  return theirs.includes(schemaVersion)
    ? ok("versions", `server ${String(version)} takes records of schema ${theirs.join(", ")}, as this program writes`)
    : failed(
        "versions",
        `server ${String(version)} takes schema ${theirs.join(", ")}, this program writes ${schemaVersion}`,
        "Update the older of the two.",
      );
}

/** A Date header has whole seconds. */
function clockOf(date: string | null, now: number): Finding {
  const theirs = date === null ? NaN : Date.parse(date) + 500;
  if (Number.isNaN(theirs)) return skipped("clock", "the server does not say what time it has");
  const offset = Math.round((now - theirs) / 1000);
  const words =
    Math.abs(offset) <= 1
      ? "the server's time"
      : `${Math.abs(offset)} s ${offset > 0 ? "ahead of" : "behind"} the server`;
  const remedy = "Let this machine's clock be set by the network (NTP).";
  if (Math.abs(now - theirs) > largeOffsetMs) return failed("clock", words, remedy);
  return Math.abs(now - theirs) > smallOffsetMs ? warning("clock", words, remedy) : ok("clock", words);
}

async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
