import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of a quick run that take longest. They begin first, so that no worker is left with one while the others have nothing to do;
 * boards loads the demonstration, and those that wait for it come when it is there.
 */
const longest = [
  "test/flow/boards.test.ts",
  "test/flow/rollups.test.ts",
  "test/flow/series-of-cases.test.ts",
  "test/fault/retry-storm.test.ts",
  "test/flow/calculator.test.ts",
  "test/fault/kill.test.ts",
  "test/flow/revisions.test.ts",
  "test/flow/portal.test.ts",
  "test/flow/precomputed-withdrawals.test.ts",
  "test/flow/views.test.ts",
  "services/gateway/random-statements.test.ts",
  "test/flow/cases.test.ts",
  "test/flow/opened-figures.test.ts",
  "test/flow/batches.test.ts",
  "test/documents/tutorials.test.ts",
  "test/flow/operations.test.ts",
  "test/documents/reference.test.ts",
  "test/documents/readme.test.ts",
  "test/fault/slow-sender.test.ts",
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? longest.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
