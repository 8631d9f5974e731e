import { isDeepStrictEqual } from "node:util";
import { leavesOf } from "../mapping/leaves-of.ts";
import type { JudgedRow } from "../mapping/map-rows.ts";

/**
 * Whether a row with one cell changed has a fault less, none more, and says the same in everything that had no fault: a
 * column may fill several fields, and an id may be made of it.
 *
 * @param fieldName of the field for which the cell was changed
 */
export function isMended(before: JudgedRow, after: JudgedRow, fieldName: string): boolean {
  if (before.errors.some(({ code }) => code === "agency-missing"))
    return after.errors.every(({ code }) => code !== "agency-missing" && code !== "malformed-row");
  if (before.agency !== after.agency) return false;
  const [errorsBefore, errorsAfter] = [before, after].map(({ errors }) =>
    errors.map(({ code, pointer }) => `${code} ${pointer}`),
  ) as [string[], string[]];
  const [warningsBefore, warningsAfter] = [before, after].map(({ warnings }) =>
    warnings.map(({ code, column }) => `${code} ${column}`),
  ) as [string[], string[]];
  const isBetter =
    errorsAfter.length + warningsAfter.length < errorsBefore.length + warningsBefore.length &&
    errorsAfter.every((error) => errorsBefore.includes(error)) &&
    warningsAfter.every((warning) => warningsBefore.includes(warning));
  if (!isBetter) return false;
  const mended = before.errors.filter(({ code, pointer }) => !errorsAfter.includes(`${code} ${pointer}`));
  const mayChange = (pointer: string): boolean =>
    mended.length === 0
      ? pointer.endsWith(`/${fieldName}`) // a warning names no pointer
      : mended.some((error) => isAbout(pointer, error.pointer));
  const [valuesBefore, valuesAfter] = [before, after].map(
    ({ record }) => new Map(leavesOf(record, "").filter(([pointer]) => !mayChange(pointer))),
  );
  return isDeepStrictEqual(valuesBefore, valuesAfter);
}

/** An entry of a list is there or not by what its wrong cell says. */
function isAbout(pointer: string, wrong: string): boolean {
  const entry = /^(.*\/\d+)\/[^/]+$/.exec(wrong)?.[1];
  return (
    pointer === wrong ||
    pointer.startsWith(`${wrong}/`) ||
    wrong.startsWith(`${pointer}/`) ||
    (entry !== undefined && pointer.startsWith(`${entry}/`))
  );
}

/** Whether a row with one cell changed says what it said. */
export const isSame = (before: JudgedRow, after: JudgedRow): boolean => isDeepStrictEqual(said(before), said(after));

const said = ({ agency, record, errors }: JudgedRow): unknown[] => [agency, record, errors.map(({ code }) => code)];
