import type { z } from "zod";
import { partyIdPattern } from "#schema/workload.ts";
import { printable, valueAt } from "#schema/check-workload.ts";
import { CommandFailure } from "../command-failure.ts";
import { decodeUtf8 } from "../sources/decode-utf8.ts";
import { similarTo } from "../sources/find-columns.ts";
import { readSourceBytes } from "../sources/read-source-bytes.ts";
import { readPath } from "./field-path.ts";
import { type FieldRule, MappingFile, undecided } from "./mapping-file.ts";
import { everyPath, expectedOf } from "./record-fields.ts";
import { ruleFaults } from "./rule-faults.ts";
import { readYaml } from "./yaml-lines.ts";

/** Something wrong with the mapping file itself. */
export interface MappingFault {
  path: readonly PropertyKey[];
  message: string;
}

/** A mapping file, read and found to be usable; throws with every fault, its line and its path. */
export async function readMapping(file: string): Promise<MappingFile> {
  const { value, lineOf } = readYaml(file, decodeUtf8(file, await readSourceBytes(file)));
  const parsed = MappingFile.safeParse(value, { reportInput: true });
  const waiting = decisionsIn(value);
  const found = parsed.success ? faultsOf(parsed.data) : shapeFaults(parsed.error.issues, value);
  const faults = found.filter(({ path }) => !waiting.some((each) => each.path.join("\n").startsWith(path.join("\n"))));
  if (parsed.success && faults.length + waiting.length === 0) return parsed.data;
  const isWaiting = faults.length === 0;
  const told = isWaiting ? waiting : faults;
  const lines = told
    .map(({ path, message }) => ({ line: lineOf(path), text: `${pathText(path)}: ${message}` }))
    .sort((left, right) => left.line - right.line)
    .map(({ line, text }) => `${file}, line ${line}: ${text}`);
  throw new CommandFailure(
    2,
    isWaiting
      ? `${lines.join("\n")}\n${waiting.length} ${waiting.length === 1 ? "decision waits" : "decisions wait"} in ${file}.`
      : lines.join("\n"),
    isWaiting
      ? `Replace each ${undecided}: only you know what the file means. The comments beside them say what was found.`
      : "Correct the mapping; docs/mapping.md has every key with an example.",
    lineOf(told[0]?.path ?? []),
  );
}

/** Where the mapping still waits for a person. */
function decisionsIn(value: unknown, path: readonly string[] = []): MappingFault[] {
  if (value === undecided) return [{ path, message: wantedAt(path) }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => decisionsIn(each, [...path, key]));
}

function wantedAt(path: readonly string[]): string {
  const [first, name = "", key = ""] = path;
  if (key === "blank") return blankQuestion(first === "fields" ? name : "");
  if (key === "date") return "how are its dates written?";
  if (key === "column" || key === "columns") return "which column is it?";
  const field = first === "fields" ? readPath(name)?.field : undefined;
  const isOfEntry = key === "values" && /[[.]/.test(name);
  const silence = isOfEntry
    ? ", null (not reported) or [] (there is none)"
    : field?.isRequired
      ? ""
      : ", or null (not reported)";
  return `what does it stand for${field ? `: ${expectedOf(field)}${silence}` : ""}?`;
}

/** Which answers a field takes: none is said of what is in a list, and what every workload needs cannot be left out. */
function blankQuestion(path: string): string {
  const field = readPath(path)?.field;
  const isOfList = path.includes("[") || field?.kind === "list";
  if (field?.isRequired && !isOfList)
    return 'what does a blank cell mean: error, or a value of the field under `values` ("": …) instead of this line?';
  return `what does a blank cell mean: not-reported, ${isOfList ? "none (there is none at all) " : ""}or error?`;
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((step) => (/^[\w.[\]]+$/.test(String(step)) ? String(step) : JSON.stringify(String(step)))).join(" > ") ||
  "the whole file";

function shapeFaults(issues: readonly z.core.$ZodIssue[], value: unknown): MappingFault[] {
  return issues.flatMap((issue): MappingFault[] => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: "expected a key of the mapping's form, found this one",
      }));
    if (issue.code === "invalid_union" && issue.errors.length > 0) return unionFaults(issue, value);
    const found = valueAt(value, issue.path);
    return [
      { path: issue.path, message: `${expected(issue)}, found ${found === undefined ? "nothing" : printable(found)}` },
    ];
  });
}

/** Of a union that takes a text or an object the branch that was tried tells more than the union. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, value: unknown): MappingFault[] {
  const found = valueAt(value, issue.path);
  const branch =
    typeof found === "object" && found !== null
      ? issue.errors.find((errors) => errors.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"))
      : undefined;
  if (branch)
    return shapeFaults(
      branch.map((each) => ({ ...each, path: [...issue.path, ...each.path] })),
      value,
    );
  return [{ path: issue.path, message: `${expected(issue)}, found ${printable(found)}` }];
}

const expected = (issue: z.core.$ZodIssue): string =>
  issue.message.startsWith("expected")
    ? issue.message
    : issue.code === "invalid_type"
      ? `expected ${issue.expected === "record" || issue.expected === "object" ? "keys and values" : `a ${issue.expected}`}`
      : `expected another value (${issue.message})`;

function faultsOf(mapping: MappingFile): MappingFault[] {
  const faults = Object.entries(mapping.fields).flatMap(([path, rule]) => {
    const place = readPath(path);
    return place
      ? ruleFaults(place.field, path, rule).map(({ key, message }) => ({ path: ["fields", path, ...key], message }))
      : [{ path: ["fields", path], message: unknownPath(path) }];
  });
  return [...faults, ...agencyFaults(mapping.agency), ...missingFields(mapping)];
}

function agencyFaults(agency: MappingFile["agency"]): MappingFault[] {
  const isId = (value: unknown): boolean => typeof value === "string" && partyIdPattern.test(value);
  if (agency === undefined) return [];
  if (typeof agency === "string")
    return isId(agency)
      ? []
      : [
          {
            path: ["agency"],
            message: `expected an agency's id (letters, digits, hyphens), found ${printable(agency)}`,
          },
        ];
  const given = agency as FieldRule;
  const wrong = Object.entries(given.values ?? {}).filter(([, value]) => value !== null && !isId(value));
  return [
    ...wrong.map(([cell, value]) => ({
      path: ["agency", "values", cell],
      message: `expected an agency's id (letters, digits, hyphens), found ${printable(value)}`,
    })),
    ...(given.column === undefined
      ? [{ path: ["agency"], message: "expected an agency's id, or `column` to take it from, found neither" }]
      : []),
  ];
}

/** Required fields: without a rule no row could ever be sent. */
function missingFields({ fields }: MappingFile): MappingFault[] {
  const required = everyPath().filter(({ path, field }) => field.isRequired && !/[[.]/.test(path));
  return required
    .filter(({ path }) => fields[path] === undefined)
    .map(({ path }) => ({
      path: ["fields"],
      message: `expected a rule for ${path}, which every workload needs, found none`,
    }));
}

function unknownPath(path: string): string {
  const paths = everyPath().map((each) => each.path);
  const similar = similarTo(path.replace(/\[\d+\]/g, "[0]"), paths);
  return `expected a field of the workload record, found this one${similar === undefined ? "" : ` (similar: ${similar})`}`;
}
