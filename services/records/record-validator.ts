import { Ajv2020 } from "ajv/dist/2020.js";
import { z } from "zod";
import { canonicalText } from "#schema/canonical.ts";
import { crossFieldFindings, unknownProviders } from "#schema/cross-field.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { type Finding, finding } from "#schema/rules.ts";
import { Workload } from "#schema/workload.ts";
import { isNfcValue } from "./is-nfc-value.ts";
import { createShapeFindings } from "./shape-findings-of-record.ts";

/** A workload as it will be stored. */
export interface ValidRecord {
  id: string;
  /** Canonical text of the workload: what is stored, digested and compared. Made when it is asked for. */
  readonly body: string;
  /** Provider ids that it names, each once, sorted. */
  providers: string[];
  /** Jurisdictions that it names itself, each once, sorted. */
  jurisdictions: string[];
}

export interface RecordOutcome {
  /** Given when the text is one JSON object, even a wrong one: a repeated push is known by its content alone. */
  record: ValidRecord | undefined;
  findings: Finding[];
}

export type RecordValidator = (text: string, isKnownProvider: (provider: string) => boolean) => RecordOutcome;

/** Everything that the rules of the record say of a parsed value: errors, or, when there are none, warnings. */
export type ValueValidator = (
  value: unknown,
  isKnownProvider: (provider: string) => boolean,
  text?: string,
) => Finding[];

/**
 * The check that every record passes is compiled by ajv from the JSON Schema that zod makes of the workload record, five times
 * as fast as zod; only what it refuses is looked at again by zod, for the messages. A text that the value was parsed from
 * saves looking at its every string.
 */
export function createValueValidator(): ValueValidator {
  // Compiled for the first record that asks for it: a command whose records are all read plainly never waits for it.
  let compiled: ReturnType<typeof compiledShape> | undefined;
  const shape = (): ReturnType<typeof compiledShape> => (compiled ??= compiledShape());
  const shapeFindings = createShapeFindings(shape);
  return (value, isKnownProvider, text) => {
    const hasShape = shape();
    const isKnownNfc = text !== undefined && isPlainlyNfc(text);
    if (hasShape(value) && (isKnownNfc || isNfcValue(value)))
      return [...crossFieldFindings(value), ...unknownProviders(value, isKnownProvider)];
    const findings = shapeFindings(value, isKnownNfc);
    // The two checks are made from one schema and tested to agree; should they ever not, the record is refused.
    return findings.length > 0 ? findings : [finding("wrong-type", [], "expected a workload record")];
  };
}

/**
 * It lists all errors, because a second one that stops at the first would take as long to compile and gains nothing where there
 * is none. To hold zod's schema to the schema of schemas, each time that it is compiled, takes a fifth of that.
 */
const compiledShape = () =>
  new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    allErrors: true,
    validateSchema: false,
    formats: {},
  }).compile<Workload>(z.toJSONSchema(Workload, { unrepresentable: "throw" }));

/** Validates one record's text. */
export function createRecordValidator(): RecordValidator {
  const validate = createValueValidator();
  return (text, isKnownProvider) => {
    const parsed = parseRecord(text);
    if ("finding" in parsed) return { record: undefined, findings: [parsed.finding] };
    const { value } = parsed;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return {
      record: isObject ? recordOf(value as Workload) : undefined,
      findings: validate(value, isKnownProvider, text),
    };
  };
}

/** Text without anything beyond Latin-1 and without escapes is in NFC as it stands. */
function isPlainlyNfc(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the range is every code point below the first combining mark
  return /^[\u0000-\u00FF]*$/.test(text) && !text.includes("\\u");
}

function recordOf(value: Workload): ValidRecord {
  const providers = new Set<string>();
  const jurisdictions = new Set<string>();
  for (const list of [value.components, value.fallbacks, value.alternatives]) {
    if (!Array.isArray(list)) continue;
    for (const item of list) {
      if (typeof item?.provider === "string") providers.add(item.provider);
      if ("jurisdiction" in Object(item) && typeof (item as { jurisdiction?: unknown }).jurisdiction === "string") {
        jurisdictions.add((item as { jurisdiction: string }).jurisdiction);
      }
    }
  }
  return {
    id: typeof value.id === "string" ? value.id : "",
    get body() {
      return canonicalText(value);
    },
    providers: [...providers].sort(),
    jurisdictions: [...jurisdictions].sort(),
  };
}
