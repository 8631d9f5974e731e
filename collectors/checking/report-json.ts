import type { Fixed } from "../fixing/fix-line.ts";
import { countsByCode, type CheckedFile } from "./checked-file.ts";
import { reported } from "./findings-of.ts";

/** The report as one JSON document, for programs. */
export function jsonReport(checked: CheckedFile, fixed?: Fixed): string {
  const { file, format, sheet, referenceDate, complete, records, filings, errors, warnings, sourceWarnings } = checked;
  const document = {
    file,
    format,
    ...(sheet === undefined ? {} : { sheet }),
    reference_date: referenceDate ?? null,
    complete,
    records,
    agencies: filings.map(({ agency, records: sendable, standings, sourceWarnings: counts }) => ({
      agency: agency ?? null,
      records: sendable,
      criticality: {
        critical: standings["critical-in-production"] + standings.critical,
        critical_in_production: standings["critical-in-production"],
        non_critical: standings["non-critical"],
        not_assessed: standings["not-assessed"],
      },
      source_warnings: counts,
    })),
    sums: {
      errors: Object.fromEntries(countsByCode(errors)),
      warnings: Object.fromEntries(countsByCode(warnings)),
      source_warnings: Object.fromEntries(countsByCode(sourceWarnings)),
    },
    ...(fixed ? { fixed: fixedPart(fixed) } : {}),
    errors: Array.from(errors, (error) => reported(error, "error")),
    warnings: Array.from(warnings, (warning) => reported(warning, "warning")),
    source_warnings: sourceWarnings,
  };
  return `${JSON.stringify(document)}\n`;
}

const fixedPart = ({ target, changes }: Fixed): object => ({
  file: changes.length > 0 ? target : null,
  changes: changes.map(({ columnName: column_name = null, ...change }) => ({ ...change, column_name })),
});
