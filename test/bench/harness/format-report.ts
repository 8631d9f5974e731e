import type { Claim, MeasuredTerm, Report, Verdict } from "./goal.ts";

const headings = ["goal", "workloads", "measured", "result", "must", "aim", "holds"];

/** The report as Markdown: what ran where, a table of all claims, and why some were not run. */
export function formatReport({ machine, versions, verdicts, isDisturbed }: Report): string {
  const { cores, processor, memory_gib, system, data_folder, file_system } = machine;
  const lines = [
    `${cores} cores (${processor}), ${memory_gib} GiB, ${system}; data in ${data_folder} (${file_system}); ` +
      `${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")}.`,
    ...(isDisturbed ? ["Samples were kept although others used the machine: for trying, not for publishing."] : []),
    "",
    ...table([headings, ...verdicts.map(cellsOf)]),
  ];
  const notRun = verdicts.filter(({ holds }) => holds === "not run");
  if (notRun.length > 0) lines.push("");
  for (const { claim, worlds, reason } of notRun) {
    lines.push(`Not run: ${[claim.title, ...worlds].join(", ")}: ${reason ?? "no reason is known"}.`);
  }
  return `${lines.join("\n")}\n`;
}

function cellsOf({ claim, worlds, terms, value, holds }: Verdict): string[] {
  const sign = claim.bound === "at least" ? ">=" : "<=";
  const limit = (number: number | undefined): string =>
    number === undefined ? "" : `${sign} ${withUnit(number, unitOf(claim), String)}`;
  return [
    claim.title,
    worlds.join(", "),
    terms.map(termText).join("; "),
    value === undefined ? "" : withUnit(value, unitOf(claim)),
    limit(claim.must),
    limit(claim.aim),
    holds,
  ];
}

function termText(term: MeasuredTerm): string {
  const { side, quantity, value, least, greatest, samples, discarded } = term;
  const unit = unitOfQuantity(quantity);
  const range = `${rounded(least)}-${rounded(greatest)}, n ${samples}${discarded > 0 ? `, ${discarded} discarded` : ""}`;
  return `${side} ${withUnit(value, unit)} (${range})`;
}

const unitOfQuantity = (quantity: string): string => quantity.slice(quantity.lastIndexOf("_") + 1);

const unitOf = ({ compare, terms }: Claim): string =>
  compare === "ratio" || compare === "spread" ? "x" : unitOfQuantity(terms[0].quantity);

function withUnit(value: number, unit: string, write: (value: number) => string = rounded): string {
  return unit === "x" ? `${write(value)}x` : `${write(value)} ${unitNames[unit] ?? unit}`;
}

const unitNames: Readonly<Record<string, string>> = { mib: "MiB" };

/** Three digits that matter. */
function rounded(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))));
  return value.toFixed(Math.min(digits, 3));
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)];
}
