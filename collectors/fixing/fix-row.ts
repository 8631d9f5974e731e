import type { ValueValidator } from "#records/record-validator.ts";
import { isNfc } from "#schema/text.ts";
import { type JudgedRow, judgeRow } from "../mapping/map-rows.ts";
import { isMalformed, mappedRecord, type MappedTable } from "../mapping/mapped-records.ts";
import type { SourceRecord } from "../sources/source.ts";
import { cellOfText } from "../sources/table/cell-of-text.ts";
import type { Cell } from "../sources/table/table.ts";
import type { Change } from "./fix-line.ts";
import { isMended, isSame } from "./is-mended.ts";
import type { MappedPlace } from "./mapped-places.ts";
import { mendedCell } from "./mended-cell.ts";

/** A cell that was mended. */
export interface CellChange {
  /** Place in the row; the first is 0. */
  at: number;
  pointer: string;
  code: Change["code"];
  agency: string | undefined;
  id: string | undefined;
  after: string;
}

interface Candidate {
  after: string;
  place: MappedPlace;
}

/**
 * What is certain about the cells of a row that a mapping uses: white space around them, the form of texts, and what
 * `mendedCell` finds. A row that has not the columns of its header is left as it is.
 *
 * @param texts of the cells, as they are read
 * @param context how a record is checked, made once for all rows, and whether the file's encoding has the letters of a text
 */
export function fixRow(
  mapped: MappedTable,
  places: readonly MappedPlace[],
  { line, texts }: { line: number; texts: readonly string[] },
  { validate, canWrite }: { validate: ValueValidator; canWrite: (text: string) => boolean },
): CellChange[] {
  const cells = texts.map(cellOfText);
  if (isMalformed(mapped.table, cells)) return [];
  const changes = new Map<number, CellChange>();
  let current: JudgedRow | undefined;
  const judged = (each: readonly Cell[]): JudgedRow =>
    judgeRow(mapped, { line, cells: each }, (record) => validate(record, () => true));
  const now = (): JudgedRow => (current ??= judged(cells));
  // Not the view of the row, which is checked too: of many rows only a blank is taken away.
  let subject: Pick<CellChange, "agency" | "id"> | undefined;
  const whose = (): Pick<CellChange, "agency" | "id"> => (subject ??= whoseOf(mappedRecord(mapped, { line, cells })));
  const attempt = (
    at: number,
    after: string,
    isRight: (before: JudgedRow, after: JudgedRow) => boolean,
  ): JudgedRow | undefined => {
    if (!canWrite(after)) return undefined;
    const before = now();
    const changed = judged(cells.with(at, cellOfText(after)));
    if (!isRight(before, changed)) return undefined;
    cells[at] = cellOfText(after);
    current = changed;
    subject = undefined;
    return before;
  };

  for (const [at, { after, place }] of candidatesIn(
    places,
    cells.map(({ text }) => text),
  )) {
    const before = attempt(at, after, (one, other) => isMended(one, other, place.mapped.name));
    if (!before) continue;
    const mended = before.errors.find(({ pointer, code }) =>
      now().errors.every((error) => error.pointer !== pointer || error.code !== code),
    );
    const warned = before.warnings.find(({ column }) => column === place.mapped.columnName);
    const { pointer, code } = mended ?? { pointer: place.pointer, code: warned?.code ?? "value-not-known" };
    changes.set(at, { at, pointer, code, after, ...whose() });
  }
  for (const {
    mapped: { field, columns },
    pointer,
  } of places)
    for (const at of columns) {
      const text = cells[at]?.text ?? "";
      if (field.kind !== "text" || isNfc(text)) continue;
      const after = text.normalize("NFC");
      if (attempt(at, after, isSame)) changes.set(at, { at, pointer, code: "not-nfc", after, ...whose() });
    }
  for (const {
    mapped: { columns },
    pointer,
  } of places)
    for (const at of columns) {
      const after = cells[at]?.text ?? "";
      if (after !== texts[at] && !changes.has(at))
        changes.set(at, { at, pointer, code: "space-around", after, ...whose() });
    }
  return [...changes.values()].sort((left, right) => left.at - right.at);
}

/** One for each column at most: where two fields would have it written in two ways, it is left to a person. */
function candidatesIn(places: readonly MappedPlace[], texts: readonly string[]): Map<number, Candidate> {
  const found = new Map<number, Candidate | undefined>();
  for (const place of places) {
    const [at = -1] = place.mapped.columns;
    const text = texts[at] ?? "";
    const after = text === "" ? undefined : mendedCell(text, place.mapped, place.schemaRule);
    if (after === undefined) continue;
    const known = found.get(at);
    found.set(at, !found.has(at) ? { after, place } : known?.after === after ? known : undefined);
  }
  return new Map([...found].filter((entry): entry is [number, Candidate] => entry[1] !== undefined));
}

function whoseOf({ agency, workload }: SourceRecord): Pick<CellChange, "agency" | "id"> {
  const id = (workload as { id?: unknown } | undefined)?.id;
  return { agency, id: typeof id === "string" ? id : undefined };
}
