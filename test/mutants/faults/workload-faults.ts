import type { Fault } from "../fault.ts";

const folder = "services/derivation";
const subject = `${folder}/subject.ts`;
const critical = `${folder}/critical-facts.ts`;
const history = `${folder}/workload-history.ts`;

/** Answers, parties, versions and the facts of a workload: methodology sections 1 to 4. */
export const workloadFaults: readonly Fault[] = [
  // Time and answers.
  {
    file: `${folder}/registry-state.ts`,
    text: "at.from <= day && day < at.until",
    replacement: "at.from <= day && day <= at.until",
    wrong: "the end of an interval of the registry or a fallback is its last day",
  },
  {
    file: `${folder}/facts.ts`,
    text: "if (!list) return unknown;",
    replacement: "if (!list) return no;",
    wrong: "a list that was not reported counts as reported: none",
  },
  // Parties.
  {
    file: `${folder}/registry-state.ts`,
    text: "member.memberships ?? [",
    replacement: "member.memberships?.slice(0, 1) ?? [",
    wrong: "a member that left never comes back",
  },
  {
    file: `${folder}/location.ts`,
    text: "view.control.get(provider)?.find((entry) => covers(entry, day))?.jurisdiction",
    replacement: "view.control.get(provider)?.at(-1)?.jurisdiction",
    wrong: "whoever controls a provider last always did",
  },
  {
    file: `${folder}/location.ts`,
    text: "view.internal.get(jurisdiction)?.some((at) => covers(at, day)) ? yes : no",
    replacement: "view.internal.has(jurisdiction) ? yes : no",
    wrong: "a jurisdiction that was internal once always is",
  },
  // Versions.
  {
    file: history,
    text: "left.day - right.day || left.sequence - right.sequence",
    replacement: "left.day - right.day || right.sequence - left.sequence",
    wrong: "of two pushes for one date the earlier overrides the later",
  },
  {
    file: history,
    text: "if (!statement || (!statement.complete && !statement.subject)) continue;",
    replacement: "if (!statement?.subject) continue;",
    wrong: "a workload never leaves the inventory",
  },
  // Workload facts.
  {
    file: subject,
    text: 'workload.stage === "production"',
    replacement: 'workload.stage !== "planned"',
    wrong: "a pilot operates",
  },
  {
    file: subject,
    text: "workload.regulated === true",
    replacement: "workload.regulated !== false",
    wrong: "what is not known to be regulated is in DEPLOY_SPEED",
  },
  {
    file: subject,
    text: 'evaluation.outcome === "failed"',
    replacement: 'evaluation.outcome !== "passed"',
    wrong: "an outcome not reported counts as failed",
  },
  {
    file: subject,
    text: "modified <= completed",
    replacement: "modified < completed",
    wrong: "a modification on the day of completion lapses the evaluation",
  },
  {
    file: subject,
    text: "Math.min(validUntil, modified)",
    replacement: "Math.max(validUntil, modified)",
    wrong: "the later of validity and modification is the lapse",
  },
  {
    file: subject,
    text: 'layer === "model" && weights === "open"',
    replacement: 'weights === "open"',
    wrong: "open weights count on every layer",
  },
  {
    file: subject,
    text: "fallback.capacity_share !== 0",
    replacement: "Boolean(fallback.capacity_share)",
    wrong: "a capacity not reported is none",
  },
  {
    file: subject,
    text: ".filter(({ succeeded }) => succeeded === true)",
    replacement: ".filter(({ succeeded }) => succeeded !== false)",
    wrong: "a drill whose end is not reported succeeded",
  },
  {
    file: subject,
    text: 'substitutability === "easily"',
    replacement: '(substitutability ?? "easily") === "easily"',
    wrong: "a component is easily substituted unless somebody says otherwise",
  },
  {
    file: `${folder}/qualifying.ts`,
    text: "!each.is_failed &&",
    replacement: "",
    wrong: "a failed evaluation qualifies",
  },
  {
    file: `${folder}/qualifying.ts`,
    text: '(each.independence === "independent" || each.independence === "accredited")',
    replacement: 'each.independence !== "internal"',
    wrong: "an evaluation of unknown independence qualifies",
  },
  {
    file: critical,
    text: "if (evaluation.completed_on === undefined) return unknown;",
    replacement: "if (evaluation.completed_on === undefined) return no;",
    wrong: "an evaluation completed on an unknown day was not completed",
  },
  {
    file: critical,
    text: "evaluation.completed_on > day ||",
    replacement: "evaluation.completed_on >= day ||",
    wrong: "an evaluation holds from the day after its completion",
  },
  {
    file: critical,
    text: "day >= evaluation.lapse",
    replacement: "day > evaluation.lapse",
    wrong: "an evaluation still holds on the day of its lapse",
  },
  {
    file: critical,
    text: 'if (evaluation.independence === "internal") return no;',
    replacement: "",
    wrong: "an internal evaluation is enough",
  },
  {
    file: critical,
    text: "return evaluation.independence === undefined ? unknown : yes;",
    replacement: "return yes;",
    wrong: "an independence not reported is independence",
  },
  {
    file: critical,
    text: "if (!covers(fallback.available, day) || !fallback.has_capacity) return no;",
    replacement: "if (!covers(fallback.available, day)) return no;",
    wrong: "a fallback without capacity is one",
  },
  {
    file: critical,
    text: "!alternative.is_available || ",
    replacement: "",
    wrong: "a planned alternative is there",
  },
  {
    file: critical,
    text: "if (internal !== yes) return internal;",
    replacement: "if (internal === no) return no;",
    wrong: "an alternative of unknown jurisdiction is internal",
  },
  {
    file: critical,
    text: "if (alternative.sufficient_capacity === undefined) return unknown;",
    replacement: "if (alternative.sufficient_capacity === undefined) return no;",
    wrong: "a sufficiency not reported is insufficient",
  },
];
