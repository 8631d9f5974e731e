import { z } from "zod";
import { dateFormats } from "./date-formats.ts";
import { numberFormats } from "./number-formats.ts";
import { isEncoding } from "../sources/table/text-encoding.ts";

const columnName = z.string().min(1);
/** A year is a number in YAML. */
const cellText = z.union([z.string(), z.number()]);
/** What a cell may stand for: a value of the field, `null` (not reported) or `[]` (none, of a list). */
const mapped = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.never()).max(0)], {
  error: "expected a text, a number, true, false, null (not reported) or [] (none)",
});
export type MappedValue = z.infer<typeof mapped>;

/** What `map init` leaves for a person to decide. */
export const undecided = "DECIDE";

const blankRule = z.enum(["not-reported", "none", "error"], {
  error:
    'expected not-reported, none or error (where blanks mean a value of the field: that value under `values`, with the key "")',
});

/** How one field is filled. */
export const FieldRule = z
  .strictObject({
    /** Name of the column in the header; of several, the cells joined by a space. */
    column: columnName.optional(),
    columns: z.array(columnName).min(2).optional(),
    constant: mapped.optional(),
    /** What cells stand for; the key "" is a blank cell. A cell that is not among them is read as it stands. */
    values: z.record(z.string(), mapped).optional(),
    blank: blankRule.optional(),
    /** What becomes of a cell that the field does not take. */
    otherwise: z.union([z.literal("error"), z.null()], { error: "expected error or null" }).optional(),
    date: z
      .union([z.enum(dateFormats), z.array(z.enum(dateFormats)).min(1)], {
        error: `expected one of ${dateFormats.map((format) => `"${format}"`).join(", ")}, or a list of them`,
      })
      .optional(),
    number: z
      .enum(numberFormats, { error: `expected one of ${numberFormats.join("   ")}, in quotation marks` })
      .optional(),
    unit: z.enum(["minutes", "hours", "days"], { error: "expected minutes, hours or days" }).optional(),
    as: z.enum(["slug", "derived-id"], { error: "expected slug or derived-id" }).optional(),
    list: z.strictObject({ separator: z.string().min(1) }).optional(),
  })
  .meta({ id: "FieldRule" });
export type FieldRule = z.infer<typeof FieldRule>;

const isAscending = (rows: readonly number[]): boolean =>
  rows.every((row, index) => index === 0 || row > (rows[index - 1] ?? 0));
const row = z.int().min(1).max(1_048_576);

/** A mapping file, version 1: how the rows of a table become workloads. See docs/mapping.md. */
export const MappingFile = z
  .strictObject({
    version: z.literal(1, { error: "expected 1, the version of the mapping's form" }),
    file: z
      .strictObject({
        format: z.enum(["csv", "xlsx"], { error: "expected csv or xlsx" }).optional(),
        encoding: z
          .string()
          .refine(isEncoding, { error: "expected the name of an encoding, such as utf-8, utf-16le or windows-1252" })
          .optional(),
        delimiter: z.string().length(1, { error: 'expected one character, such as ";" or "\\t"' }).optional(),
        sheet: z.string().min(1).optional(),
        header_row: z
          .union(
            [row, z.array(row).min(1).max(10).refine(isAscending, { error: "expected the rows from top to bottom" })],
            {
              error: "expected the number of a row, or a list of them",
            },
          )
          .optional(),
      })
      .default({}),
    /** Which rows are meant, where a file has more than one reporting year or inventory: those with one of these cells. */
    rows: z
      .strictObject({
        column: columnName,
        is: z.union([cellText, z.array(cellText).min(1)], { error: "expected the text of a cell, or a list of them" }),
      })
      .optional(),
    /** Whose workloads they are: an id, or the column that says it. */
    agency: z
      .union([z.string(), FieldRule], { error: "expected an agency's id, or a column to take it from" })
      .optional(),
    fields: z.record(z.string(), FieldRule),
  })
  .meta({ id: "MappingFile" });
export type MappingFile = z.infer<typeof MappingFile>;
