import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { outlineOf } from "../command-outline.ts";
import { createProgram } from "../program.ts";
import { silentContext } from "../silent-context.ts";
import { bashCompletion } from "./bash-completion.ts";
import { fishCompletion } from "./fish-completion.ts";
import { zshCompletion } from "./zsh-completion.ts";

const outline = outlineOf(createProgram(silentContext, "0.0.0"));
const folder = mkdtempSync(join(tmpdir(), "sparewheel-completion-"));
mkdirSync(join(folder, "inventories"));
writeFileSync(join(folder, "inventory.ndjson"), "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;
for (const shell of ["bash", "zsh", "fish"].filter((each) => !has(each)))
  process.stderr.write(`${shell} is not here: its completion is not run\n`);

const run = (shell: string, words: string[], input: string): string => {
  const { stdout, stderr, status } = spawnSync(shell, words, { cwd: folder, input, encoding: "utf8", timeout: 20_000 });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
};

/** What is typed, then some of what has to be offered, and what may not be. */
const typed: readonly (readonly [line: string, offered: readonly string[], notOffered: readonly string[]])[] = [
  ["", ["check", "push", "key", "doctor"], ["create", "--agency"]],
  ["pu", ["push"], ["check"]],
  ["key ", ["create", "list", "revoke"], ["push"]],
  ["key create --", ["--agency", "--expires", "--server"], ["--preset", "--date"]],
  ["--output json key create --ag", ["--agency"], ["--expires"]],
  ["check --preset ", ["omb-2024", "omb-2025"], ["inventory.ndjson", "push"]],
  ["--output ", ["json", "text"], ["push"]],
  ["check inv", ["inventory.ndjson"], ["push"]],
  ["push --agency check --key-file inv", ["inventory.ndjson"], ["push"]],
  ["completion ", ["bash", "fish", "zsh"], ["push"]],
];

describe.runIf(has("bash"))("bash", () => {
  test.each(typed)("sparewheel %s", (line, offered, notOffered) => {
    const words = ["sparewheel", ...line.split(" ")];
    const script = `${bashCompletion(outline)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_sparewheel; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = run("bash", ["--norc"], script).split("\n");
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((word) => notOffered.includes(word))).toEqual([]);
  });

  test("a prompt offers it", () => {
    expect(run("bash", ["--norc"], `${bashCompletion(outline)}complete -p sparewheel`)).toBe(
      "complete -F _sparewheel sparewheel\n",
    );
  });
});

describe.runIf(has("fish"))("fish", () => {
  test.each(typed)("sparewheel %s", (line, offered, notOffered) => {
    const home = { HOME: folder, XDG_CONFIG_HOME: folder };
    const script = `${fishCompletion(outline)}\ncomplete --do-complete 'sparewheel ${line}'`;
    writeFileSync(join(folder, "sparewheel.fish"), script);
    const { stdout, stderr } = spawnSync("fish", ["--no-config", "sparewheel.fish"], {
      cwd: folder,
      env: { ...process.env, ...home },
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const found = stdout.split("\n").map((each) => each.split("\t")[0] ?? "");
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((word) => notOffered.includes(word))).toEqual([]);
  });
});

describe.runIf(has("zsh"))("zsh", () => {
  /** What a terminal would list is caught where the completion hands it over. */
  const caught = `
compdef() { : }
_files() { print -l -- \${words[CURRENT]}*(N) }
compadd() { [[ $1 == -- ]] && shift; print -l -- "\${(M)@:#\${words[CURRENT]}*}" }
_describe() { local each; for each in "\${(@P)2}"; do each="\${each%%:*}"; [[ $each == \${words[CURRENT]}* ]] && print -- $each; done }
`;

  test.each(typed)("sparewheel %s", (line, offered, notOffered) => {
    const words = ["sparewheel", ...line.split(" ")];
    const script = `${caught}${zshCompletion(outline)}
words=(${words.map((word) => `'${word}'`).join(" ")}); CURRENT=${words.length}
_sparewheel; true`;
    const found = run("zsh", ["-f"], script).split("\n");
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((word) => notOffered.includes(word))).toEqual([]);
  });

  test("a real prompt completes a command and an option after Tab", () => {
    writeFileSync(join(folder, "_sparewheel"), zshCompletion(outline));
    const script = `
zmodload zsh/zpty
zpty z zsh -f -i
expecting() { local seen part; repeat 200; do zpty -r -t z part && seen+=$part; [[ $seen == *$1* ]] && return 0; sleep 0.02; done; print -u2 -- "no $1 in: $seen"; return 1 }
zpty -w z 'PS1=; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; print rea""dy'
expecting ready || exit 1
zpty -w -n z $'sparewheel regis\\t'
expecting registry || exit 1
zpty -w -n z $'imp\\t'
expecting import || exit 1
zpty -w -n z $'--dry\\t'
expecting --dry-run || exit 1
print done`;
    expect(run("zsh", ["-f"], script)).toBe("done\n");
  });
});
