import { expect, test } from "vitest";
import type { Placed } from "./checked-file.ts";
import { createFindingList } from "./finding-list.ts";

const found = (line: number, change: Partial<Placed> = {}): Placed => ({
  code: "invalid-date",
  pointer: "/deployed_on",
  message: "expected a date",
  remedy: "Write it as YYYY-MM-DD.",
  line,
  column: 7,
  agency: undefined,
  id: `w${line}`,
  ...change,
});

test("what was found comes out as it went in, however much of it is alike, and what is of the file comes first", () => {
  const every = Array.from({ length: 10_000 }, (_, index) =>
    found(
      index + 1,
      [
        {},
        { message: `expected a date, found "${index}"` },
        { column: null, columnName: "Live" },
        { agency: `a${index % 3}`, id: undefined },
      ][index % 4],
    ),
  );
  const ofFile = found(1, { code: "records-mismatch", pointer: "/records", id: undefined });
  const list = createFindingList();
  for (const one of every) list.add(one);
  list.addFirst(ofFile);
  expect(list).toHaveLength(10_001);
  expect([...list]).toEqual([ofFile, ...every]);
});
