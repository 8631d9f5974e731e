import { mkdirSync } from "node:fs";
import { goals } from "./goals/catalogue.ts";
import { answerParent, endWithParent } from "./harness/child-process.ts";
import type { Verdict, WorldSize } from "./harness/goal.ts";
import { disturbedRules, interleave, samplingRules } from "./harness/interleave.ts";
import { judge } from "./harness/judge.ts";

/** What run.ts asks for, as the one argument. */
export interface GoalRequest {
  goal: string;
  claims: readonly string[];
  worlds: readonly WorldSize[];
  directory: string;
  worldsDirectory: string;
  disturbed: boolean;
}

export interface GoalAnswer {
  verdicts: Verdict[];
  versions: Record<string, string>;
}

endWithParent();
await answerParent(await measure(JSON.parse(process.argv[2] ?? "") as GoalRequest));
process.exit(0); // a thread or a connection that a goal has left open must not keep the bench waiting

async function measure(request: GoalRequest): Promise<GoalAnswer> {
  const { goal: id, claims: wanted, worlds, directory, worldsDirectory } = request;
  const goal = goals.find((each) => each.id === id);
  if (!goal) throw new Error(`there is no goal "${id}"`);
  const claims = goal.claims(worlds).filter((claim) => wanted.includes(claim.id));
  const versions: Record<string, string> = {};
  mkdirSync(directory, { recursive: true });
  const noteVersion = (store: string, version: string): void => {
    versions[store] = version;
  };
  const opened = await goal.open({ directory, worldsDirectory, noteVersion }, worlds);
  try {
    const needed = new Set(claims.flatMap(({ terms }) => terms.map(({ side }) => side)));
    const rules = request.disturbed ? disturbedRules : samplingRules;
    const sides = opened.sides.filter(({ name }) => needed.has(name));
    const samples = await interleave(sides, rules);
    const verdicts = claims.map((claim) => ({
      goal: id,
      worlds,
      ...judge(claim, samples, { repetitions: rules.repetitions, absent: opened.absent }),
    }));
    return { verdicts, versions };
  } finally {
    await opened.close();
  }
}
