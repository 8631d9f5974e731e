/** What `readDate` gives for anything but a date. */
export const noDate = -0x80000000;

const dayMs = 86_400_000;
const firstYear = 1950;
const lastYear = 2199;
/** Days since 1970-01-01 at which each year begins. */
const yearStarts = Int32Array.from(
  { length: lastYear - firstYear + 2 },
  (_, index) => Date.UTC(firstYear + index, 0, 1) / dayMs,
);
const monthStarts = Int32Array.from([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]);
const monthLengths = Int32Array.from([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

const quote = 0x22;
const hyphen = 0x2d;
const zero = 0x30;
/** The number of two digits; NaN where there are others. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Days since 1970-01-01 of the date `"YYYY-MM-DD"` in quotation marks at a place, when it is a `CalendarDate`. */
export function readDate(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote || bytes[at + 11] !== quote) return noDate;
  if (bytes[at + 5] !== hyphen || bytes[at + 8] !== hyphen) return noDate;
  const year = twoDigits(bytes, at + 1) * 100 + twoDigits(bytes, at + 3);
  const month = twoDigits(bytes, at + 6);
  const day = twoDigits(bytes, at + 9);
  // Asked so that NaN fails.
  if (!(year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1)) return noDate;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day > (monthLengths[month] ?? 0) + (isLeap && month === 2 ? 1 : 0)) return noDate;
  return (yearStarts[year - firstYear] ?? 0) + (monthStarts[month] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day - 1;
}
