import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { decodeNative, UnknownType } from "./native-decoder.ts";
import { type GatewayAnswer, type GatewayWorld, secret } from "./gateway-world.ts";

export type Traps = {
  /** The words of hostile statements with what they stand for here. */
  fill(statement: string): string;
  /** Why an answer must not have been given; nothing for one that may. */
  leakIn(answer: GatewayAnswer): string | undefined;
  /** What has changed in the stores, been written or called since the traps were set. */
  sprung(): Promise<string[]>;
  close(): Promise<void>;
};

/** Rows of every table that is a trap, a number that nothing else in this world has. */
const trapRows = 7_919;

/** Secrets wherever a statement could reach: tables, a dictionary, a file; a port that tells when it is called; a folder to stay empty. */
export async function setTraps({ clickhouse, directory, sql }: GatewayWorld): Promise<Traps> {
  const run = (statement: string): Promise<void> => clickhouse.write.command(statement);
  const many = `SELECT number AS k, concat('${secret}-', toString(number)) AS v FROM numbers(${trapRows})`;
  await run(`INSERT INTO @db.inventory SELECT toString(k), v FROM (${many})`);
  await run("CREATE TABLE @db.joined (k UInt8, v String) ENGINE = Join(ANY, LEFT, k)");
  await run(`INSERT INTO @db.joined SELECT k % 250, v FROM (${many})`);
  await run(`CREATE TABLE default.secrets ENGINE = MergeTree ORDER BY k AS ${many}`);
  await run(
    "CREATE DICTIONARY @db.dictionary (k UInt64, v String) PRIMARY KEY k SOURCE(CLICKHOUSE(TABLE 'secrets' DB 'default')) LAYOUT(FLAT()) LIFETIME(0)",
  );
  const file = join(directory, "secret.txt");
  writeFileSync(file, `${secret}\n`.repeat(trapRows));
  const out = join(directory, "out");
  mkdirSync(out);

  const calls: string[] = [];
  const server = createServer((socket) => {
    calls.push("a connection was opened");
    socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const words: Record<string, string> = { $FILE: file, $OUT: out, $PORT: String(port) };

  const contents = async (): Promise<string> => {
    const tables = await clickhouse.read(
      "SELECT database, name, engine, create_table_query, if(engine LIKE '%MergeTree', total_rows, 0) AS rows FROM system.tables WHERE database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA') ORDER BY database, name",
    );
    const roles = await clickhouse.read("SELECT name FROM system.databases ORDER BY name");
    const [keys] = await sql`SELECT count(*)::int AS keys FROM api_key`;
    return JSON.stringify([tables, roles, keys], undefined, 1);
  };
  const files = (): string[] => [
    ...readdirSync(out, { recursive: true }).map((name) => `${String(name)} was written`),
    ...["a", "a.gz"].filter((name) => readdirSync(process.cwd()).includes(name)),
  ];
  const before = await contents();

  return {
    fill: (statement) => statement.replace(/\$(?:FILE|OUT|PORT)/g, (word) => words[word] ?? word),
    leakIn({ status, text, bytes }) {
      // Folded and turned around, because a statement may do that to what it reads.
      const said = text.toLowerCase();
      if (/hidden|7f3a|neddih|a3f7/.test(said)) return "the secret";
      if (status !== 200 || bytes.length === 0) return undefined;
      return hasTrapRows(bytes) ? "how many rows another's table has" : undefined;
    },
    async sprung() {
      const now = await contents();
      return [...calls, ...files(), ...(now === before ? [] : [`the stores have changed: ${now}`])];
    },
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}

/** Whether the number of rows is among what an answer says; in one of a type that the decoder does not know, among its bytes. */
function hasTrapRows(bytes: Buffer): boolean {
  try {
    return decodeNative(bytes)
      .rows.flat(3)
      .some((value) => Number(value) === trapRows);
  } catch (error) {
    if (!(error instanceof UnknownType)) throw error;
    const counted = Buffer.alloc(8);
    counted.writeBigUInt64LE(BigInt(trapRows));
    return bytes.includes(counted);
  }
}
