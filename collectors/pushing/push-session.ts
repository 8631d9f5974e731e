import { join } from "node:path";
import type { CommandIo } from "../command-io.ts";
import type { Progress } from "../progress.ts";
import { keepReceiptKeys } from "./receipt-keys.ts";
import { sendUntilAnswered, type ServerAnswer } from "./send-until-answered.ts";
import { serverAddress } from "./server-address.ts";

/** One run of `push` against one server. */
export interface PushSession {
  io: CommandIo;
  progress: Progress;
  /** The server's folder in the spool. */
  serverFolder: string;
  send(request: {
    method: "GET" | "PUT";
    path: string;
    headers?: Record<string, string>;
    body?: Uint8Array;
    words: string;
  }): Promise<ServerAnswer>;
  /** The keys that receipts may be signed with; asked for once a run. */
  verifierKeys(): Promise<string[]>;
}

export function openPushSession(
  options: { server: string; key: string; giveUpAfterMs?: number },
  io: CommandIo,
  progress: Progress,
): PushSession {
  const { base, folder } = serverAddress(options.server);
  const serverFolder = join(io.stateDirectory, "sparewheel", folder);
  const giveUpAt = options.giveUpAfterMs === undefined ? undefined : io.now() + options.giveUpAfterMs;
  const send: PushSession["send"] = async ({ path, headers, ...request }) =>
    sendUntilAnswered(
      { ...request, url: `${base}${path}`, headers: { authorization: `Bearer ${options.key}`, ...headers } },
      io,
      progress,
      giveUpAt,
    );
  let keys: Promise<string[]> | undefined;
  return {
    io,
    progress,
    serverFolder,
    send,
    verifierKeys: async () => {
      keys ??= send({ method: "GET", path: "/v1/keys", words: "question for the receipt keys" }).then(async (answer) =>
        keepReceiptKeys(serverFolder, answer, (text) => progress.warn(text)),
      );
      return keys;
    },
  };
}
