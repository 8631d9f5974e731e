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
  /** Ids hold no spaces. */
  workloads: readonly string[];
  /** SHA-256 of the bodies, hex. */
  digests: readonly string[];
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

/** Bytes of bodies in one statement: a few milliseconds of this thread, which others wait for. */
const statementBytes = 256 * 1024;

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
    const next = first + chunk.workloads.length;
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
  // Planned each time: a plan that was made while the table was small reads all of it for ever. One row with all versions,
  // because the driver takes longer for a thousand rows than Postgres.
  const [found] = await sql.unsafe<{ content_ids: string | null }[]>(
    `SELECT string_agg(coalesce(content_id, 0)::text, ',' ORDER BY place) AS content_ids
     FROM unnest(string_to_array($2::text, ' '), string_to_array($3::text, ' '))
       WITH ORDINALITY AS wanted (workload, digest, place)
     LEFT JOIN content ON content.agency = $1 AND content.workload = wanted.workload AND content.digest = decode(wanted.digest, 'hex')`,
    [agency, chunk.workloads.join(" "), chunk.digests.join(" ")],
    { prepare: false },
  );
  found?.content_ids?.split(",").forEach((id, index) => {
    versions[index] = Number(id);
  });
}

async function insert(
  sql: Sql | Transaction,
  agency: string,
  chunk: ContentChunk,
  indices: Uint32Array,
  versions: Versions,
): Promise<void> {
  const textsOf = (list: readonly string[]): string => Array.from(indices, (index) => list[index] ?? "").join(" ");
  const values = [agency, textsOf(chunk.workloads), textsOf(chunk.digests)];
  await chunk.read(indices, values);
  const statement = sql.unsafe<VersionRow[]>(
    `INSERT INTO content (agency, workload, digest, body, providers, jurisdictions)
     SELECT $1, workload, decode(digest, 'hex'), body,
       string_to_array(split_part(label, chr(9), 1), ' '), string_to_array(split_part(label, chr(9), 2), ' ')
     FROM unnest(
       string_to_array($2::text, ' '), string_to_array($3::text, ' '),
       string_to_array($4::text, chr(10)), string_to_array($5::text, chr(10))
     ) AS fresh (workload, digest, label, body)
     ON CONFLICT (agency, workload, digest) DO NOTHING
     RETURNING workload, content_id`,
    values,
    { prepare: true },
  );
  try {
    note(await statement, chunk, versions);
  } finally {
    forget(statement, values);
  }
}

/**
 * The driver's statements stay in memory after their end, until the engine goes through the whole heap: they must not hold a
 * push's texts. `parameters` is the driver's copy of the values, which its types leave out.
 */
function forget(statement: unknown, values: string[]): void {
  const { parameters } = statement as { parameters?: unknown[] };
  for (const held of [values, parameters]) if (held) held.length = 0;
}

interface VersionRow {
  workload: string;
  content_id: number;
}

function note(rows: readonly VersionRow[], chunk: ContentChunk, versions: Versions): void {
  const found = new Map(rows.map(({ workload, content_id }) => [workload, content_id]));
  chunk.workloads.forEach((workload, index) => {
    versions[index] = found.get(workload) ?? versions[index] ?? 0;
  });
}
