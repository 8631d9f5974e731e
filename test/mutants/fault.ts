/** One mistake that somebody could make in the methodology's code, and that the tests must notice. */
export interface Fault {
  /** From the root of the repository. */
  file: string;
  /** Found in the file exactly once. */
  text: string;
  replacement: string;
  /** What the code says then, in words; unique, and what `npm run test:mutants -- WORDS` chooses by. */
  wrong: string;
  /** Paths for vitest that must notice it; `figureTests` when left out. */
  tests?: readonly string[];
}

/** Whole figures: the cases of test/fixtures/cases and random worlds. */
export const figureTests: readonly string[] = ["test/flow/cases.test.ts", "test/flow/random-worlds.test.ts"];
