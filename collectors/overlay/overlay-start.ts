/** A workload as the first line of an overlay about it. */
export interface OverlayStart {
  id: string;
  agency: string | undefined;
  name: string;
}

/** An overlay to begin with: every id with its name, and the column that most figures hang on, still blank. */
export function overlayStart(workloads: readonly OverlayStart[]): string {
  const hasAgencies = new Set(workloads.map(({ agency }) => agency)).size > 1;
  const rows = workloads.map(({ id, agency, name }) => [
    id,
    ...(hasAgencies ? [agency ?? ""] : []),
    // A spreadsheet would compute it; a blank cell of an overlay says nothing.
    isFormula.test(name) ? "" : name,
    "",
  ]);
  const head = ["id", ...(hasAgencies ? ["agency"] : []), "name", "criticality"];
  return [head, ...rows].map((cells) => `${cells.map(quotedCell).join(",")}\n`).join("");
}

const isFormula = /^[=+\-@\t\r]/;
const quotedCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
