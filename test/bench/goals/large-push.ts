import type { Claim, Goal } from "../harness/goal.ts";
import { pushBytes } from "../worlds/push-bytes.ts";
import { largePushSide, type PushForm } from "./large-push/push-side.ts";

const records = 60_000;

/** What the command-line client sends, and what costs a server most to take apart. */
const forms: Readonly<Record<string, PushForm>> = {
  "NDJSON, gzip": { media: "ndjson", gzip: true },
  "JSON, plain": { media: "json", gzip: false },
};
const ids: Readonly<Record<string, string>> = { "NDJSON, gzip": "ndjson", "JSON, plain": "json" };

const claimsOf = (side: string): Claim[] => {
  const claim = (
    id: string,
    title: string,
    quantity: string,
    statistic: "median" | "greatest",
    must?: number,
  ): Claim => ({
    id: `push-${id}-${ids[side]}`,
    title: `90 MB push (${side}): ${title}`,
    terms: [{ side, quantity, statistic }],
    compare: "value",
    bound: "at most",
    must,
  });
  return [
    claim("stall", "longest stall of the main thread", "stall_ms", "greatest", 20),
    claim("memory", "extra resident memory", "extra_mib", "greatest", 100),
    claim("receipt", "until the receipt, the ledger included", "receipt_ms", "median"),
    claim("visible", "until the figures have it", "visible_ms", "median"),
  ];
};

/** A push of about 90 MB to a real server, over HTTP: what others notice of it, and what it costs with the ledger. */
export const largePush: Goal = {
  id: "push",
  title: "90 MB push",
  worlds: [[]],
  claims: () => Object.keys(forms).flatMap(claimsOf),
  async open({ directory }) {
    const lines = pushBytes(records).cleanBytes.toString().trimEnd().split("\n");
    const sides = Object.entries(forms).map(([name, form]) => largePushSide(name, directory, form, lines));
    return {
      sides,
      close: async () => {
        for (const side of sides) await side.close();
      },
    };
  },
};
