/** Rows by the place in the ledger of the entry that wrote them. */
export function byEntry<Row extends { sequence?: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const { sequence = 0 } = row;
    const same = found.get(sequence);
    if (same) same.push(row);
    else found.set(sequence, [row]);
  }
  return found;
}
