import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** As docs/performance.md measured with it. */
export const k6Version = "v1.8.1";

export interface Tools {
  path: string;
  /** GOPATH, when it is set. */
  goPath: string | undefined;
}

/** The k6 of this machine: on the PATH, or where `go install` puts it. Undefined when there is none. */
export function findK6({ path, goPath }: Tools): string | undefined {
  const folders = [...path.split(delimiter), ...goFolders(goPath)].filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "k6")).find((file) => runs(file, ["version"]));
}

/** Builds k6 with Go, which takes minutes the first time. Gives its path, or a sentence why there is none. */
export function installK6(tools: Tools, say: (text: string) => void): { k6: string } | { reason: string } {
  const go = [...tools.path.split(delimiter), "/usr/local/go/bin"]
    .map((folder) => join(folder, "go"))
    .find((file) => runs(file, ["version"]));
  if (go === undefined)
    return {
      reason: "k6 is not installed, and neither is Go, which would build it. Install either and run this again.",
    };
  say(`k6 is not installed; building ${k6Version} with Go, which takes some minutes`);
  const { status, stderr } = spawnSync(go, ["install", `go.k6.io/k6@${k6Version}`], { encoding: "utf8" });
  const k6 = findK6(tools);
  if (status === 0 && k6 !== undefined) return { k6 };
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return { reason: `k6 is not installed, and Go could not build it: ${last}` };
}

const goFolders = (goPath: string | undefined): string[] =>
  [...(goPath ?? "").split(delimiter).filter((folder) => folder !== ""), join(homedir(), "go")].map((folder) =>
    join(folder, "bin"),
  );

const runs = (file: string, words: string[]): boolean => spawnSync(file, words).status === 0;
