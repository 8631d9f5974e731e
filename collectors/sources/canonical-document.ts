import { CommandFailure } from "../command-failure.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { jsonParts } from "./json-parts.ts";
import { placeInJson } from "./place-in-json.ts";
import { recordAt } from "./record-at.ts";
import type { Source, SourceRecord } from "./source.ts";

const remedy =
  'Write one object with the header\'s members and a list "workloads", or NDJSON with one workload a line.';

/** One JSON object with the header's members and a list `workloads`. */
export function canonicalDocument(file: string, bytes: Buffer): Source {
  const text = decodeUtf8(file, bytes);
  const parts = partsOf(file, text);
  const members = parts.filter(({ path }) => path.length === 1);
  const names = members.map(({ path }) => path[0]);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new CommandFailure(1, `${file} has the member ${JSON.stringify(repeated)} twice.`, "Keep one of the two.");
  const workloads = members.find(({ path }) => path[0] === "workloads");
  if (!workloads || text[workloads.from] !== "[")
    throw new CommandFailure(1, `${file} has no list "workloads".`, remedy);
  const header = Object.fromEntries(
    members
      .filter((member) => member !== workloads)
      .map(({ path, from, to }) => [path[0], JSON.parse(text.slice(from, to)) as unknown]),
  );
  const items = parts.filter(({ path }) => path.length === 2 && path[0] === "workloads");
  return {
    format: "canonical",
    header: { line: 1, value: header, placeOf: (fault) => placeInJson(text, { line: 1, column: 1 }, fault) },
    total: items.length,
    records: recordsOf(text, items),
  };
}

function* recordsOf(text: string, items: readonly { from: number; to: number }[]): Iterable<SourceRecord> {
  let [line, column] = [1, 1];
  let counted = 0;
  for (const { from, to } of items) {
    for (; counted < from; counted += 1) {
      const code = text.charCodeAt(counted);
      if (code === 0x0a) [line, column] = [line + 1, 1];
      // The second half of a character beyond the first 65,536 is no character of its own.
      else if (code < 0xdc00 || code > 0xdfff) column += 1;
    }
    yield recordAt({ line, column }, Buffer.from(text.slice(from, to)));
  }
}

function partsOf(file: string, text: string): ReturnType<typeof jsonParts> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return jsonParts(text);
  } catch (error) {
    const position = Number(/position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? text.length);
    const line = text.slice(0, position).split("\n").length;
    throw new CommandFailure(
      1,
      `${file}, line ${line}: the JSON cannot be read from here on${position >= text.length ? "; it ends too early" : ""}.`,
      "Correct the line, or write NDJSON (one workload a line), where one broken line hides no other.",
      line,
    );
  }
  throw new CommandFailure(1, `${file} is JSON, but not an object.`, remedy);
}
