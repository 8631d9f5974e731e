/**
 * The shape of a case (test/fixtures/cases/README.md), written again here: the reference shares nothing with the platform.
 * A key that is missing means null. Dates are `YYYY-MM-DD`, so they compare as texts.
 */
export interface CaseWorld extends Parties {
  /** Later changes of the parties; an object replaces the one with its id. */
  registry?: (Parties & { received_at: string })[];
  pushes: Push[];
  queries: { date: string; known_at: string }[];
}

export interface Parties {
  members?: Member[];
  agencies?: Agency[];
  providers?: Provider[];
  scenarios?: Record<string, Scenario>;
}

type Optional<T> = T | null | undefined;

export interface Member {
  id: string;
  jurisdictions: string[];
  joined_on?: Optional<string>;
  left_on?: Optional<string>;
  memberships?: { joined_on?: Optional<string>; left_on?: Optional<string> }[];
}

export interface Agency {
  id: string;
  member: string;
  registered_on?: Optional<string>;
  closed_on?: Optional<string>;
}

export interface Provider {
  id: string;
  control: { jurisdiction: string; from?: Optional<string>; until?: Optional<string> }[];
}

export interface Scenario {
  providers: string[];
  jurisdictions: string[];
  notice_minutes: number;
}

export interface Push {
  agency: string;
  reference_date: string;
  received_at: string;
  complete: boolean;
  workloads: Workload[];
}

/** What figures depend on; a record has more. */
export interface Workload {
  id: string;
  function?: Optional<string>;
  regulated?: Optional<boolean>;
  criticality: string;
  stage: string;
  initiated_on?: Optional<string>;
  deployed_on?: Optional<string>;
  retired_on?: Optional<string>;
  substantially_modified_on?: Optional<string>;
  components?: Optional<Component[]>;
  evaluations?: Optional<Evaluation[]>;
  fallbacks?: Optional<Fallback[]>;
  alternatives?: Optional<Alternative[]>;
  findings?: Optional<Finding[]>;
}

export interface Component {
  layer: string;
  provider?: Optional<string>;
  weights?: Optional<string>;
  substitutability?: Optional<string>;
}

export interface Evaluation {
  status: string;
  independence?: Optional<string>;
  completed_on?: Optional<string>;
  valid_until?: Optional<string>;
  outcome?: Optional<string>;
}

export interface Fallback {
  provider?: Optional<string>;
  jurisdiction?: Optional<string>;
  available_from?: Optional<string>;
  available_until?: Optional<string>;
  switchover_minutes?: Optional<number>;
  capacity_share?: Optional<number>;
  drills?: Optional<{ on: string; minutes?: Optional<number>; succeeded?: Optional<boolean> }[]>;
}

export interface Alternative {
  provider?: Optional<string>;
  jurisdiction?: Optional<string>;
  status: string;
  available_from?: Optional<string>;
  available_until?: Optional<string>;
  sufficient_capacity?: Optional<boolean>;
}

export interface Finding {
  opened_on: string;
  due_on?: Optional<string>;
  corrected_on?: Optional<string>;
}
