import fc from "fast-check";
import { expect, test } from "vitest";
import { splitJson } from "./split-json.ts";
import { type LineSplitter, splitNdjson } from "./split-ndjson.ts";

const limits = { record_bytes: 10_000, workloads: 1_000 };
const takeBuffer = () => new Uint8Array(200);

/** Everything a splitter gives when a text arrives in pieces of the given sizes. */
function split(splitter: LineSplitter, text: string, sizes: readonly number[]): { header: string; lines: string[] } {
  const bytes = Buffer.from(text);
  const batches: Uint8Array[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? 1;
    batches.push(...splitter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  batches.push(...splitter.end());
  const lines = batches
    .flatMap((batch) => Buffer.from(batch).toString().split("\n"))
    .filter((line) => line.trim() !== "");
  return { header: splitter.header?.toString() ?? "", lines };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const value = fc.jsonValue({ maxDepth: 3 });
const spaces = fc.constantFrom("", " ", "\n", "\r\n\t ");
/** Keys and texts that a careless scanner would trip over. */
const nasty = fc.constantFrom('"', "\\", '\\"', "]}", ",", "workloads", '"workloads":[', "é\u{1F600}", "\u2028");

test("the elements of workloads come out as they went in, wherever the bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(value, nasty, fc.record({ id: nasty, list: fc.array(value) })), { maxLength: 6 }),
      fc.dictionary(fc.oneof(fc.string(), nasty), value, { maxKeys: 3 }),
      spaces,
      sizes,
      fc.boolean(),
      (workloads, members, space, cuts, isFirst) => {
        delete members.workloads;
        const elements = workloads.map((each) => JSON.stringify(each));
        const others = Object.entries(members).map(
          ([key, each]) => `${JSON.stringify(key)}:${space}${JSON.stringify(each)}`,
        );
        const textOf = (inside: string): string => {
          const list = `"workloads"${space}:${space}[${inside}]`;
          return `${space}{${(isFirst ? [list, ...others] : [...others, list]).join(`${space},`)}}${space}`;
        };
        const text = textOf(`${space}${elements.join(`${space},${space}`)}${space}`);
        const found = split(splitJson(limits, takeBuffer), text, cuts);
        // Compared as text: JSON.parse of Node 24.21 reads the key "\"" as "\\" after it has seen that one.
        expect(found.lines.map((line) => line.trim())).toEqual(elements);
        expect(found.header).toBe(textOf(""));
      },
    ),
    { numRuns: 500 },
  );
});

test("lines of NDJSON come out as they went in, wherever the bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1 }).map((text) => JSON.stringify(text)),
        { minLength: 1, maxLength: 20 },
      ),
      sizes,
      fc.boolean(),
      (lines, cuts, isEnded) => {
        const found = split(splitNdjson(limits, takeBuffer), lines.join("\n") + (isEnded ? "\n" : ""), cuts);
        expect([found.header, ...found.lines]).toEqual(lines);
      },
    ),
    { numRuns: 500 },
  );
});

test("a line beyond the limit is cut to one byte more, and the lines after it are whole", () => {
  const splitter = splitNdjson({ ...limits, record_bytes: 10 }, takeBuffer);
  expect(split(splitter, `header\n${"x".repeat(1_000)}\nshort\n`, [7])).toEqual({
    header: "header",
    lines: ["x".repeat(11), "short"],
  });
});

test("the first batches are small, so that threads share a push of usual size; later ones fill their memory", () => {
  const large = 512 * 1024;
  const splitter = splitNdjson(limits, () => new Uint8Array(large));
  const line = `${"x".repeat(9_999)}\n`;
  const text = Buffer.from(`header\n${line.repeat(400)}`);
  const batches = [...splitter.push(text), ...splitter.end()].map(({ length }) => length);
  expect(batches.reduce((sum, length) => sum + length)).toBe(400 * line.length);
  expect(Math.max(...batches.slice(0, 8))).toBeLessThan(150_000);
  expect(Math.min(...batches.slice(8, -1))).toBeGreaterThan(large - 2 * line.length);
});

test.each([
  ['{"workloads":[{}]', /ends before its object/],
  ['{"workloads":[{},]}', /an element is missing/],
  ['{"workloads":[,{}]}', /an element is missing/],
  ['{"workloads":[{},,{}]}', /an element is missing/],
  ['{"workloads":[],"workloads":[]}', /given twice/],
  ['{"workloads":[]} {}', /after the end/],
])("%s is no push", (text, message) => {
  for (const size of [1, 3, 1_000]) expect(() => split(splitJson(limits, takeBuffer), text, [size])).toThrow(message);
});
