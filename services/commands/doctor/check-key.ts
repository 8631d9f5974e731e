import { statSync } from "node:fs";
import { publicIdOf } from "#keys/token.ts";
import { failed, type Finding, ok, reasonOf, skipped, warning } from "./finding.ts";

const patienceMs = 10_000;
const dayMs = 86_400_000;
const warnedDays = 14;

/** Whether there is a key, nobody else may read its file, and the server takes it and for how long. `base`: a server that answers. */
export async function checkKey(
  { token, keyFile, base }: { token: string | undefined; keyFile: string | undefined; base: string | undefined },
  { fetch: ask, now }: { fetch: typeof fetch; now: () => number },
): Promise<Finding> {
  if (token === undefined)
    return skipped("key", "none; check needs none, push and figures do (--key-file, SPAREWHEEL_KEY)");
  const publicId = publicIdOf(token);
  if (publicId === undefined)
    return failed(
      "key",
      "the key is not whole: it was cut or mistyped",
      "Copy it again, or ask the secretariat for another.",
    );
  if (keyFile !== undefined && process.platform !== "win32" && (statSync(keyFile).mode & 0o077) !== 0)
    return warning("key", `others of this machine may read ${keyFile}`, `chmod 600 ${keyFile}`);
  if (base === undefined) return ok("key", `${publicId} is whole; no server to ask whether it is good`);
  const kind = token.split("_")[1] ?? "";
  try {
    const response = await asking(`${base}/v1/key`, token, ask);
    if (response.status === 401) return refused(publicId);
    if (response.status !== 200) {
      // A server from before that answer: it refuses a bad key wherever one is sent.
      const other = await asking(`${base}/v1/figures?date=2000-01-01`, token, ask);
      if (other.status === 401) return refused(publicId);
      return ok("key", `${publicId}, kind ${kind}, is good; this server does not say until when`);
    }
    const { expires_at, agency, member } = (await response.json()) as Record<string, string | null>;
    const days = Math.floor((Date.parse(expires_at ?? "") - now()) / dayMs);
    const whose = agency ?? member;
    const words = `${publicId}, kind ${kind}${whose ? ` of ${whose}` : ""}, good until ${expires_at} (${days} days)`;
    return days < warnedDays ? warning("key", words, "Ask the secretariat for the next one now.") : ok("key", words);
  } catch (error) {
    return warning("key", `${publicId} could not be tried: ${reasonOf(error)}`, "Run the command again.");
  }
}

const asking = (url: string, token: string, ask: typeof fetch): Promise<Response> =>
  ask(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
    signal: AbortSignal.timeout(patienceMs),
  });

const refused = (publicId: string): Finding =>
  failed(
    "key",
    `the server does not take ${publicId}: expired, revoked or of another server`,
    "Ask the secretariat for a new one.",
  );
