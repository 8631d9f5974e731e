import type { Fault } from "../fault.ts";

const source = "services/read/fact-source.ts";

/** What is derived when, which rows count, and whose they are: methodology sections 1, 3 and 6. */
export const storeFaults: readonly Fault[] = [
  {
    file: source,
    text: "{date:Date32} < valid_until",
    replacement: "{date:Date32} <= valid_until",
    wrong: "the end of an interval of facts is its last day",
  },
  {
    file: source,
    text: "valid_from <= {date:Date32}",
    replacement: "valid_from < {date:Date32}",
    wrong: "facts hold from the day after they begin",
  },
  {
    file: source,
    text: " AND sequence <= {sequence:UInt64}\n      AND valid_from <= {date:Date32}",
    replacement: "\n      AND valid_from <= {date:Date32}",
    wrong: "a vintage sees what was received later",
  },
  {
    file: "services/read/entry-instants.ts",
    text: "placesUpTo(instants, ms)",
    replacement: "placesUpTo(instants, ms - 1)",
    wrong: "what is received at the asked instant is not known at it",
  },
  {
    file: "services/read/agency-outcomes.ts",
    text: "AND sequence <= {sequence:UInt64}",
    replacement: "",
    wrong: "COVERAGE of a vintage counts pushes received later",
  },
  {
    file: "services/read/known-registry.ts",
    text: " AND sequence <= {sequence:UInt64}",
    replacement: "",
    wrong: "a vintage sees the registry of today",
  },
  {
    file: "services/read/known-registry.ts",
    text: "sequence DESC LIMIT 1",
    replacement: "sequence LIMIT 1",
    wrong: "the registry never changes",
  },
  {
    file: "services/read/cut.ts",
    text: '...(coalition.has(row.member ?? "") ? ofCoalition(row) : []),',
    replacement: "...ofCoalition(row),",
    wrong: "the coalition counts members that do not belong",
  },
  {
    file: "services/indicators/withdrawal/classified.ts",
    text: "AND (provider = '' OR lists_jurisdictions)",
    replacement: "",
    wrong: "WITHDRAWAL: a fallback of unknown jurisdiction is doubtful where none is listed",
  },
  {
    file: "services/projection/registry-impact.ts",
    text: "entries.some(({ jurisdiction }) => jurisdictions.includes(jurisdiction))",
    replacement: "false",
    wrong: "a jurisdiction that becomes internal touches no provider's workloads",
  },
  {
    file: "services/projection/touched-workloads.ts",
    text: "FROM base WHERE (SELECT complete FROM this) EXCEPT",
    replacement: "FROM base WHERE false EXCEPT",
    wrong: "nothing is derived again for what a complete push leaves out",
  },
  {
    file: "services/projection/touched-workloads.ts",
    text: "AS content_id FROM this EXCEPT",
    replacement: "AS content_id FROM this WHERE NOT EXISTS (SELECT FROM base) EXCEPT",
    wrong: "nothing is derived again for what a push changes",
  },
  {
    file: "services/projection/derive-coverage.ts",
    text: "min(sequence) AS first",
    replacement: "max(sequence) AS first",
    wrong: "a corrected push counts as reporting only from its correction on",
  },
];
