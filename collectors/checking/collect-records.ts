import { finding } from "#schema/rules.ts";
import { faultOf } from "../sources/fault-of.ts";
import type { Fault } from "../sources/source.ts";
import type { CheckedFile, Filing, Placed } from "./checked-file.ts";
import type { CheckedRecord } from "./checked-record.ts";
import { noStandings } from "./standing.ts";

/** Takes the records of a file in their order: into what their agency would push, or into the list of errors. */
export function collectRecords(checked: CheckedFile, isTextKept: boolean): (record: CheckedRecord) => void {
  const filings = new Map<string | undefined, { filing: Filing; lineOf: Map<string, number> }>();
  const filingOf = ({ agency, agencyName }: CheckedRecord) => {
    const known = filings.get(agency);
    if (known) return known;
    const filing: Filing = {
      agency,
      agencyName,
      records: 0,
      workloads: [],
      sourceWarnings: {},
      standings: noStandings(),
    };
    const added = { filing, lineOf: new Map<string, number>() };
    filings.set(agency, added);
    checked.filings.push(filing);
    return added;
  };

  return (record) => {
    checked.records += 1;
    if (record.unreadable) {
      checked.errors.add(placed(record, record.unreadable));
      return;
    }
    const { agency, line, id } = record;
    const { filing, lineOf } = filingOf(record);
    for (const warning of record.sourceWarnings) {
      checked.sourceWarnings.push({ ...warning, agency });
      filing.sourceWarnings[warning.code] = (filing.sourceWarnings[warning.code] ?? 0) + 1;
    }
    const faults = record.faults ?? [];
    for (const fault of faults) checked.errors.add(placed(record, fault));
    let isValid = faults.length === 0;
    for (const found of record.findings) {
      if (found.severity === "error") isValid = false;
      checked[found.severity === "error" ? "errors" : "warnings"].add(placed(record, faultOf(found)));
    }
    if (id === undefined) return;
    const earlier = lineOf.get(id);
    if (earlier === undefined) lineOf.set(id, line);
    else checked.errors.add(placed(record, doubled(id, earlier, record.columnNameOf !== undefined)));
    if (!isValid || earlier !== undefined) return;
    filing.records += 1;
    if (record.standing !== undefined) filing.standings[record.standing] += 1;
    if (isTextKept) filing.workloads.push({ id, line, text: record.text() });
  };
}

/** In the words of the server, which does not know the lines of a file. */
function doubled(id: string, earlier: number, isOfTable: boolean): Fault {
  const fault = faultOf(
    finding("duplicate-workload", ["id"], `expected each workload once, found ${JSON.stringify(id)} again`),
  );
  const years = isOfTable ? " Where the file has several reporting years, choose one (`rows` of a mapping)." : "";
  return { ...fault, remedy: `${fault.remedy} The first with this id is on line ${earlier}.${years}` };
}

function placed({ agency, id, line, placeOf, columnNameOf }: CheckedRecord, fault: Fault): Placed {
  const { code, pointer, message, remedy, columnName = columnNameOf?.(pointer) } = fault;
  const place = placeOf?.(fault) ?? { line, column: null };
  return { code, pointer, message, remedy, columnName, line: place.line, column: place.column, agency, id };
}
