import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { canonicalText } from "#schema/canonical.ts";
import { contentDigestOf } from "#schema/content-digest.ts";
import { receiptDigest, signReceipt, verifierKey, type ReceiptFields } from "#schema/receipt.ts";

/** What the peer does instead of storing a push: an answer, or a connection that breaks before or after storing. */
export type Script =
  | { status: number; headers?: Record<string, string>; body?: object }
  | "break"
  | "store-then-break"
  | "store";

export interface ReceivedPush {
  agency: string;
  pushId: string;
  query: string;
  header: Record<string, unknown>;
  workloads: { id: string }[];
}

export interface ScriptedServer {
  url: string;
  /** One for each push request that is still to come; when it is empty, pushes are stored. */
  script: Script[];
  /** Every push request whose body arrived whole. */
  received: ReceivedPush[];
  registry: { members: object[]; agencies: { id: string }[] };
  /** Changes the fields of the next receipts before they are signed. */
  forge: ((fields: ReceiptFields) => ReceiptFields) | undefined;
  rotateKey(): void;
  stop(): Promise<void>;
}

/** A peer on loopback that speaks the push protocol and follows a script: for tests of the sender only. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  let key = generateKeyPairSync("ed25519");
  const receipts = new Map<string, { content: string; receipt: string }>();
  const chains = new Map<string, string[]>();

  const store = (push: ReceivedPush): object => {
    const { agency, pushId, header, workloads } = push;
    const content = contentDigestOf(
      { reference_date: String(header["reference_date"]), complete: header["complete"] === true },
      workloads.map((workload) => ({ id: workload.id, text: canonicalText(workload) })),
    );
    const known = receipts.get(pushId);
    if (known) return { receipt: known.receipt, warnings: [], visible_by: "2026-10-01T08:00:05Z" };
    const chain = chains.get(agency) ?? [];
    const last = chain.at(-1);
    const fields: ReceiptFields = {
      origin: "test",
      epoch: 1,
      agency,
      push: pushId,
      sequence: chain.length + 1,
      previous: last === undefined ? "none" : receiptDigest(last),
      content,
      reference_date: String(header["reference_date"]),
      records: {
        submitted: workloads.length,
        added: workloads.length,
        changed: 0,
        unchanged: 0,
        removed: 0,
        warnings: 0,
      },
      received: "2026-10-01T08:00:00.000Z",
    };
    const receipt = signReceipt(server.forge ? server.forge(fields) : fields, key.privateKey);
    chains.set(agency, [...chain, receipt]);
    receipts.set(pushId, { content, receipt });
    return { receipt, warnings: [], visible_by: "2026-10-01T08:00:05Z" };
  };

  const onPush = (request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void => {
    const [, agency = "", pushId = ""] = /^\/v1\/agencies\/([^/]+)\/pushes\/([^/]+)$/.exec(url.pathname) ?? [];
    const digest = `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
    if (request.headers["content-digest"] !== digest || request.headers["content-encoding"] !== "gzip")
      return answer(response, 400, { title: "The bytes are not what was sent" });
    const [header, ...workloads] = gunzipSync(body)
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const push = { agency, pushId, query: url.search, header: header ?? {}, workloads: workloads as { id: string }[] };
    server.received.push(push);
    const step = server.script.shift() ?? "store";
    if (step === "store-then-break") store(push);
    if (step === "break" || step === "store-then-break") return void response.destroy();
    if (step !== "store") return answer(response, step.status, step.body ?? {}, step.headers);
    return answer(response, 201, store(push));
  };

  const http = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://peer");
      if (request.headers.authorization !== "Bearer the-key")
        return answer(response, 401, problem(401, "no-key", "No key"));
      if (url.pathname === "/v1/keys")
        return answer(response, 200, { keys: [{ name: "current", verifier_key: verifierKey(key.publicKey) }] });
      if (url.pathname !== "/v1/admin/registry") return onPush(request, response, url, Buffer.concat(pieces));
      if (request.method === "PUT") {
        const { agencies } = JSON.parse(Buffer.concat(pieces).toString()) as { agencies: { id: string }[] };
        server.registry.agencies.push(...agencies);
      }
      return answer(response, 200, server.registry);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: ScriptedServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    script: [],
    received: [],
    registry: { members: [{ id: "us", jurisdictions: ["US"] }], agencies: [] },
    forge: undefined,
    rotateKey: () => void (key = generateKeyPairSync("ed25519")),
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

export const problem = (status: number, code: string, title: string, more: object = {}): object => ({
  type: `/docs/problems/${code}`,
  status,
  code,
  title,
  ...more,
});

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
