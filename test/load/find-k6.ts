import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** As docs/performance.md measured with it. */
export const k6Version = "v1.8.1";

/** Where programs are looked for: the PATH, and where Go and what it builds lie unless told otherwise. */
export function toolFolders({ PATH = "", GOPATH = "" }: NodeJS.ProcessEnv): string[] {
  const built = [...GOPATH.split(delimiter).filter((folder) => folder !== ""), join(homedir(), "go")];
  return [
    ...PATH.split(delimiter).filter((folder) => folder !== ""),
    ...built.map((folder) => join(folder, "bin")),
    "/usr/local/go/bin",
  ];
}

/** The k6 of this machine; undefined when there is none. */
export const findK6 = (folders: readonly string[]): string | undefined => findProgram("k6", folders);

/** Builds k6 with Go, which takes minutes the first time. Gives its path, or a sentence why there is none. */
export function installK6(
  folders: readonly string[],
  say: (text: string) => void,
): { k6: string } | { reason: string } {
  const go = findProgram("go", folders);
  if (go === undefined)
    return {
      reason: "k6 is not installed, and neither is Go, which would build it. Install either and run this again.",
    };
  say(`k6 is not installed; building ${k6Version} with Go, which takes some minutes`);
  const { status, stderr } = spawnSync(go, ["install", `go.k6.io/k6@${k6Version}`], { encoding: "utf8" });
  const k6 = findK6(folders);
  if (status === 0 && k6 !== undefined) return { k6 };
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return { reason: `k6 is not installed, and Go could not build it: ${last}` };
}

const findProgram = (name: string, folders: readonly string[]): string | undefined =>
  folders.map((folder) => join(folder, name)).find((file) => spawnSync(file, ["version"]).status === 0);
