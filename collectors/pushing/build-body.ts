import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { contentDigestOf } from "#schema/content-digest.ts";
import { schemaVersion } from "#schema/push.ts";
import type { Filing } from "../checking/checked-file.ts";

const compress = promisify(gzip);

/** A push ready to be sent. */
export interface PushBody {
  /** NDJSON, gzip. */
  wire: Buffer;
  /** What the receipt must name. */
  contentDigest: string;
}

/** One agency's filing as the body of a push: the header line, then its workloads in canonical form, in file order. */
export async function buildBody(
  filing: Filing,
  header: { reference_date: string; complete: boolean; sender: string },
): Promise<PushBody> {
  const { workloads, sourceWarnings } = filing;
  const { reference_date, complete, sender } = header;
  const first = JSON.stringify({
    schema_version: schemaVersion,
    reference_date,
    complete,
    records: workloads.length,
    sender,
    ...(Object.keys(sourceWarnings).length > 0 ? { source_warnings: sourceWarnings } : {}),
  });
  // Joined in pieces: a body of 256 MiB as one string would need twice that at once.
  const pieces = [Buffer.from(`${first}\n`)];
  for (let from = 0; from < workloads.length; from += 1_000)
    pieces.push(
      Buffer.from(
        workloads
          .slice(from, from + 1_000)
          .map(({ text }) => `${text}\n`)
          .join(""),
      ),
    );
  return {
    wire: await compress(Buffer.concat(pieces)),
    contentDigest: contentDigestOf({ reference_date, complete }, workloads),
  };
}

/** RFC 9530, of the bytes as sent. */
export const contentDigestField = (wire: Uint8Array): string =>
  `sha-256=:${createHash("sha256").update(wire).digest("base64")}:`;
