import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDatePattern, dateOf, dayOf } from "#schema/calendar.ts";
import { canonicalText } from "#schema/canonical.ts";
import { changedRecord, plainWorkload, validWorkload } from "#test/support/arbitrary-records.ts";
import { createRecordValidator } from "../record-validator.ts";
import { createCanonicalWriter } from "./canonical-writer.ts";
import { compileGrammar } from "./grammar.ts";
import { createPartyReader } from "./named-parties.ts";
import { createPlainReader } from "./plain-reader.ts";
import { noDate, readDate } from "./read-date.ts";
import { slack } from "./slack.ts";
import { createWarningsOfTape } from "./warnings-of-tape.ts";
import { workloadGrammar } from "./workload-grammar.ts";

const runs = process.env.NIGHTLY === "1" ? 100_000 : 2_000;
const grammar = workloadGrammar();
const reader = createPlainReader(grammar);
const write = createCanonicalWriter(grammar);
const warningsOf = createWarningsOfTape(grammar);
const { partiesOf } = createPartyReader(grammar);
const validate = createRecordValidator();

/** What the plain way says of a line; undefined when it leaves it to the ordinary one. */
function readPlainly(line: Buffer):
  | {
      body: string;
      providers: string[];
      jurisdictions: string[];
      /** Undefined where the rules have to be asked. */
      warnings: string[] | undefined;
    }
  | undefined {
  // Bytes of other lines surround it, as in a batch.
  const bytes = Buffer.concat([Buffer.from('{"id"\n'), line, Buffer.from('\n"}]}:1,2'), Buffer.alloc(slack)]);
  const start = 6;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = reader.read(bytes, view, start);
  if (end < 0) return undefined;
  expect(end).toBe(start + line.length);
  const target = Buffer.alloc(line.length + slack);
  const length = write(view, reader.tape(), new DataView(target.buffer, target.byteOffset, target.length), 0);
  const { providers, jurisdictions } = partiesOf(bytes, reader.tape());
  const warnings = warningsOf(bytes, reader.tape());
  return {
    body: target.toString("utf8", 0, length),
    providers: [...providers],
    jurisdictions: [...jurisdictions],
    warnings: warnings && [...warnings],
  };
}

/** Asserts that both ways say the same of a line that the plain one takes; gives whether it does. */
function isTaken(line: Buffer): boolean {
  const plain = readPlainly(line);
  if (!plain) return false;
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
  const { record, findings } = validate(text, () => true);
  const { body, providers, jurisdictions } = record!;
  const codes = findings.map(({ code }) => code);
  // Of errors it leaves just this one to be found.
  const warnings = codes.includes("duplicate-item-id") ? undefined : codes;
  expect(plain).toEqual({ body, providers, jurisdictions, warnings });
  const others = findings.filter(({ severity, code }) => severity === "error" && code !== "duplicate-item-id");
  expect(others).toEqual([]);
  return true;
}

/** JSON as other programs write it: members in any order, white space anywhere, now and then a member twice. */
function writtenAnyhow(value: unknown, choose: () => number): string {
  const space = (): string => ["", "", "", " ", "\t", "\r", "  "][choose() % 7] ?? "";
  const among = (parts: string[]): string => parts.map((part) => space() + part + space()).join(",");
  if (Array.isArray(value)) return `[${among(value.map((each) => writtenAnyhow(each, choose))) || space()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}${space()}:${space()}${writtenAnyhow(member, choose)}`);
  for (let last = members.length - 1; last > 0; last -= 1) {
    const other = choose() % (last + 1);
    [members[last], members[other]] = [members[other] ?? "", members[last] ?? ""];
  }
  if (members[0] !== undefined && choose() % 200 === 0) members.push(members[0]);
  return `{${among(members) || space()}}`;
}

const choices = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 60 }).map((list) => {
  let at = 0;
  return (): number => list[(at += 1) % list.length] ?? 0;
});

test("a record is read plainly as it is read in the ordinary way, whatever is wrong with it", () => {
  let taken = 0;
  fc.assert(
    fc.property(changedRecord, (line) => {
      taken += Number(isTaken(Buffer.from(line)));
    }),
    { numRuns: runs },
  );
  expect(taken).toBeGreaterThan(runs / 20);
});

test("the order of members and white space do not matter, and a member given twice is left to the ordinary way", () => {
  let taken = 0;
  fc.assert(
    fc.property(plainWorkload, choices, (workload, choose) => {
      taken += Number(isTaken(Buffer.from(writtenAnyhow(workload, choose))));
    }),
    { numRuns: runs },
  );
  expect(taken).toBeGreaterThan(runs / 10);
});

test("a line with bytes changed, lost or added anywhere is taken only when the ordinary way accepts it", () => {
  const bytes = fc.oneof(fc.constantFrom(...Buffer.from('"\\{}[]:,.-+eE019 \t\r\0Zé\u0301')), fc.nat(255));
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(2), bytes), { minLength: 1, maxLength: 3 });
  let taken = 0;
  fc.assert(
    fc.property(plainWorkload, edits, (workload, changes) => {
      const line = [...Buffer.from(JSON.stringify(workload))];
      for (const [place, kind, byte] of changes) {
        const removed = kind === 2 ? 0 : 1;
        line.splice(place % line.length, removed, ...(kind === 1 ? [] : [byte]));
      }
      if (!line.includes(0x0a)) taken += Number(isTaken(Buffer.from(line)));
    }),
    { numRuns: runs * 2 },
  );
  expect(taken).toBeGreaterThan(runs / 50);
});

test("every valid record is read plainly that JSON can write in one way only, and no other says something else there", () => {
  fc.assert(
    fc.property(plainWorkload, (workload) => {
      expect(isTaken(Buffer.from(JSON.stringify(workload)))).toBe(true);
    }),
    { numRuns: runs },
  );
  fc.assert(
    fc.property(validWorkload, (workload) => void isTaken(Buffer.from(JSON.stringify(workload)))),
    { numRuns: runs },
  );
});

test("dates are those of the pattern, and as many days from 1970-01-01", () => {
  const read = (text: string): number =>
    readDate(new DataView(new TextEncoder().encode(`"${text}"`.padEnd(slack)).buffer), 0);
  const isRight = (text: string): boolean => read(text) === (calendarDatePattern.test(text) ? dayOf(text) : noDate);
  const wrong: string[] = [];
  const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));
  for (const year of [1949, 1950, 1952, 1999, 2000, 2023, 2024, 2100, 2199, 2200, 9999]) {
    for (const month of twoDigits)
      for (const day of twoDigits) if (!isRight(`${year}-${month}-${day}`)) wrong.push(`${year}-${month}-${day}`);
  }
  for (let day = dayOf("1950-01-01"); day <= dayOf("2199-12-31"); day += 1)
    if (!isRight(dateOf(day))) wrong.push(dateOf(day));
  for (const text of ["2024/01-01", "2024-01/01", "2024-1-001", "20240-1-01", "2024-01-0", "+024-01-01", "2024-01-:1"])
    if (!isRight(text)) wrong.push(text);
  expect(wrong).toEqual([]);
});

test("a text of any one character is read plainly only as the ordinary way takes it, and always up to U+02FF", () => {
  const left: number[] = [];
  for (let code = 0; code < 0x11000; code += 1) {
    const name = `a${String.fromCodePoint(code)}`;
    const text = JSON.stringify({ id: "a", name, criticality: "critical", stage: "pilot" });
    if (!isTaken(Buffer.from(text)) && code >= 0xa0 && code <= 0x2ff) left.push(code);
    if (code > 0x400 && code < 0xd7f0) code += 200;
  }
  expect(left).toEqual([]);
  const longer = { id: "a", name: "é".repeat(301), criticality: "critical", stage: "pilot" };
  expect(readPlainly(Buffer.from(JSON.stringify(longer)))).toBeUndefined();
});

test.each([
  [`sha-256:${"0a".repeat(32)}`, true],
  [`sha-256:${"0a".repeat(31)}0`, false],
  [`sha-256:${"0a".repeat(32)}0`, false],
  [`sha-256:${"0A".repeat(32)}`, false],
  [`sha-25:${"0a".repeat(32)}`, false],
  [`sha-256${"0a".repeat(32)}`, false],
])("whether the digest %s is read plainly: %s", (digest, isRight) => {
  const source = { format: "a", version: "1", digest };
  const record = { id: "a", name: "a", criticality: "critical", stage: "pilot", source };
  expect(isTaken(Buffer.from(JSON.stringify(record)))).toBe(isRight);
});

test("lists too long to compare every pair of ids are left to the ordinary rules", () => {
  const evaluations = Array.from({ length: 17 }, (_, index) => ({ id: `e${index}`, status: "planned" }));
  const line = (length: number): Buffer =>
    Buffer.from(
      canonicalText({
        id: "a",
        name: "a",
        criticality: "critical",
        stage: "pilot",
        evaluations: evaluations.slice(0, length),
      }),
    );
  expect(readPlainly(line(16))).toMatchObject({ warnings: [] });
  expect(readPlainly(line(17))).toMatchObject({ warnings: undefined });
});

test("lists and the lists within them may be as long as they may, and no longer", () => {
  const drills = (length: number) => Array.from({ length }, () => ({ on: "2025-01-01" }));
  const line = (fallbacks: number, each: number): Buffer =>
    Buffer.from(
      JSON.stringify({
        id: "a",
        name: "a",
        criticality: "critical",
        stage: "pilot",
        fallbacks: Array.from({ length: fallbacks }, (_, index) => ({
          id: `f${index}`,
          kind: "manual",
          drills: drills(each),
        })),
      }),
    );
  expect(isTakenAsStored(line(200, 200))).toBe(true);
  expect(readPlainly(line(201, 1))).toBeUndefined();
  expect(readPlainly(line(1, 201))).toBeUndefined();

  function isTakenAsStored(text: Buffer): boolean {
    return readPlainly(text)?.body === canonicalText(JSON.parse(text.toString()));
  }
});

test.each([
  ["a word of JSON Schema that it does not know", { type: "object", additionalProperties: false, minProperties: 1 }],
  ["an object that allows other members", { type: "object", properties: {} }],
  ["a rule for a text that it does not know", objectOf({ type: "string", minLength: 1 })],
  ["a text without any rule", objectOf({ type: "string" })],
  ["a choice of two kinds", objectOf({ anyOf: [{ type: "string", pattern: "a" }, { type: "integer" }] })],
  ["a step between numbers", objectOf({ type: "integer", multipleOf: 2 })],
  ["a reference to nothing", objectOf({ $ref: "#/$defs/Nothing" })],
])("%s is refused when the grammar is made, not passed over", (_, schema) => {
  expect(() => compileGrammar(schema as Parameters<typeof compileGrammar>[0])).toThrow(/does not know|has no/);
});

function objectOf(member: object): object {
  return { type: "object", additionalProperties: false, properties: { member } };
}
