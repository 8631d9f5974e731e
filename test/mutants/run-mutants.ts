import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { copyTree } from "./copy-tree.ts";
import { type Fault, figureTests } from "./fault.ts";
import { everyFault } from "./faults/every-fault.ts";
import { occurrences, plantFault } from "./plant-fault.ts";
import { runTests } from "./run-tests.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

// npm run test:mutants [-- WORDS…]: plants each fault whose words hold one of WORDS, and fails unless the tests notice it.

const root = resolve(import.meta.dirname, "../..");
const words = process.argv.slice(2);
const chosen = everyFault.filter(({ wrong }) => words.length === 0 || words.some((word) => wrong.includes(word)));
const testsOf = ({ tests }: Fault): readonly string[] => tests ?? figureTests;

const lost = everyFault.filter((fault) => occurrences(root, fault) !== 1);
for (const { file, text } of lost) console.error(`not found exactly once in ${file}: ${text}`);
if (lost.length > 0 || chosen.length === 0) {
  console.error(lost.length > 0 ? "Bring test/mutants/faults up to the code." : "No fault has these words.");
  process.exit(1);
}

const tree = copyTree(root);
const removeTree = (): void => rmSync(tree, { recursive: true, force: true });
process.once("SIGINT", () => {
  removeTree();
  process.exit(130);
});
try {
  process.exitCode = (await allAreNoticed()) ? 0 : 1;
} finally {
  removeTree();
}

async function allAreNoticed(): Promise<boolean> {
  // Tests that fail without a fault notice nothing by failing with one.
  const sound = verdictOf(await runTests(tree, [...new Set(chosen.flatMap(testsOf))]));
  if (sound.kind !== "not noticed") {
    console.error(`The tests fail without any fault: ${said(sound)}`);
    return false;
  }
  let missed = 0;
  for (const fault of chosen) {
    const started = performance.now();
    const takeOut = plantFault(tree, fault);
    const verdict = verdictOf(await runTests(tree, testsOf(fault)));
    takeOut();
    if (verdict.kind !== "noticed") missed += 1;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${verdict.kind === "noticed" ? " " : "!"} ${fault.wrong.padEnd(78)} ${seconds.padStart(6)} s  ${said(verdict)}`,
    );
  }
  console.log(`${chosen.length - missed} of ${chosen.length} faults noticed`);
  return missed === 0;
}

function said(verdict: Verdict): string {
  switch (verdict.kind) {
    case "noticed":
      return verdict.by;
    case "broken":
      return `BROKEN: ${verdict.message}`;
    case "not noticed":
      return "NOT NOTICED";
  }
}
