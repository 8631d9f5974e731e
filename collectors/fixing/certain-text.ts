import { calendarDatePattern } from "#schema/calendar.ts";
import { isNfc } from "#schema/text.ts";
import { certainDate } from "./certain-date.ts";
import type { FieldRule } from "./field-rules.ts";

/** Characters that stand between words and may not be in a record: line ends and tabs. */
const breaks = /[ \t\n\v\f\r\u0085]*[\t\n\v\f\r\u0085][ \t\n\v\f\r\u0085]*/g;

/**
 * The text that a text must have been meant as, by what its field allows; undefined when there is none or more than one.
 * It is trimmed, in NFC, has spaces for line ends, the letters of the option that differs in case only, a date in the one form.
 */
export function certainText(written: string, { options, pattern }: FieldRule): string | undefined {
  const text = written.normalize("NFC").replace(breaks, " ").trim();
  if (options) return onlyOption(text, options);
  if (!pattern) return undefined;
  const candidates =
    pattern.source === calendarDatePattern.source
      ? [certainDate(text)]
      : [text, isDigest(pattern) ? text.toLowerCase() : undefined];
  const found = candidates.find((candidate) => candidate !== undefined && pattern.test(candidate) && isNfc(candidate));
  return found === written ? undefined : found;
}

const isDigest = (pattern: RegExp): boolean => pattern.source.startsWith("^sha-256:");

function onlyOption(text: string, options: readonly string[]): string | undefined {
  const wanted = folded(text);
  const matching = options.filter((option) => folded(option) === wanted);
  return matching.length === 1 ? matching[0] : undefined;
}

/** `In progress`, `in_progress` and `in-progress` are one. */
export const folded = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "-");
