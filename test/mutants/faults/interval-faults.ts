import type { Fault } from "../fault.ts";

const folder = "services/derivation";
const critical = `${folder}/critical-facts.ts`;
const intervals = `${folder}/fact-intervals.ts`;
const profile = `${folder}/withdrawal-profile.ts`;

/** On which days what indicators count holds: methodology section 5. */
export const intervalFaults: readonly Fault[] = [
  {
    file: critical,
    text: "if (compute.length === 0) return unknown;",
    replacement: "if (compute.length === 0) return no;",
    wrong: "a model without reported compute runs at home",
  },
  {
    file: critical,
    text: "const drillDays = 365;",
    replacement: "const drillDays = 366;",
    wrong: "a drill counts one day too long",
  },
  {
    file: critical,
    text: "fallbackOn(fallback, day, view) === yes && fallback.successes",
    replacement: "fallback.successes",
    wrong: "the drill of a fallback that is not sovereign counts",
  },
  {
    file: critical,
    text: "const paceDays = 90;",
    replacement: "const paceDays = 89;",
    wrong: "pace is counted over 89 days",
  },
  {
    file: critical,
    text: "was_evaluated: qualifying.some(({ completed_on }) => completed_on <= day)",
    replacement: "was_evaluated: qualifying.length > 0",
    wrong: "an evaluation still to come makes testing debt audit debt",
  },
  {
    file: critical,
    text: "if (evaluated === unknown) return since;",
    replacement: "",
    wrong: "what is unverified runs from the latest lapse",
  },
  {
    file: critical,
    text: "let from = since;",
    replacement: "let from = -Infinity;",
    wrong: "audit debt runs from a lapse before the start of operation",
  },
  {
    file: critical,
    text: "is_findings_unreported: subject.findings === undefined",
    replacement: "is_findings_unreported: (subject.findings ?? []).length === 0",
    wrong: "no findings are findings not reported",
  },
  {
    file: critical,
    text: "if (lapse !== undefined) days.push(lapse);",
    replacement: "",
    wrong: "facts do not change on the day of a lapse",
  },
  {
    file: critical,
    text: "days.push(on, on + drillDays);",
    replacement: "days.push(on);",
    wrong: "facts do not change when a drill has grown old",
  },
  {
    file: critical,
    text: "[since + paceDays]",
    replacement: "[]",
    wrong: "a deployment is recent for ever",
  },
  {
    file: intervals,
    text: "const initiationDays = 1096;",
    replacement: "const initiationDays = 1095;",
    wrong: "initiations count one day too short",
  },
  {
    file: intervals,
    text: "versions.find(({ subject }) => subject.is_production)?.from",
    replacement: "versions[0]?.from",
    wrong: "operation begins with the first version, whatever its stage",
  },
  {
    file: intervals,
    text: "subject.deployed_on ?? firstProduction ?? from",
    replacement: "firstProduction ?? subject.deployed_on ?? from",
    wrong: "the first version in production goes before the date of deployment",
  },
  {
    file: intervals,
    text: "Math.max(opened_on, due_on + 1)",
    replacement: "Math.max(opened_on, due_on)",
    wrong: "a finding is overdue on its due date",
  },
  {
    file: intervals,
    text: "evaluated = Math.min(",
    replacement: "evaluated = Math.max(evaluated === Infinity ? 0 : evaluated, ",
    wrong: "deployment waits for the last evaluation, not the first",
  },
  {
    file: intervals,
    text: "trustworthy < retired_on ? trustworthy",
    replacement: "trustworthy <= retired_on ? trustworthy",
    wrong: "what was retired on the day of its deployment was deployed",
  },
  {
    file: intervals,
    text: 'if (!operates || subject.criticality !== "critical") continue;',
    replacement: "if (!operates) continue;",
    wrong: "findings, withdrawal and concentration are over all that operates",
  },
  {
    file: intervals,
    text: "values.provider_count = distinctProviders(components, layer);",
    replacement: "values.provider_count = 1;",
    wrong: "each of several providers has the whole weight",
  },
  {
    file: profile,
    text: "if (is_easily_substitutable) continue;",
    replacement: "",
    wrong: "easily substituted components are exposed",
  },
  {
    file: profile,
    text: "      isUnknown = true;\n",
    replacement: "",
    wrong: "a component without a provider is not exposed",
  },
  {
    file: profile,
    text: "each.has_capacity && covers(each.available, day)",
    replacement: "each.has_capacity",
    wrong: "a fallback takes over outside its interval",
  },
  {
    file: profile,
    text: "on > day) continue;",
    replacement: "on >= day) continue;",
    wrong: "a drill counts from the day after it",
  },
  {
    file: profile,
    text: "on === latest.on && minutes < latest.minutes",
    replacement: "on === latest.on && minutes > latest.minutes",
    wrong: "of two drills on one day the slower counts",
  },
  {
    file: `${folder}/coverage-intervals.ts`,
    text: "export const coverageDays = 92;",
    replacement: "export const coverageDays = 93;",
    wrong: "a push counts as reporting one day too long",
  },
  {
    file: `${folder}/signed-difference.ts`,
    text: "let times = Math.abs(sum)",
    replacement: "let times = Math.min(1, Math.abs(sum))",
    wrong: "two findings due on one day are one",
    tests: ["test/flow/edges.test.ts"],
  },
];
