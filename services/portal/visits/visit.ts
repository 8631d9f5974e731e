import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "#http/app.ts";
import type { Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import type { Standpoint } from "#read/reading.ts";
import { CalendarDate, Instant } from "#schema/calendar.ts";
import type { Portal } from "../portal-deps.ts";
import { type Formats, formatsOf } from "../texts/formats.ts";
import { acceptedLanguage, isLanguage, type Language } from "../texts/language.ts";
import { type Catalogue, textsOf } from "../texts/texts.ts";
import { sessionKey } from "./session.ts";

/** One request for a page: who asks, in which language, for which date as known when. */
export interface Visit extends Catalogue {
  key: Key | undefined;
  language: Language;
  formats: Formats;
  path: string;
  query: URLSearchParams;
  today: string;
  /** YYYY-MM-DD; today unless one was chosen. */
  date: string;
  /** The instant that was chosen, in RFC 3339. */
  known_at: string | undefined;
  /** Set while a store is away: what the page shows was read before. Milliseconds since 1970. */
  failing_since: number | undefined;
  /** A link within the portal that keeps the chosen date and instant. */
  link: (path: string, parameters?: Record<string, string | undefined>) => string;
  /** Answers a question under the chosen vintage, once for all who may see the same; while a store is away, as it was answered last. */
  ask: <T>(question: readonly unknown[], work: (standpoint: Standpoint) => Promise<T>) => Promise<T>;
}

export const languageCookie = "sparewheel_language";

export function languageOf(c: Context<AppEnv>): Language {
  const chosen = getCookie(c, languageCookie) ?? "";
  return isLanguage(chosen) ? chosen : acceptedLanguage(c.req.header("accept-language"));
}

/** Throws `invalid-parameter` for a date that does not exist. */
export async function openVisit(c: Context<AppEnv>, portal: Portal): Promise<Visit> {
  const language = languageOf(c);
  const { pathname, searchParams: query } = new URL(c.req.url);
  const today = new Date(portal.now()).toISOString().slice(0, 10);
  const chosenDate = query.get("date") || undefined;
  const known_at = instantOf(query.get("known_at") || undefined);
  if (chosenDate !== undefined && !CalendarDate.safeParse(chosenDate).success)
    throw new ProblemError("invalid-parameter");
  const key = await sessionKey(c, portal);
  const date = chosenDate ?? today;
  const seen = [portal.publicLevel, key?.kind, key?.member, key?.agency];
  const visit: Visit = {
    ...textsOf(language),
    key,
    language,
    formats: formatsOf(language),
    path: pathname,
    query,
    today,
    date,
    known_at,
    failing_since: undefined,
    link(path, parameters = {}) {
      const kept = Object.entries({ date: chosenDate, known_at: query.get("known_at") || undefined, ...parameters });
      const search = new URLSearchParams(kept.filter((each): each is [string, string] => each[1] !== undefined));
      return search.size > 0 ? `${path}?${search.toString()}` : path;
    },
    async ask(question, work) {
      const { answer, failing_since } = await portal.kept.answer(
        JSON.stringify([question, known_at, seen]),
        async () => {
          await portal.whenVerified();
          return await portal.reading.remembered(known_at, ["portal", question, seen], work);
        },
      );
      visit.failing_since ??= failing_since;
      return answer;
    },
  };
  return visit;
}

/** A browser's field gives an instant without seconds and zone; it is in UTC. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.exec(text);
  const instant = local ? `${text}${local[1] === undefined ? ":00" : ""}Z` : text;
  if (!Instant.safeParse(instant).success) throw new ProblemError("invalid-parameter");
  return instant;
}
