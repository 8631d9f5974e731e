import { isNfc } from "#schema/text.ts";
import { type CellOutcome, cellOutcome, type MappedField } from "../mapping/cell-outcome.ts";
import { cellOfText } from "../sources/table/cell-of-text.ts";
import { trimmed } from "../sources/trimmed.ts";
import { certainDate } from "./certain-date.ts";
import { certainText, folded } from "./certain-text.ts";
import type { FieldRule } from "./field-rules.ts";
import { writtenDate } from "./written-date.ts";

/**
 * The cell that a cell of a column must have been meant as, for one field that takes it; undefined when the field takes it as
 * it stands, or when it can mean nothing or two things.
 *
 * @param text without white space at either end
 * @param schemaRule what the schema says of the field
 */
export function mendedCell(text: string, field: MappedField, schemaRule: FieldRule | undefined): string | undefined {
  const separator = field.rule.list?.separator;
  if (separator === undefined) return mendedPart(text, field, schemaRule);
  const parts = text.split(separator).map((part) => {
    const inside = trimmed(part);
    const mended = inside === "" ? undefined : mendedPart(inside, field, schemaRule);
    return mended === undefined || mended.includes(separator) ? part : part.replace(inside, () => mended);
  });
  const mended = parts.join(separator);
  return mended === text ? undefined : mended;
}

function mendedPart(text: string, mapped: MappedField, schemaRule: FieldRule | undefined): string | undefined {
  if (mapped.columns.length > 1) return undefined;
  const { rule, field } = mapped;
  if (!isRefused(cellOutcome(mapped, [cellOfText(text)]), mapped, schemaRule)) return undefined;
  const candidates = new Set(meaningOf(text, mapped));
  if (field.kind === "date") {
    const formats = [rule.date ?? "YYYY-MM-DD"].flat();
    const date = certainDate(text);
    // Where cells are written in several forms, none of them is the one that was meant.
    const [only] = formats.length === 1 ? formats : [];
    const written = date !== undefined && only !== undefined ? writtenDate(date, only) : undefined;
    if (written !== undefined) candidates.add(written);
  }
  if (field.kind === "code" && schemaRule?.pattern && candidates.size === 0) {
    const digest = certainText(text, schemaRule);
    if (digest !== undefined) candidates.add(digest);
  }
  const [first, ...others] = candidates;
  return others.length === 0 && first !== text ? first : undefined;
}

/** A value that is given up, by `otherwise`, was refused too. */
function isRefused(outcome: CellOutcome, { field, rule }: MappedField, schemaRule: FieldRule | undefined): boolean {
  if (outcome.is !== "value") return outcome.is === "fault";
  if (outcome.value === null) return outcome.warning !== undefined;
  return (
    field.kind === "code" &&
    rule.as === undefined &&
    typeof outcome.value === "string" &&
    schemaRule?.pattern !== undefined &&
    !(schemaRule.pattern.test(outcome.value) && isNfc(outcome.value))
  );
}

/** Keys of `values` and options of the field that differ from the text in case only. */
function meaningOf(text: string, { field, rule }: MappedField): string[] {
  const wanted = folded(text.normalize("NFC"));
  const options = field.kind === "choice" ? field.values : [];
  return [...Object.keys(rule.values ?? {}), ...options].filter((each) => each !== "" && folded(each) === wanted);
}
