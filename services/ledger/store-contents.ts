import type { Sql, Transaction } from "#db/postgres.ts";

/** One state of a workload, as it is stored once however often it is stated. */
export interface StoredContent {
  workload: string;
  /** Hex. */
  digest: string;
  body: string;
  /** Separated by spaces; ids hold none. */
  providers: string;
  jurisdictions: string;
}

/** Bytes of bodies in one statement to Postgres. */
const chunkBytes = 4 * 1024 * 1024;
const chunkRows = 5_000;

/**
 * Stores what is not stored yet and gives the version by workload. `contents` come sorted by workload, so that two pushes of
 * one agency wait for each other instead of deadlocking.
 */
export async function storeContents(
  transaction: Sql | Transaction,
  agency: string,
  contents: Iterable<StoredContent>,
): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  let chunk: StoredContent[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    for (const [workload, id] of await storeChunk(transaction, agency, chunk)) versions.set(workload, id);
    chunk = [];
    size = 0;
  };
  for (const content of contents) {
    chunk.push(content);
    size += content.body.length;
    if (size >= chunkBytes || chunk.length >= chunkRows) await flush();
  }
  if (chunk.length > 0) await flush();
  return versions;
}

interface VersionRow {
  workload: string;
  content_id: number;
}

/** Versions by workload of those contents that are stored already. */
export async function findContents(
  sql: Sql | Transaction,
  agency: string,
  contents: readonly Pick<StoredContent, "workload" | "digest">[],
): Promise<Map<string, number>> {
  const rows = await sql<VersionRow[]>`
    SELECT content.workload, content.content_id
    FROM unnest(${contents.map(({ workload }) => workload)}::text[], ${contents.map(({ digest }) => digest)}::text[]) AS wanted (workload, digest)
    JOIN content ON content.agency = ${agency} AND content.workload = wanted.workload AND content.digest = decode(wanted.digest, 'hex')`;
  return new Map(rows.map(({ workload, content_id }) => [workload, content_id]));
}

async function storeChunk(
  sql: Sql | Transaction,
  agency: string,
  chunk: readonly StoredContent[],
): Promise<Map<string, number>> {
  const versions = await findContents(sql, agency, chunk);
  const missing = (): StoredContent[] => chunk.filter(({ workload }) => !versions.has(workload));
  const fresh = missing();
  if (fresh.length === 0) return versions;
  const rows = await sql<VersionRow[]>`
    INSERT INTO content (agency, workload, digest, body, providers, jurisdictions)
    SELECT ${agency}, workload, decode(digest, 'hex'), body, string_to_array(providers, ' '), string_to_array(jurisdictions, ' ')
    FROM unnest(
      ${fresh.map(({ workload }) => workload)}::text[],
      ${fresh.map(({ digest }) => digest)}::text[],
      ${fresh.map(({ body }) => body)}::text[],
      ${fresh.map(({ providers }) => providers)}::text[],
      ${fresh.map(({ jurisdictions }) => jurisdictions)}::text[]
    ) AS fresh (workload, digest, body, providers, jurisdictions)
    ON CONFLICT (agency, workload, digest) DO NOTHING
    RETURNING workload, content_id`;
  for (const { workload, content_id } of rows) versions.set(workload, content_id);
  // Another push stored the same content between the two statements.
  const raced = missing();
  if (raced.length > 0) for (const [workload, id] of await findContents(sql, agency, raced)) versions.set(workload, id);
  return versions;
}
