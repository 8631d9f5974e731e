import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

export type RawAnswer = {
  status: number;
  headers: IncomingMessage["headers"];
  bytes: Buffer;
  text: string;
  ms: number;
};

/**
 * A request as a program with a socket makes it: body in pieces, sent while the answer may already be on its way. Rejects
 * when the connection breaks before the answer is complete.
 */
export async function rawRequest(
  url: string,
  options: {
    method?: string;
    headers?: Record<string, string | number>;
    pieces?: AsyncIterable<Buffer> | Iterable<Buffer>;
  },
): Promise<RawAnswer> {
  const started = performance.now();
  const outgoing = request(url, { method: options.method ?? "PUT", headers: options.headers ?? {}, agent: false });
  outgoing.flushHeaders();
  let isAnswered = false;
  const answered = once(outgoing, "response").then(async ([response]) => {
    const incoming = response as IncomingMessage;
    isAnswered = true;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const ms = performance.now() - started;
    const bytes = Buffer.concat(chunks);
    return { status: incoming.statusCode!, headers: incoming.headers, bytes, text: bytes.toString(), ms };
  });
  const send = async (): Promise<void> => {
    for await (const piece of options.pieces ?? []) {
      if (isAnswered || outgoing.destroyed) break;
      if (!outgoing.write(piece)) await Promise.race([once(outgoing, "drain"), answered]);
    }
    outgoing.end();
  };
  const sending = send();
  sending.catch(() => {}); // what broke shows in the answer
  outgoing.on("error", () => {});
  return await answered;
}
