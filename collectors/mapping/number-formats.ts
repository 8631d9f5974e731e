/** How numbers are written, by an example: what parts thousands, what begins the fraction. */
export const numberFormats = ["1234.5", "1,234.5", "1.234,5", "1 234,5", "1'234.5"] as const;
export type NumberFormat = (typeof numberFormats)[number];

const marks: Record<NumberFormat, { thousands: RegExp; decimal: string }> = {
  "1234.5": { thousands: /(?!)/, decimal: "." },
  "1,234.5": { thousands: /,/, decimal: "." },
  "1.234,5": { thousands: /\./, decimal: "," },
  // Spreadsheets write thin and no-break spaces here.
  "1 234,5": { thousands: /[ \u00A0\u2009\u202F]/, decimal: "," },
  "1'234.5": { thousands: /['\u2019]/, decimal: "." },
};

/** A text as a number; a percent sign behind it divides by a hundred. Undefined when it is not so written. */
export function readNumber(text: string, format: NumberFormat = "1234.5"): number | undefined {
  const { thousands, decimal } = marks[format];
  // As programs write very small and very large numbers.
  if (format === "1234.5" && /^-?\d+(?:\.\d+)?[eE][+-]?\d{1,3}$/.test(text)) return finite(Number(text));
  const isPercent = /[\d ]%$/.test(text);
  const bare = isPercent ? text.slice(0, -1).trimEnd() : text;
  const [, sign = "", grouped = "", fraction] =
    bare.match(new RegExp(`^(-?)([^${decimal}]+)(?:\\${decimal}(\\d+))?$`)) ?? [];
  const groups = grouped.split(thousands);
  const isPlain = groups.length === 1 && /^\d+$/.test(grouped);
  const isGrouped = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  if (!isPlain && !isGrouped) return undefined;
  // The point is moved as text: 0.07 / 100 is not 0.0007 in binary.
  const number = Number(
    `${sign}${groups.join("")}${fraction === undefined ? "" : `.${fraction}`}${isPercent ? "e-2" : ""}`,
  );
  return finite(number);
}

const finite = (number: number): number | undefined => (Number.isFinite(number) ? number : undefined);
