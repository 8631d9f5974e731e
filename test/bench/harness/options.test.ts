import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const ids = ["ingest", "ingest-engine"];

test("sizes and goals are listed with commas or by repeating the option, each size once", () => {
  expect(readOptions(["--size", "100k,1m", "--size", "5m", "--size", "1m", "--only", "ingest"], ids)).toMatchObject({
    sizes: ["100k", "1m", "5m"],
    only: ["ingest"],
  });
});

test("without options it measures every goal at 100k and 1m", () => {
  expect(readOptions([], ids)).toMatchObject({ sizes: ["100k", "1m"], only: [], json: undefined });
});

test("a size or a goal that does not exist is refused with what there is", () => {
  expect(() => readOptions(["--size", "2m"], ids)).toThrow("--size takes 100k, 1m, 5m");
  expect(() => readOptions(["--only", "speed"], ids)).toThrow("--only takes ingest, ingest-engine");
});
