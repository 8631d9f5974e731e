import { groupedBy } from "./grouped-by.ts";

/** Rows by the place in the ledger of the entry that wrote them. */
export const byEntry = <Row extends { sequence?: number }>(rows: readonly Row[]): Map<number, Row[]> =>
  groupedBy(rows, ({ sequence = 0 }) => sequence);
