import type { Language } from "./language.ts";

/** Numbers and dates as people of a language write them. All dates are UTC. */
export interface Formats {
  count: (value: number) => string;
  /** Of a share 0..1, one decimal. */
  share: (value: number) => string;
  /** Of a share, without decimals: for axes. */
  roundShare: (value: number) => string;
  /** A difference of shares, in percentage points and with its sign. */
  points: (value: number) => string;
  /** A difference of counts, with its sign. */
  difference: (value: number) => string;
  /** Up to two decimals. */
  decimal: (value: number) => string;
  /** Of `YYYY-MM-DD`. */
  date: (date: string) => string;
  shortDate: (date: string) => string;
  /** Of an instant in RFC 3339, to the second, with its zone. */
  instant: (instant: string) => string;
}

const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };

/** Making a formatter costs a hundred times as much as using it. */
const made = new Map<Language, Formats>();

export function formatsOf(language: Language): Formats {
  const formats = made.get(language) ?? makeFormats(locales[language]);
  made.set(language, formats);
  return formats;
}

function makeFormats(locale: string): Formats {
  const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value) => format.format(value);
  };
  const calendar = (options: Intl.DateTimeFormatOptions): ((at: string) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return (at) => format.format(Date.parse(at));
  };
  const signed = { signDisplay: "exceptZero" } as const;
  const points = number({ ...signed, minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    count: number({ maximumFractionDigits: 0 }),
    share: number({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    roundShare: number({ style: "percent", maximumFractionDigits: 0 }),
    points: (value) => points(value * 100),
    difference: number({ ...signed, maximumFractionDigits: 0 }),
    decimal: number({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    date: calendar({ day: "numeric", month: "long", year: "numeric" }),
    shortDate: calendar({ day: "numeric", month: "short", year: "numeric" }),
    instant: calendar({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    }),
  };
}
