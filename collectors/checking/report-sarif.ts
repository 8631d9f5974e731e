import { isAbsolute, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { rules } from "#schema/rules.ts";
import type { CheckedFile } from "./checked-file.ts";
import { findingsOf, type Reported, subjectOf } from "./findings-of.ts";
import { rulePageUrl, sentenceOf } from "./rule-words.ts";

/** The report as SARIF 2.1.0, which hosts of code show beside the lines. */
export function sarifReport(checked: CheckedFile, program: { name: string; version: string }): string {
  const findings = [...findingsOf(checked), ...findingsOfReading(checked)];
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const levelOf = new Map(findings.map(({ code, severity }) => [code, severity]));
  const uri = artifactUri(checked.file);
  const document = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { ...program, rules: codes.map((code) => ruleOf(code, levelOf.get(code) ?? "warning")) } },
        columnKind: "unicodeCodePoints",
        artifacts: [{ location: { uri } }],
        results: findings.map((finding) => resultOf(finding, uri, codes.indexOf(finding.code))),
        invocations: [{ executionSuccessful: true, exitCode: checked.errors.length > 0 ? 1 : 0 }],
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function ruleOf(code: string, level: Reported["severity"]): object {
  const sentence = sentenceOf(code, level);
  const remedy = Object.hasOwn(rules, code) ? rules[code as keyof typeof rules].remedy : undefined;
  const helpUri = rulePageUrl(code);
  return {
    id: code,
    shortDescription: { text: sentence },
    ...(remedy === undefined ? {} : { help: { text: remedy, markdown: `${sentence}\n\n**What to do.** ${remedy}` } }),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level },
  };
}

function resultOf(finding: Reported, uri: string, ruleIndex: number): object {
  const { code, severity, message, remedy, line, column, column_name, agency, id, pointer, file } = finding;
  const region = { startLine: line, ...(column === null ? {} : { startColumn: column }) };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: {
      text: `${subjectOf(finding)}${column_name === null || pointer === "" ? "" : ` (column ${JSON.stringify(column_name)})`}: ${message}.${remedy === "" ? "" : ` ${remedy}`}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: file === undefined ? { uri, index: 0 } : { uri: artifactUri(file) },
          region,
        },
        logicalLocations: [{ fullyQualifiedName: subjectOf(finding), kind: "member" }],
      },
    ],
    // Lines move when others are added above; the workload and its field do not.
    partialFingerprints: { "workloadField/v1": [agency ?? "", id ?? "", pointer, code].join(" ") },
  };
}

/** What the reading of the file gave up or approximated, as warnings. */
function findingsOfReading({ sourceWarnings }: CheckedFile): Reported[] {
  return sourceWarnings.map(({ code, line, column, found, file, agency = null }) => ({
    severity: "warning",
    line,
    column: null,
    column_name: column,
    agency,
    id: null,
    pointer: "",
    code,
    message: `column ${JSON.stringify(column)}, found ${JSON.stringify(found)}: ${sentenceOf(code, "warning")}`,
    expected: null,
    found,
    remedy: "",
    file,
  }));
}

/** Relative where the file lies below the working folder, because that is what a host of code can show. */
function artifactUri(file: string): string {
  const path = normalize(file);
  if (isAbsolute(path) || path.startsWith(`..${sep}`)) return pathToFileURL(resolve(path)).href;
  return path.split(sep).map(encodeURIComponent).join("/");
}
