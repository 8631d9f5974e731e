import { settings } from "#services/settings.ts";
import type { CliContext } from "../cli-context.ts";
import { commandVariables } from "../command-words.ts";

/** A setting as it stands for this process. */
export interface DescribedSetting {
  name: string;
  /** Null when it has none. */
  value: string | null;
  source: "environment" | "default" | "not set";
  isSecret: boolean;
}

/** Other programs of a deployment read these; infra/env.example and docs/boards.md name them. */
const ofNeighbours = /^SPAREWHEEL_(?:SOURCE_|GRAFANA_|POSTGRES_|CLICKHOUSE_|READER_)/;

const ofCommands = commandVariables.flatMap(([names]) => names.split(", ")).filter((name) => !(name in settings));
const known = [...Object.keys(settings), ...ofCommands];

/** Every setting of a server and of the commands, in the order of docs/configuration.md. */
export function describeSettings(
  environment: CliContext["environment"],
  { isRedacted }: { isRedacted: boolean },
): DescribedSetting[] {
  return known.map((name) => {
    const given = environment[name];
    const isSecret = /PASSWORD$|_KEY$|_URL$/.test(name);
    if (given !== undefined && given !== "")
      return { name, value: isRedacted ? redacted(name, given) : given, source: "environment", isSecret };
    const fallback = defaultOf(name);
    return { name, value: fallback, source: fallback === null ? "not set" : "default", isSecret };
  });
}

/** A token keeps what tells it apart, a URL all but its password. */
export function redacted(name: string, value: string): string {
  if (name.endsWith("PASSWORD")) return "(a secret)";
  if (name.endsWith("_KEY")) return /^sw_[a-z]+_[0-9A-Za-z]{8}_/.exec(value.trim())?.[0].concat("…") ?? "(a secret)";
  if (!name.endsWith("_URL")) return value;
  if (!URL.canParse(value)) return "(not a URL)";
  const url = new URL(value);
  for (const name_ of [...url.searchParams.keys()].filter((each) => /password|key|secret|token/i.test(each)))
    url.searchParams.set(name_, "…");
  if (url.password !== "") url.password = "…";
  return decodeURI(url.href);
}

function defaultOf(name: string): string | null {
  if (!(name in settings)) return null;
  const parsed = settings[name as keyof typeof settings].safeParse(undefined);
  if (!parsed.success || parsed.data === undefined || String(parsed.data) === "") return null;
  return String(parsed.data);
}

/** Variables that look like a setting and are none, each with the one that may have been meant. */
export function strangeSettings(environment: CliContext["environment"]): { name: string; meant: string | null }[] {
  return Object.keys(environment)
    .filter((name) => !known.includes(name) && !ofNeighbours.test(name))
    .map((name) => ({ name, meant: nearest(name) }))
    .filter(({ name, meant }) => meant !== null || name.startsWith("SPAREWHEEL_"))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

const shortestCompared = 6;
const mostEdits = 2;

function nearest(name: string): string | null {
  const scored = known
    .filter((each) => each.length >= shortestCompared)
    .map((each) => ({ each, edits: editsBetween(name.toUpperCase().replaceAll("-", "_"), each) }))
    .toSorted((left, right) => left.edits - right.edits);
  const [best] = scored;
  return best && best.edits <= mostEdits ? best.each : null;
}

/** Letters to add, leave out or change until one word is the other. */
function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
