import { createLineChecker, type RecordTaker } from "#records/check-lines.ts";
import { optionsOf, placesOf } from "#records/plain-record/places.ts";
import { rootFrame } from "#records/plain-record/plain-reader.ts";
import { workloadGrammar } from "#records/plain-record/workload-grammar.ts";
import { canonicalText } from "#schema/canonical.ts";
import { defaultLimits } from "#schema/limits.ts";
import type { Finding } from "#schema/rules.ts";
import { type Line, linesOf } from "../sources/lines-of.ts";
import { placeInJson } from "../sources/place-in-json.ts";
import type { LineBatch } from "../sources/whole-lines.ts";
import type { CheckedRecord } from "./checked-record.ts";
import { type Standing, standingOf } from "./standing.ts";

const lineFeed = Buffer.from("\n");
const checkOptions = {
  recordBytes: defaultLimits.record_bytes,
  list: { error: Infinity, warning: Infinity },
  // Which providers are registered is the registry's to know.
  isKnownProvider: () => true,
};

/** Checks lines of NDJSON by the checker that the server has: what is written plainly never becomes an object. */
export async function* checkLineBatches(batches: AsyncIterable<LineBatch>): AsyncGenerator<CheckedRecord[], void> {
  const grammar = workloadGrammar();
  const checkLines = createLineChecker(grammar);
  const places = placesOf(grammar, "id", "criticality", "stage");
  const idPlace = rootFrame + places.id;
  const [criticalities, stages] = [optionsOf(grammar, "criticality"), optionsOf(grammar, "stage")];
  for await (const batch of batches) {
    const lines = [...linesOf(batch)];
    const ids: (string | undefined)[] = [];
    const texts: (string | undefined)[] = [];
    const standings: (Standing | undefined)[] = [];
    const taker: RecordTaker = {
      takePlain({ bytes, tape }) {
        ids.push(bytes.toString("latin1", (tape[idPlace] ?? 0) + 1, (tape[idPlace + 1] ?? 0) - 1));
        const criticality = criticalities[tape[rootFrame + places.criticality + 2] ?? -1];
        standings.push(standingOf({ criticality, stage: stages[tape[rootFrame + places.stage + 2] ?? -1] }));
      },
      takeOrdinary(record, _isValid, text) {
        texts[ids.length] = text;
        ids.push(record && record.id !== "" ? record.id : undefined);
        standings.push(text === undefined ? undefined : standingIn(text));
      },
    };
    const { findings } = checkLines(contiguous(batch, lines), checkOptions, taker);
    const found = findingsByRecord(findings);
    yield lines.map((line, record) =>
      recordOf(line, { id: ids[record], standing: standings[record] }, texts[record], found.get(record) ?? []),
    );
  }
}

/** Of a line that is not written plainly. Within a text these quotation marks would be escaped, so no text is taken for a member. */
function standingIn(text: string): Standing | undefined {
  return standingOf({
    criticality: /"criticality"\s*:\s*"([a-z-]+)"/.exec(text)?.[1],
    stage: /"stage"\s*:\s*"([a-z]+)"/.exec(text)?.[1],
  });
}

/** The checker takes every line for a record, blank ones too. */
function contiguous({ bytes }: LineBatch, lines: readonly Line[]): Uint8Array<ArrayBuffer> {
  const covered = lines.reduce((sum, line) => sum + line.bytes.length + 1, 0);
  const isWhole = covered === bytes.length || covered === bytes.length + 1;
  const joined = isWhole ? bytes : Buffer.concat(lines.flatMap((line) => [line.bytes, lineFeed]));
  return joined as Uint8Array<ArrayBuffer>;
}

function findingsByRecord(findings: readonly (Finding & { record: number })[]): Map<number, Finding[]> {
  const found = new Map<number, Finding[]>();
  for (const { record, ...finding } of findings) {
    const ofRecord = found.get(record);
    if (ofRecord) ofRecord.push(finding);
    else found.set(record, [finding]);
  }
  return found;
}

function recordOf(
  { line, bytes }: Line,
  { id, standing }: Pick<CheckedRecord, "id" | "standing">,
  decoded: string | undefined,
  findings: readonly Finding[],
): CheckedRecord {
  const place = { line, column: 1 };
  return {
    agency: undefined,
    line,
    id,
    standing,
    findings,
    sourceWarnings: [],
    placeOf: (fault) => placeInJson(decoded ?? bytes.toString(), place, fault),
    text: () => canonicalText(JSON.parse(decoded ?? bytes.toString())),
  };
}
