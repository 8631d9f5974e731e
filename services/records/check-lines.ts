import { type CrossFields, crossFieldFindings, crossFieldParts, unknownProviders } from "#schema/cross-field.ts";
import type { Finding, RuleCode } from "#schema/rules.ts";
import { lineText } from "./line-text.ts";
import type { ObjectRule } from "./plain-record/grammar.ts";
import { createPartyReader } from "./plain-record/named-parties.ts";
import { createPartOfTape } from "./plain-record/part-of-tape.ts";
import { createPlainReader, type Tape } from "./plain-record/plain-reader.ts";
import { slack } from "./plain-record/slack.ts";
import { createWarningsOfTape } from "./plain-record/warnings-of-tape.ts";
import { createRecordValidator, type ValidRecord } from "./record-validator.ts";

/** A finding and the record it is about, zero-based within the push. */
export interface RecordFinding extends Finding {
  record: number;
}

export interface CheckOptions {
  /** Longest record, in bytes. */
  recordBytes: number;
  /** Findings to list of each severity; all are counted. */
  list: Record<Finding["severity"], number>;
  isKnownProvider: (provider: string) => boolean;
}

/** What was found in the records of a batch. */
export interface CheckedLines {
  /** The first record that is not one JSON value, listed or not. */
  unreadable: RecordFinding | undefined;
  /** Record indices count from the batch's start. */
  findings: RecordFinding[];
  errors_total: number;
  /** Warnings by code. */
  warning_counts: Record<string, number>;
}

/** A record that was read plainly. All of it holds until the next one. */
export interface PlainLine {
  bytes: Buffer;
  view: DataView;
  /** Length of the line without its line feed. */
  size: number;
  tape: Tape;
  isValid: boolean;
}

/** Takes the records of a batch, each in one of two ways, in their order. */
export interface RecordTaker {
  takePlain(line: PlainLine): void;
  /**
   * @param record undefined when the line is no JSON object
   * @param text undefined when the line is none
   */
  takeOrdinary(record: ValidRecord | undefined, isValid: boolean, text: string | undefined): void;
}

/** Checks lines of NDJSON, each ended by a line feed but perhaps the last. */
export type LineChecker = (lines: Uint8Array<ArrayBuffer>, options: CheckOptions, taker: RecordTaker) => CheckedLines;

const newline = 0x0a;
const unreadableCodes = new Set<RuleCode>(["malformed-json", "invalid-utf8"]);

/** A checker keeps what it needs from batch to batch; one thread has one. */
export function createLineChecker(grammar: ObjectRule): LineChecker {
  const reader = createPlainReader(grammar);
  const warningsOf = createWarningsOfTape(grammar);
  const { providersOf } = createPartyReader(grammar);
  const crossFieldsOf = createPartOfTape(grammar, crossFieldParts);
  const validate = createRecordValidator();

  return (given, options, taker) => {
    const bytes = withSlack(given);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const checked: CheckedLines = { unreadable: undefined, findings: [], errors_total: 0, warning_counts: {} };
    const listed = { error: 0, warning: 0 };
    let record = 0;

    for (let start = 0; start < given.length; record += 1) {
      let end = reader.read(bytes, view, start);
      const size = end - start;
      if (end >= 0 && size <= options.recordBytes) {
        const tape = reader.tape();
        taker.takePlain({ bytes, view, size, tape, isValid: isValidPlainly(tape) });
      } else {
        end = bytes.indexOf(newline, start);
        const read = lineText(bytes.subarray(start, end), options.recordBytes);
        const isText = "text" in read;
        const outcome = isText
          ? validate(read.text, options.isKnownProvider)
          : { record: undefined, findings: [read.finding] };
        taker.takeOrdinary(outcome.record, note(outcome.findings), isText ? read.text : undefined);
      }
      start = end + 1;
    }
    return checked;

    /** Of warnings that are not listed just the codes are counted; anything else that may be found is worded by the rules. */
    function isValidPlainly(tape: Tape): boolean {
      const warnings = warningsOf(bytes, tape);
      const isListed = listed.warning < options.list.warning;
      if (!warnings || (isListed && warnings.length > 0) || !providersOf(bytes, tape).every(options.isKnownProvider))
        return note(plainFindings(bytes, tape, options));
      for (const code of warnings) countWarning(code);
      return true;
    }

    function countWarning(code: RuleCode): void {
      checked.warning_counts[code] = (checked.warning_counts[code] ?? 0) + 1;
    }

    /** Counts and lists what was found in the record; false when there is an error among it. */
    function note(findings: readonly Finding[]): boolean {
      let isValid = true;
      for (const found of findings) {
        if (found.severity === "error") {
          checked.errors_total += 1;
          isValid = false;
        } else countWarning(found.code);
        if (unreadableCodes.has(found.code)) checked.unreadable ??= { record, ...found };
        if (listed[found.severity] >= options.list[found.severity]) continue;
        listed[found.severity] += 1;
        checked.findings.push({ record, ...found });
      }
      return isValid;
    }
  };

  /** Of a record that was read plainly, whose shape is known to be right: all that can be found is what fields say together. */
  function plainFindings(bytes: Buffer, tape: Tape, { isKnownProvider }: CheckOptions): Finding[] {
    const fields = crossFieldsOf(bytes, tape) as CrossFields;
    return [...crossFieldFindings(fields), ...unknownProviders(fields, isKnownProvider)];
  }
}

/** The lines, the last one ended as well, in a buffer that goes on after them. */
function withSlack(lines: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  const isEnded = lines.at(-1) === newline;
  if (isEnded && lines.buffer.byteLength - lines.byteOffset - lines.length >= slack) {
    return Buffer.from(lines.buffer, lines.byteOffset, lines.length);
  }
  const padded = Buffer.alloc(lines.length + 1 + slack);
  padded.set(lines);
  padded[lines.length] = newline;
  return padded.subarray(0, lines.length + (isEnded ? 0 : 1));
}
