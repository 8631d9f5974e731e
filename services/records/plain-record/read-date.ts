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

/** Whether the bits of a mask say that each byte is a digit, when no more than the low four of a byte may differ. */
const areDigits = (four: number, mask: number, zeros: number, sixes: number): boolean =>
  (four & mask) === zeros && ((four + sixes) & mask) === zeros;

const digitAt = (bytes: number, shift: number): number => (bytes >> shift) & 0xf;

/** Days since 1970-01-01 of the date `"YYYY-MM-DD"` in quotation marks at a place, when it is a `CalendarDate`. */
export function readDate(bytes: DataView, at: number): number {
  if (bytes.getUint8(at) !== quote || bytes.getUint8(at + 11) !== quote) return noDate;
  const years = bytes.getInt32(at + 1);
  const months = bytes.getInt32(at + 5); // with the hyphens around them
  const days = bytes.getInt16(at + 9);
  if (
    !areDigits(years, 0xf0f0f0f0 | 0, 0x30303030, 0x06060606) ||
    !areDigits(months, 0xfff0f0ff | 0, 0x2d30302d, 0x00060600) ||
    !areDigits(days, 0xf0f0, 0x3030, 0x0606)
  )
    return noDate;
  const year = digitAt(years, 24) * 1000 + digitAt(years, 16) * 100 + digitAt(years, 8) * 10 + digitAt(years, 0);
  const month = digitAt(months, 16) * 10 + digitAt(months, 8);
  const day = digitAt(days, 8) * 10 + digitAt(days, 0);
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return noDate;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day > (monthLengths[month] ?? 0) + (isLeap && month === 2 ? 1 : 0)) return noDate;
  return (yearStarts[year - firstYear] ?? 0) + (monthStarts[month] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day - 1;
}
