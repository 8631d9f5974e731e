import type { ClickHouse } from "#db/clickhouse.ts";
import { gather } from "#db/gather.ts";
import type { Watermark } from "./vintage.ts";

/** Where the ledger stood at an instant; 0 for nothing. */
export interface LedgerPlace {
  /** The last entry at or before it. */
  sequence: number;
  /** The last of those that changed the registry. */
  registry_sequence: number;
}

/** Entries in the order of the ledger, in which instants rise too. */
interface Entries {
  /** Rows were taken away since, when this is another number. */
  step: number;
  sequences: number[];
  /** Milliseconds since 1970. */
  instants: number[];
  /** Sequences of those that changed the registry. */
  registry: number[];
}

/** Entries read in one statement: numbers that this thread parses in a few milliseconds. */
const pageEntries = 20_000;

/**
 * Finds where the ledger stood at instants before the watermark. Entries stay in memory, 16 bytes each, and only new ones are read:
 * a statement for every reader of another vintage would cost as much as what is read afterwards.
 */
export function openEntryInstants(clickhouse: ClickHouse): (watermark: Watermark, ms: number) => Promise<LedgerPlace> {
  let known: Entries = { step: -1, sequences: [], instants: [], registry: [] };

  const upTo = gather(async (watermarks: readonly Watermark[]): Promise<Entries> => {
    const { step, sequence } = watermarks.reduce((newest, each) =>
      each.step > newest.step || (each.step === newest.step && each.sequence > newest.sequence) ? each : newest,
    );
    if (known.step !== step) known = { step, sequences: [], instants: [], registry: [] };
    const entries = known;
    while ((entries.sequences.at(-1) ?? 0) < sequence && (await readPage(clickhouse, entries, sequence)));
    return entries;
  });

  return async (watermark, ms) => {
    const { sequences, instants, registry } = await upTo(watermark);
    const sequence = sequences[placesUpTo(instants, ms) - 1] ?? 0;
    return { sequence, registry_sequence: registry[placesUpTo(registry, sequence) - 1] ?? 0 };
  };
}

/** Adds the next entries; false when there are none, because rows are being taken away. */
async function readPage(clickhouse: ClickHouse, entries: Entries, until: number): Promise<boolean> {
  const [page] = await clickhouse.read<{ sequences: number[]; instants: number[]; registry: number[] }>(
    `SELECT groupArray(sequence) AS sequences, groupArray(toUnixTimestamp64Milli(known_at)) AS instants,
       (SELECT groupArray(sequence) FROM (
          SELECT DISTINCT sequence FROM @db.parties WHERE sequence > {after:UInt64} ORDER BY sequence)) AS registry
     FROM (SELECT sequence, known_at FROM @db.projected WHERE sequence > {after:UInt64} AND sequence <= {until:UInt64}
           ORDER BY sequence LIMIT ${pageEntries})
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    { after: entries.sequences.at(-1) ?? 0, until },
  );
  const last = page?.sequences.at(-1);
  if (!page || last === undefined) return false;
  for (const sequence of page.sequences) entries.sequences.push(sequence);
  for (const instant of page.instants) entries.instants.push(instant);
  for (const sequence of page.registry) if (sequence <= last) entries.registry.push(sequence);
  return true;
}

/** How many of rising numbers are not greater than one. */
function placesUpTo(rising: readonly number[], most: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
