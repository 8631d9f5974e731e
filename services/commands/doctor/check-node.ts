import { failed, type Finding, ok, warning } from "./finding.ts";

const least = [20, 19] as const;

/** The version that `package.json` asks for, and one that has not yet been tried. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1]))
    return failed("node", `Node ${version}`, `Install Node ${least.join(".")} or later.`);
  if (major % 2 === 1)
    return warning("node", `Node ${version}, which is never supported for long`, "Use one with an even number.");
  return ok("node", `Node ${version}`);
}
