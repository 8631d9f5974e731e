import type { CheckedFile } from "./checked-file.ts";
import { findingsOf, type Reported, subjectOf } from "./findings-of.ts";
import { sentenceOf } from "./rule-words.ts";

/**
 * The report as JUnit XML, as build servers read it: a case for each rule that found something, failed where it is an error.
 * A case for each record would be a hundred thousand lines that say nothing.
 */
export function junitReport(checked: CheckedFile): string {
  const { file, records, errors } = checked;
  const findings = findingsOf(checked);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const failures = new Set(Array.from(errors, ({ code }) => code)).size;
  const cases = codes.map((code) =>
    caseOf(
      checked,
      code,
      findings.filter((finding) => finding.code === code),
    ),
  );
  const readable = `  <testcase classname="sparewheel.check" name="${attribute(`${file}: ${records} records read`)}" time="0"/>\n`;
  const counts = `tests="${codes.length + 1}" failures="${failures}" errors="0"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sparewheel check" ${counts} time="0">\n` +
    `<testsuite name="${attribute(file)}" ${counts} skipped="0" time="0">\n${readable}${cases.join("")}</testsuite>\n</testsuites>\n`
  );
}

function caseOf({ file }: CheckedFile, code: string, findings: readonly Reported[]): string {
  const lines = findings.map(
    (finding) =>
      `${placeOf(file, finding)}: ${subjectOf(finding)}${finding.column_name === null ? "" : ` (column ${JSON.stringify(finding.column_name)})`}: ${finding.message}\n    ${finding.remedy}\n`,
  );
  const head = `  <testcase classname="sparewheel.check" name="${code}" file="${attribute(file)}" line="${findings[0]?.line ?? 1}" time="0">\n`;
  const summary = `${findings.length} × ${sentenceOf(code, findings[0]?.severity ?? "warning")}`;
  const body =
    findings[0]?.severity === "error"
      ? `    <failure type="${code}" message="${attribute(summary)}">${text(lines.join(""))}</failure>\n`
      : `    <system-out>${text(`Warnings: ${summary}\n${lines.join("")}`)}</system-out>\n`;
  return `${head}${body}  </testcase>\n`;
}

const placeOf = (file: string, { line, column }: Reported): string =>
  column === null ? `${file}:${line}` : `${file}:${line}:${column}`;

/** XML 1.0 has no way to write most control characters, not even escaped. */
const text = (value: string): string =>
  value
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
const attribute = (value: string): string =>
  text(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
