import { Jurisdiction } from "#schema/jurisdictions.ts";
import type { Scenario } from "#schema/parties.ts";
import { PartyId } from "#schema/workload.ts";
import type { Words } from "../texts/english.ts";

/** What the form was filled in with, and what it amounts to. */
export interface AskedWhatIf {
  providers: string[];
  jurisdictions: string[];
  notice: string;
  /** Undefined while nothing was asked, or when something is wrong with it. */
  scenario: Scenario | undefined;
  /** In the visitor's language. */
  problems: string[];
}

const usualNotice = "1440";
const most = 200;

/** Reads the form of a withdrawal: ticked providers, further ones, jurisdictions, minutes of notice. */
export function askedWhatIf(query: URLSearchParams, { whatif: words }: Pick<Words, "whatif">): AskedWhatIf {
  const listed = (name: string): string[] =>
    query
      .getAll(name)
      .flatMap((text) => text.split(/[\s,;]+/))
      .filter(Boolean);
  const unique = (values: string[]): string[] => [...new Set(values)].sort().slice(0, most);
  const providers = unique([...listed("provider"), ...listed("providers")]);
  const jurisdictions = unique(listed("jurisdictions").map((code) => code.toUpperCase()));
  const notice = query.get("notice_minutes") ?? usualNotice;
  const isAsked = query.has("notice_minutes");
  const problems = [
    ...providers.filter((id) => !PartyId.safeParse(id).success).map(words.bad_provider),
    ...jurisdictions.filter((code) => !Jurisdiction.safeParse(code).success).map(words.bad_jurisdiction),
    ...(/^\d{1,9}$/.test(notice) ? [] : [words.bad_notice]),
    ...(providers.length + jurisdictions.length === 0 ? [words.nothing] : []),
  ];
  const isGood = isAsked && problems.length === 0;
  return {
    providers,
    jurisdictions,
    notice,
    // Every code was checked just now.
    scenario: isGood
      ? { providers, jurisdictions: jurisdictions as Scenario["jurisdictions"], notice_minutes: Number(notice) }
      : undefined,
    problems: isAsked ? problems : [],
  };
}
