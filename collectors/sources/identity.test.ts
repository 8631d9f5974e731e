import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Workload } from "#schema/workload.ts";
import { derivedId } from "./derived-id.ts";
import { displayName } from "./display-name.ts";
import { slug } from "./slug.ts";
import { uniqueIds } from "./unique-ids.ts";

test.each([
  ["Dept. of Health & Human Services", "dept-of-health-human-services"],
  ["--A--", "a"],
  ["Élan", "lan"],
  ["???", ""],
  [`${"a".repeat(63)} b`, "a".repeat(63)],
])("the slug of %j is %j", (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test("a slug is its own slug, an id of a party or empty, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(slug(text)).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)?$/);
      expect(slug(slug(text))).toBe(slug(text));
    }),
  );
});

test("a derived id is over the trimmed cells in NFC with their inner line ends, so white space around a cell does not change it", () => {
  const hex = createHash("sha256").update("CFTC\nA\r\nb \u00e9\nDOD", "utf8").digest("hex").slice(0, 16);
  expect(derivedId(["CFTC", "A\r\nb e\u0301", " DOD\u00a0"])).toBe(`x-${hex}`);
  expect(derivedId(["CFTC", "A b \u00e9", "DOD"])).not.toBe(`x-${hex}`);
});

test("repeated ids take the next free number, per agency, and stay ids", () => {
  const next = uniqueIds();
  const ids = ["a", "a.2", "a", "a", "a.2"].map((id) => next("va", id).id);
  expect(ids).toEqual(["a", "a.2", "a.3", "a.4", "a.2.2"]);
  expect(next("dhs", "a")).toEqual({ id: "a", isRepeated: false });
  const long = "x".repeat(128);
  expect([next("va", long).id, next("va", long).id]).toEqual([long, `${"x".repeat(126)}.2`]);
});

test("a name is one line in NFC of at most 300 code points, never blank", () => {
  expect(displayName("Cafe\u0301\r\n\u0007 bar\u0085")).toEqual({ name: "Caf\u00e9 bar" });
  expect(displayName("\u00a0\n")).toEqual({ name: "(unnamed)", warning: "unnamed" });
  expect(displayName("\u{1F600}".repeat(300))).toEqual({ name: "\u{1F600}".repeat(300) });
  expect(displayName("\u{1F600}".repeat(301))).toEqual({ name: "\u{1F600}".repeat(300), warning: "name-truncated" });
});

test("no control character or line end of a cell makes its name one that the record refuses", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0x20 }).map((code) => String.fromCharCode(code)), maxLength: 9 }),
      (text, odd) => {
        expect(Workload.shape.name.safeParse(displayName(odd + text + odd + text).name).success).toBe(true);
      },
    ),
  );
});
