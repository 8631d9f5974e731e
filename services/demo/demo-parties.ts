import { dateOf } from "#schema/calendar.ts";
import type { Agency, Member, Provider, RegistryFile } from "#schema/parties.ts";

/** Said in every name that a person sees: nothing of the demonstration is about a real state or company. */
const label = "(synthetic)";

/** What an agency of the demonstration does, and how many workloads it comes to have. */
export interface AgencyKind {
  slug: string;
  name: string;
  /** COFOG codes of what it serves. */
  functions: readonly string[];
  workloads: number;
  /** What its workloads are for; a number is added. */
  purposes: readonly string[];
}

export const agencyKinds: readonly AgencyKind[] = [
  {
    slug: "revenue",
    name: "Revenue Office",
    functions: ["01.1.2"],
    workloads: 70,
    purposes: ["Tax return triage", "Refund fraud screening", "Taxpayer letters", "Arrears forecasting"],
  },
  {
    slug: "courts",
    name: "Courts Administration",
    functions: ["03.3.0"],
    workloads: 42,
    purposes: ["Case file search", "Hearing transcription", "Bail risk support", "Judgment anonymisation"],
  },
  {
    slug: "hospitals",
    name: "Hospitals Trust",
    functions: ["07.3.1", "07.3.2"],
    workloads: 82,
    purposes: ["Emergency triage support", "Radiology reading", "Bed planning", "Discharge letters"],
  },
  {
    slug: "insurance",
    name: "Social Insurance Office",
    functions: ["10.2.0", "10.5.0", "10.7.0"],
    workloads: 62,
    purposes: ["Benefit eligibility", "Claim document reading", "Overpayment detection", "Pension enquiries"],
  },
  {
    slug: "police",
    name: "Police Directorate",
    functions: ["03.1.0"],
    workloads: 48,
    purposes: ["Emergency call routing", "Evidence search", "Number plate reading", "Report drafting"],
  },
  {
    slug: "schools",
    name: "Schools Agency",
    functions: ["09.1.2", "09.2.1"],
    workloads: 36,
    purposes: ["School placement", "Early help signals", "Examination marking support", "Teacher rostering"],
  },
  {
    slug: "energy",
    name: "Energy and Grid Office",
    functions: ["04.3.5"],
    workloads: 36,
    purposes: ["Load forecasting", "Outage localisation", "Inspection planning", "Market surveillance"],
  },
  {
    slug: "environment",
    name: "Environment Institute",
    functions: ["05.3.0", "05.4.0"],
    workloads: 26,
    purposes: ["Flood warning", "Air quality forecasting", "Permit reading", "Species counting"],
  },
];

/** Two places at which nobody lives stand for the two states that others depend on. */
export const foreign = ["UM", "IO"] as const;

const memberNames = [
  { id: "ald", name: "Aldermark", jurisdiction: "BV" },
  { id: "bor", name: "Borealand", jurisdiction: "HM" },
  { id: "cor", name: "Corvania", jurisdiction: "GS" },
  { id: "dun", name: "Dunmere", jurisdiction: "TF" },
  { id: "est", name: "Estavia", jurisdiction: "AQ" },
] as const;
export const memberIds = memberNames.map(({ id }) => id);

/** The month, from 0, in which Estavia joins; its agencies file from three months before. */
export const joiningMonth = 9;
export const joiningMember = "est";

/** A provider inside the coalition that is bought from outside in this month, which the registry hears of two months later. */
export const soldProvider = "lakeside-compute";
export const soldMonth = 14;

/** Id, name, who controls it, and how often it is chosen. */
const providerList = [
  ["meridian-cloud", "Meridian Cloud", "UM", 9],
  ["atlas-models", "Atlas Models", "UM", 8],
  ["harbour-ai", "Harbour AI", "UM", 5],
  ["red-peak", "Red Peak Systems", "IO", 4],
  ["orchid-silicon", "Orchid Silicon", "IO", 4],
  [soldProvider, "Lakeside Compute", "HM", 4],
  ["fjord-hosting", "Fjord Hosting", "BV", 4],
  ["common-models", "Common Models Institute", "GS", 3],
  ["state-datacentre", "State Data Centre", "TF", 3],
  ["polar-grid", "Polar Grid", "AQ", 2],
  ["open-weights-foundation", "Open Weights Foundation", "BV", 3],
] as const;

/** Provider ids, each as often as it is chosen. */
export const chosenProviders: readonly string[] = providerList.flatMap(([id, , , weight]) =>
  Array.from({ length: weight }, () => id),
);
/** Those that a fallback may come from: mostly inside. */
export const fallbackProviders: readonly string[] = [
  "fjord-hosting",
  "state-datacentre",
  "common-models",
  "polar-grid",
  soldProvider,
  "harbour-ai",
];

export const agencyId = (member: string, { slug }: AgencyKind): string => `${member}-${slug}`;

/** Everything that the registry has before the first filing. `monthEnds` are days since 1970-01-01. */
export function demoParties(monthEnds: readonly number[]): RegistryFile {
  const members = memberNames.map(({ id, name, jurisdiction }): Member => ({
    id,
    name: `${name} ${label}`,
    jurisdictions: [jurisdiction],
    joined_on: id === joiningMember ? dateOf((monthEnds[joiningMonth] ?? 0) + 1) : null,
    left_on: null,
  }));
  const registered = dateOf((monthEnds[0] ?? 0) - 400);
  const agencies = memberNames.flatMap(({ id, name }) =>
    agencyKinds.map((kind): Agency => ({
      id: agencyId(id, kind),
      name: `${kind.name} of ${name} ${label}`,
      member: id,
      registered_on: registered,
      closed_on: null,
    })),
  );
  const providers = providerList.map(([id, name, jurisdiction]): Provider => ({
    id,
    name: `${name} ${label}`,
    control: [{ jurisdiction, from: null, until: null }],
  }));
  const [most] = foreign;
  return {
    members,
    agencies,
    providers,
    scenarios: {
      "largest-cloud-stops": { providers: ["meridian-cloud"], jurisdictions: [], notice_minutes: 1_440 },
      "foreign-withdrawal-90-minutes": { providers: [], jurisdictions: [...foreign], notice_minutes: 90 },
      "foreign-withdrawal-30-days": { providers: [], jurisdictions: [most], notice_minutes: 43_200 },
    },
  };
}

/** The provider after it was sold. */
export function soldParty(day: number): Provider {
  const from = dateOf(day);
  return {
    id: soldProvider,
    name: `Lakeside Compute ${label}`,
    control: [
      { jurisdiction: "HM", from: null, until: from },
      { jurisdiction: foreign[0], from, until: null },
    ],
  };
}
