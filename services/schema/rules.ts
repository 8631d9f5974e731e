/**
 * Every rule a record is checked by: a stable code, its severity, a sentence and what to do. `docs/rules/` has a page each.
 * An error refuses the whole push; a warning is stored, counted in the receipt and listed in the answer.
 */
export const rules = {
  "malformed-json": {
    severity: "error",
    sentence: "A line is not one JSON value.",
    remedy: "Write each workload as one JSON object on one line, and check for a line that was cut.",
  },
  "invalid-utf8": {
    severity: "error",
    sentence: "A line is not valid UTF-8.",
    remedy: "Save the file as UTF-8, or name its encoding to the collector.",
  },
  "record-too-large": {
    severity: "error",
    sentence: "A record is larger than the limit (1 MiB unless the server says otherwise).",
    remedy: "Shorten texts and lists; a workload of usual size has one or two kilobytes.",
  },
  "nested-too-deep": {
    severity: "error",
    sentence: "A record nests objects and lists deeper than 16 levels.",
    remedy: "Send the fields of the workload record only; it needs 5 levels.",
  },
  "duplicate-key": {
    severity: "error",
    sentence: "An object has the same key twice, so it is unclear which value is meant.",
    remedy: "Keep one of the two.",
  },
  "missing-field": {
    severity: "error",
    sentence: "A required field is missing.",
    remedy: "Add it; when the answer is not known, use the value that says so (criticality: not-assessed).",
  },
  "unknown-field": {
    severity: "error",
    sentence: "A field is not part of the workload record.",
    remedy: "Correct the spelling or leave the field out.",
  },
  "wrong-type": {
    severity: "error",
    sentence: "A value has another type than the field.",
    remedy: "Send the type that the message names; numbers and true/false without quotation marks.",
  },
  "unknown-value": {
    severity: "error",
    sentence: "A value is not on the field's list.",
    remedy: "Use one of the listed values, spelt exactly so.",
  },
  "invalid-date": {
    severity: "error",
    sentence: "A date does not exist, is written otherwise than YYYY-MM-DD, or lies outside 1950-01-01 to 2199-12-31.",
    remedy: "Write it as YYYY-MM-DD; leave the field out when the day is not known.",
  },
  "invalid-id": {
    severity: "error",
    sentence: "An id has characters or a length that ids may not have.",
    remedy: "Use letters, digits and hyphens (workload ids also . _ and :), starting with a letter or digit.",
  },
  "invalid-digest": {
    severity: "error",
    sentence: "A digest is not `sha-256:` followed by 64 lower-case hexadecimal digits.",
    remedy: "Write the digest in that form or leave it out.",
  },
  "invalid-text": {
    severity: "error",
    sentence:
      "A text is empty, too long, or holds characters that do not print (line ends, tabs, bidirectional controls).",
    remedy: "Replace line ends and tabs by spaces and shorten the text.",
  },
  "not-nfc": {
    severity: "error",
    sentence: "A text is not in Unicode Normalization Form C, so equal-looking texts would differ.",
    remedy: "Normalise the file to NFC.",
  },
  "out-of-range": {
    severity: "error",
    sentence: "A number is too small, too large, or not a whole number.",
    remedy: "Send a number within the range that the message names.",
  },
  "too-many-items": {
    severity: "error",
    sentence: "A list inside a workload has more than 200 items.",
    remedy: "Send the items that still matter, or split the workload.",
  },
  "duplicate-item-id": {
    severity: "error",
    sentence: "Two items of one list have the same id.",
    remedy: "Give each evaluation, fallback and finding an id of its own.",
  },
  "duplicate-workload": {
    severity: "error",
    sentence: "Two workloads of one push have the same id.",
    remedy: "Send each workload once.",
  },
  "retired-before-deployed": {
    severity: "warning",
    sentence: "The workload was retired before it was deployed.",
    remedy: "Check the two dates.",
  },
  "deployed-before-initiated": {
    severity: "warning",
    sentence: "The workload was deployed before it was initiated.",
    remedy: "Check the two dates; such a workload counts as inconsistent in DEPLOY_SPEED.",
  },
  "retired-without-date": {
    severity: "warning",
    sentence: "The stage is retired and no day of retirement is given.",
    remedy: "Give retired_on, the first day on which the workload no longer ran.",
  },
  "validity-empty": {
    severity: "warning",
    sentence: "An evaluation's valid_until is not after its completed_on, so it never held.",
    remedy: "Check the two dates; valid_until is the first day on which the evaluation no longer holds.",
  },
  "availability-empty": {
    severity: "warning",
    sentence: "An available_until is not after its available_from, so it was never available.",
    remedy: "Check the two dates; available_until is the first day on which it is no longer there.",
  },
  "due-before-opened": {
    severity: "warning",
    sentence: "A finding was due before it was opened.",
    remedy: "Check the two dates; correction debt runs from due_on.",
  },
  "corrected-before-opened": {
    severity: "warning",
    sentence: "A finding was corrected before it was opened.",
    remedy: "Check the two dates.",
  },
  "completed-without-date": {
    severity: "warning",
    sentence: "An evaluation is completed and has no date, so it is unknown whether it holds.",
    remedy: "Give completed_on.",
  },
  "completed-without-independence": {
    severity: "warning",
    sentence: "An evaluation is completed and does not say whether the evaluator was independent.",
    remedy: "Give independence: internal, independent or accredited.",
  },
  "completed-without-outcome": {
    severity: "warning",
    sentence: "An evaluation is completed and has no outcome; it counts as not failed.",
    remedy: "Give outcome: passed, passed-with-conditions or failed.",
  },
  "list-not-reported": {
    severity: "warning",
    sentence: "A critical workload in production does not report one of the five lists.",
    remedy: "Send the list; an empty list says that there is none, which is another answer than silence.",
  },
  "provider-unknown": {
    severity: "warning",
    sentence: "The registry does not know a provider, so its jurisdiction is unknown.",
    remedy: "Correct the id, or ask the secretariat to register the provider.",
  },
} as const satisfies Record<string, { severity: "error" | "warning"; sentence: string; remedy: string }>;

export type RuleCode = keyof typeof rules;

/** One breach of a rule in one record. `pointer` is RFC 6901 into the record. */
export interface Finding {
  code: RuleCode;
  severity: "error" | "warning";
  pointer: string;
  message: string;
}

export function finding(code: RuleCode, path: readonly PropertyKey[], message: string): Finding {
  return { code, severity: rules[code].severity, pointer: pointerOf(path), message };
}

/** RFC 6901. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
