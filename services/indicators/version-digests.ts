import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Indicator, IndicatorVersion } from "./indicator.ts";

/** Digest by `CODE@version`, past versions included: test/architecture/frozen.test.ts says of what, and holds it. */
const digests = JSON.parse(
  readFileSync(fileURLToPath(new URL("./versions.json", import.meta.url)), "utf8"),
) as Readonly<Record<string, string>>;

/** The versions of an indicator with what each one's definition digests to, `sha-256:` and hex. */
export function versionsOf({ code, history }: Indicator): (IndicatorVersion & { digest: string })[] {
  return history.map((each) => {
    const digest = digests[`${code}@${each.version}`];
    if (digest === undefined) throw new Error(`versions.json has no digest of version ${each.version} of ${code}`);
    return { ...each, digest };
  });
}
