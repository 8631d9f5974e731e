import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Case, readCase } from "./load-case.ts";

const folder = join(import.meta.dirname, "../fixtures/cases");

/** Every case with expected results; test/fixtures/cases. */
export const caseFiles = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".json"));

export const caseNamed = (name: string): Case => readCase(join(folder, name));
