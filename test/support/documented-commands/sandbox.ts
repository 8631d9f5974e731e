import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { programFile } from "#test/support/program-file.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

const root = resolve(import.meta.dirname, "../../..");
const documentedPort = 8080;
const documentedGatewayPort = 8123;
const patienceMs = 50_000;

export interface Ran {
  status: number | null;
  out: string;
  err: string;
}

/** A reader's machine: a folder that looks like a clone, a home, a shell, and ports of its own instead of 8080 and 8123. */
export interface Sandbox {
  folder: string;
  /** Runs commands as they stand in a document. Variables and the working folder are kept from one to the next. */
  run(commands: string): Promise<Ran>;
  /** Starts what goes on, and waits until the server answers. */
  start(commands: string): Promise<void>;
  close(): Promise<void>;
}

/** `isClone` is false for an agency's machine, where the program is installed and its repository is not to be seen. */
export async function openSandbox({ isClone = true } = {}): Promise<Sandbox> {
  const directory = makeTestDirectory();
  const [folder, home, tools] = ["clone", "home", "tools"].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  for (const place of [folder, home, tools]) mkdirSync(place);
  if (isClone)
    for (const name of readdirSync(root).filter(isOfClone)) symlinkSync(join(root, name), join(folder, name));
  const program = await programFile();
  if (isClone) {
    mkdirSync(join(folder, "bin"));
    symlinkSync(program, join(folder, "bin/sparewheel.cjs"));
  }
  writeFileSync(join(tools, "sparewheel"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  if (isClone && process.env.NIGHTLY !== "1") writeFileSync(join(tools, "npx"), npxOnce(join(directory, "npx")));
  for (const tool of readdirSync(tools)) chmodSync(join(tools, tool), 0o755);

  const port = await freePort();
  const gatewayPort = await freePort();
  const state = join(directory, "state");
  const env = {
    PATH: `${tools}:${process.env.PATH ?? ""}`,
    HOME: home,
    LANG: "C.UTF-8",
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    METRICS_PORT: "0",
    npm_config_update_notifier: "false",
    npm_config_offline: "true",
  };
  const here = (text: string): string =>
    text.replaceAll(`:${documentedPort}`, `:${port}`).replaceAll(`:${documentedGatewayPort}`, `:${gatewayPort}`);
  // A port stands in addresses, and in the names of folders that are called by them.
  const ownPort = new RegExp(`(?<=[:_])${port}\\b`, "g");
  const asDocumented = (text: string): string =>
    text.replaceAll(ownPort, String(documentedPort)).replaceAll(home, "~").replaceAll(folder, ".");
  const servers: { pid: number; ended: Promise<unknown> }[] = [];

  const shell = (script: string, detached: boolean) =>
    spawn("bash", ["-c", script], { cwd: folder, env, detached, stdio: ["ignore", "pipe", "pipe"] });

  return {
    folder,
    async run(commands) {
      const child = shell(keepingState(state, here(commands)), false);
      const [out, err] = [child.stdout, child.stderr].map((stream) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        return chunks;
      }) as [Buffer[], Buffer[]];
      const [status] = (await once(child, "close")) as [number | null];
      const text = (chunks: Buffer[]): string => asDocumented(Buffer.concat(chunks).toString());
      return { status, out: text(out), err: text(err) };
    },
    async start(commands) {
      const child = shell(here(commands), true);
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
      servers.push({ pid: child.pid!, ended: isOver() ? Promise.resolve() : once(child, "close") });
      for (const started = performance.now(); !(await answers(port)); await delay(50))
        if (isOver() || performance.now() - started > patienceMs)
          throw new Error(`"${commands}" does not answer on port ${port}: ${said}${logOf(folder)}`);
    },
    async close() {
      for (const { pid, ended } of servers) {
        try {
          process.kill(-pid, "SIGTERM");
        } catch {
          continue; // it has ended by itself
        }
        await ended;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** By day npm finds the program the first time only: to look for it takes eight times as long as the program itself. */
const npxOnce = (mark: string): string => `#!/bin/sh
if [ "$1" = sparewheel ] && ! mkdir '${mark}' 2> /dev/null; then
  shift
  exec sparewheel "$@"
fi
exec "$(PATH="\${PATH#*:}" command -v npx)" "$@"
`;

/** What `git clone` would give, and what `npm ci` adds; but the program is what tests run. */
const isOfClone = (name: string): boolean => !name.startsWith(".") && !["bin", "data"].includes(name);

/** Each block is a shell of its own, so that one that fails ends there; what the reader's shell would remember is handed on. */
function keepingState(file: string, commands: string): string {
  return `
[ -f '${file}' ] && . '${file}'
trap 'status=$?; { export -p; printf "cd %q\\n" "$PWD"; } > "${file}"; exit $status' EXIT
set -aeo pipefail
${commands}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false; // nothing listens yet
  }
}

function logOf(folder: string): string {
  const file = join(folder, "server.log");
  return existsSync(file) ? readFileSync(file, "utf8").slice(-2_000) : "";
}
