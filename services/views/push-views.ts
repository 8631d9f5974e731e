import { isNewest, ofCalculation, type View, type ViewColumn } from "./view.ts";

const isKnown = `sequence <= ${ofCalculation("through")}`;
const agencyNames = `(SELECT id, name FROM @db.party_results WHERE kind = 'agency' AND ${isNewest("party")})`;

const head: readonly ViewColumn[] = [
  { name: "time", type: "DateTime64(3, 'UTC')", what: "when it was received", sql: "received_at" },
  { name: "sequence", type: "UInt64", what: "place in the ledger" },
];
const whose: readonly ViewColumn[] = [
  { name: "agency", type: "LowCardinality(String)", what: "who filed it" },
  { name: "agency_name", type: "String", what: "its name", sql: "party.name" },
  { name: "member", type: "LowCardinality(String)", what: "whose agency that is" },
  { name: "reference_date", type: "Date", what: "the day that it describes" },
];

const named = (table: string, isVisible: string): string =>
  `(SELECT * FROM @db.${table} WHERE ${isVisible} AND ${isKnown}) AS filed
LEFT JOIN ${agencyNames} AS party ON party.id = filed.agency`;

export const pushViews: readonly View[] = [
  {
    name: "v_push",
    what: "A push: when, how much, what changed; nothing of what it says.",
    extent: "every push that the figures have",
    columns: [
      ...head,
      { name: "push_id", type: "String", what: "the sender's id of it" },
      ...whose,
      { name: "complete", type: "UInt8", what: "1 for a whole inventory", sql: "is_complete" },
      { name: "records", type: "UInt64", what: "workloads listed" },
      { name: "added", type: "UInt64", what: "of them new" },
      { name: "changed", type: "UInt64", what: "of them changed" },
      { name: "unchanged", type: "UInt64", what: "of them as before", sql: "toUInt64(records - added - changed)" },
      { name: "removed", type: "UInt64", what: "workloads no longer listed" },
      { name: "warnings", type: "UInt64", what: "warnings of all codes" },
      {
        name: "days_late",
        type: "Int32",
        what: "days from the reference date until it was received",
        sql: "toInt32(toDate(received_at) - reference_date)",
      },
      { name: "source", type: "String", what: "what sent it, as it called itself; empty when unknown" },
    ],
    from: (isVisible) => named("pushes", isVisible),
  },
  {
    name: "v_push_warning",
    what: "How many warnings of one code a push had.",
    extent: "every push and code",
    columns: [
      ...head,
      ...whose,
      { name: "code", type: "LowCardinality(String)", what: "code of the rule" },
      { name: "warnings", type: "UInt64", what: "how many" },
    ],
    from: (isVisible) => named("push_warnings", isVisible),
  },
  {
    name: "v_freshness",
    what: "How long ago an agency reported.",
    extent: "every agency of the registry, once",
    columns: [
      { name: "agency", type: "String", what: "id", sql: "id" },
      { name: "agency_name", type: "String", what: "name", sql: "name" },
      { name: "member", type: "String", what: "whose agency it is" },
      { name: "last_reference_date", type: "Nullable(Date)", what: "the newest day that it described" },
      { name: "last_received_at", type: "Nullable(DateTime64(3, 'UTC'))", what: "when its last push was received" },
      {
        name: "days_since_reference",
        type: "Nullable(Int32)",
        what: "days from the one until today",
        sql: "toInt32(today - last_reference_date)",
      },
      { name: "pushes", type: "UInt64", what: "how many pushes it has made" },
      { name: "is_registered", type: "UInt8", what: "1 when it is registered today", sql: "is_current" },
      {
        name: "is_overdue",
        type: "UInt8",
        what: "1 when it is registered today and no push describes a day of the last 92",
        sql: "is_current = 1 AND recent_pushes = 0",
      },
    ],
    from: (isVisible) => `(
  WITH ${ofCalculation("today")} AS today
  SELECT id, name, member, is_current, today FROM @db.party_results
  WHERE kind = 'agency' AND ${isVisible} AND ${isNewest("party")}
) AS agencies
LEFT JOIN (
  WITH ${ofCalculation("today")} AS today
  SELECT agency, toNullable(max(reference_date)) AS last_reference_date, toNullable(max(received_at)) AS last_received_at,
    count() AS pushes, countIf(reference_date > today - 92 AND reference_date <= today) AS recent_pushes
  FROM @db.pushes WHERE ${isVisible} AND ${isKnown} GROUP BY agency
) AS filed ON filed.agency = agencies.id`,
  },
];
