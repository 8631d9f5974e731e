import { forgetParameters } from "#db/forget-parameters.ts";
import type { Sql, Transaction } from "#db/postgres.ts";

/**
 * States of workloads on their way into the ledger, each stored once however often it is stated. Chunks come sorted by
 * workload: two pushes of one agency then wait for each other instead of deadlocking.
 */
export interface Contents {
  readonly count: number;
  chunks(): Iterable<ContentChunk>;
}

export interface ContentChunk {
  readonly count: number;
  /** Its id, which holds no spaces. Asked for when it is needed, like the digest: many thousand short texts that wait would age. */
  workload: (index: number) => string;
  /** SHA-256 of the body, hex. */
  digest: (index: number) => string;
  /** Bytes of a body. */
  size(index: number): number;
  /**
   * Adds two texts to `values`, about some of the contents by index within the chunk, ascending. Each has parts separated by line
   * feeds: labels (providers, a tab, jurisdictions; names separated by spaces) and bodies (canonical texts, which hold no line
   * feed). An array of texts would cost the driver, and Postgres, ten times as much. They are not given back, because what an
   * asynchronous function has given can stay in memory for long.
   */
  read(indices: Uint32Array, values: string[]): Promise<void>;
}

/** The version of each content, in their order; 0 for one that is not stored. */
export type Versions = Float64Array<ArrayBuffer>;

/** Bytes of bodies in one statement: a few milliseconds of this thread, and of Postgres, which takes the processor of who woke it. */
const statementBytes = 128 * 1024;

/** Stores what is not stored yet; gives the versions of all. */
export async function storeContents(sql: Sql | Transaction, agency: string, contents: Contents): Promise<Versions> {
  return await eachChunk(contents, async (chunk, versions) => {
    await find(sql, agency, chunk, versions);
    for (const indices of statementsOf(chunk, versions)) await insert(sql, agency, chunk, indices, versions);
    // Another push stored the same content between two statements.
    if (versions.includes(0)) await find(sql, agency, chunk, versions);
  });
}

/** Looks without storing. */
export async function findContents(sql: Sql | Transaction, agency: string, contents: Contents): Promise<Versions> {
  return await eachChunk(contents, (chunk, versions) => find(sql, agency, chunk, versions));
}

async function eachChunk(
  contents: Contents,
  work: (chunk: ContentChunk, versions: Versions) => Promise<void>,
): Promise<Versions> {
  const versions = new Float64Array(contents.count);
  let first = 0;
  for (const chunk of contents.chunks()) {
    const next = first + chunk.count;
    await work(chunk, versions.subarray(first, next));
    first = next;
  }
  return versions;
}

/** Indices of what is not stored, cut into statements. */
function* statementsOf(chunk: ContentChunk, versions: Versions): Generator<Uint32Array> {
  const missing = Uint32Array.from([...versions.keys()].filter((index) => versions[index] === 0));
  let first = 0;
  let size = 0;
  for (const [place, index] of missing.entries()) {
    if (size + chunk.size(index) > statementBytes && place > first) {
      yield missing.subarray(first, place);
      first = place;
      size = 0;
    }
    size += chunk.size(index);
  }
  if (first < missing.length) yield missing.subarray(first);
}

async function find(sql: Sql | Transaction, agency: string, chunk: ContentChunk, versions: Versions): Promise<void> {
  // Planned each time: a plan that was made while the table was small reads all of it for ever.
  const indices = Uint32Array.from(versions.keys());
  const values = [agency, joined(indices, chunk.workload), joined(indices, chunk.digest)];
  const statement = sql.unsafe<FoundRow[]>(
    `SELECT string_agg(coalesce(content_id, 0)::text, ',' ORDER BY place) AS content_ids
     FROM unnest(string_to_array($2::text, ' '), string_to_array($3::text, ' '))
       WITH ORDINALITY AS wanted (workload, digest, place)
     LEFT JOIN content ON content.agency = $1 AND content.workload = wanted.workload AND content.digest = decode(wanted.digest, 'hex')`,
    values,
    { prepare: false },
  );
  try {
    note(await statement, indices, versions);
  } finally {
    forgetParameters(statement, values);
  }
}

const joined = (indices: Uint32Array, textOf: (index: number) => string): string =>
  Array.from(indices, textOf).join(" ");

async function insert(
  sql: Sql | Transaction,
  agency: string,
  chunk: ContentChunk,
  indices: Uint32Array,
  versions: Versions,
): Promise<void> {
  const values = [agency, joined(indices, chunk.workload), joined(indices, chunk.digest)];
  await chunk.read(indices, values);
  const statement = sql.unsafe<FoundRow[]>(
    `WITH stored AS (
       INSERT INTO content (agency, workload, digest, body, providers, jurisdictions)
       SELECT $1, workload, decode(digest, 'hex'), body,
         string_to_array(split_part(label, chr(9), 1), ' '), string_to_array(split_part(label, chr(9), 2), ' ')
       FROM unnest(
         string_to_array($2::text, ' '), string_to_array($3::text, ' '),
         string_to_array($4::text, chr(10)), string_to_array($5::text, chr(10))
       ) AS fresh (workload, digest, label, body)
       ON CONFLICT (agency, workload, digest) DO NOTHING
       RETURNING workload, content_id
     )
     SELECT string_agg(coalesce(content_id, 0)::text, ',' ORDER BY place) AS content_ids
     FROM unnest(string_to_array($2::text, ' ')) WITH ORDINALITY AS given (workload, place) LEFT JOIN stored USING (workload)`,
    values,
    { prepare: true },
  );
  try {
    note(await statement, indices, versions);
  } finally {
    forgetParameters(statement, values);
  }
}

/** Versions separated by commas, 0 for one that is not stored: one row, because the driver takes longer for a thousand than Postgres. */
interface FoundRow {
  content_ids: string | null;
}

function note([found]: readonly FoundRow[], indices: Uint32Array, versions: Versions): void {
  const ids = found?.content_ids?.split(",") ?? [];
  for (const [place, index] of indices.entries()) versions[index] = Number(ids[place] ?? 0);
}
