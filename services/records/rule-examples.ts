import type { RuleCode } from "#schema/rules.ts";

/** What a page about a rule says beyond the rule itself. A test checks that the examples are what they say. */
export interface RuleExample {
  /** Why there is such a rule, or what follows from breaking it. */
  meaning: string;
  /** Members of a record, or whole lines, that break the rule. */
  wrong: string;
  /** The same as it should be. */
  right: string;
  /** What `check --fix` does about it. */
  fix: string;
  /** The examples are shortened or cannot be shown as text, so that no test can read them. */
  isSketch?: true;
}

const byHand = "It does nothing here: what is meant is yours to say.";
const oneDate = "It does nothing here: which of the two days is wrong is yours to say.";

export const ruleExamples: Record<RuleCode, RuleExample> = {
  "malformed-json": {
    meaning:
      "In NDJSON every line stands for itself, so one broken line hides no other. A line that ends too early is most often a file that was cut while it was copied; a comma too many or single quotation marks come from text that was put together by hand.",
    wrong: `{"id": "benefits-triage", "name": "Benefits triage",`,
    right: `{"id": "benefits-triage", "name": "Benefits triage", "criticality": "critical", "stage": "pilot"}`,
    fix: "It does nothing here: what a broken line would have said cannot be known.",
  },
  "invalid-utf8": {
    meaning:
      "The bytes of the line are text in another encoding, mostly Windows-1252 or Latin-1: the file was saved so, or two files of different encodings were put together.",
    wrong: `{"id": "cafe", "name": "Caf\\xE9", ...}      the byte E9, as Windows-1252 writes é`,
    right: `{"id": "cafe", "name": "Café", ...}         the bytes C3 A9`,
    fix: "It does nothing here: the bytes do not say which encoding they are in. Convert the file, for example with `iconv -f WINDOWS-1252 -t UTF-8`.",
    isSketch: true,
  },
  "record-too-large": {
    meaning:
      "One workload has a megabyte of text: a report was pasted into a field, or many workloads were put into the lists of one.",
    wrong: `{"id": "chatbot", "name": "Chatbot", "source": {"format": "... a whole report ..."}, ...}`,
    right: `{"id": "chatbot", "name": "Chatbot", "source": {"format": "inventory", "version": "2026"}, ...}`,
    fix: byHand,
    isSketch: true,
  },
  "nested-too-deep": {
    meaning:
      "The record itself needs 5 levels. More come from a file in another form, or from one that was wrapped by a program.",
    wrong: `{"data": [[[[[[[[[[[[[[[[{"id": "chatbot"}]]]]]]]]]]]]]]]]}`,
    right: `{"id": "chatbot", "name": "Chatbot", "criticality": "not-assessed", "stage": "pilot"}`,
    fix: byHand,
  },
  "duplicate-key": {
    meaning:
      "Programs that read JSON take one of the two values without a word, and not all the same one. What was meant is unclear, so it is asked for.",
    wrong: `{"id": "chatbot", "name": "Chatbot", "criticality": "non-critical", "stage": "pilot", "stage": "production"}`,
    right: `{"id": "chatbot", "name": "Chatbot", "criticality": "non-critical", "stage": "production"}`,
    fix: byHand,
  },
  "missing-field": {
    meaning:
      "A workload needs an id, a name, its criticality and its stage; items of lists have required fields of their own (an evaluation its `status`, a fallback its `kind`). Everything else may be left out, which means *not reported*. Silence about these few would make the workload impossible to count.",
    wrong: `{"criticality": null}`,
    right: `{"criticality": "not-assessed"}`,
    fix: "It does nothing here: a value is never made up.",
    isSketch: true,
  },
  "unknown-field": {
    meaning:
      "Mostly a misspelling, which would otherwise be lost in silence: a `deployed_at` that nobody reads leaves the workload without its day of deployment. Names are in lower case, with underscores.",
    wrong: `{"deployed_at": "2026-02-01"}`,
    right: `{"deployed_on": "2026-02-01"}`,
    fix: "It does nothing here: which field was meant is yours to say.",
  },
  "wrong-type": {
    meaning:
      "A number or a yes/no stands between quotation marks, a list has one item without its brackets, or a required field is null. A text that looks like a number is not taken for one: it may be a code.",
    wrong: `{"users_affected": "1200", "regulated": "yes"}`,
    right: `{"users_affected": 1200, "regulated": true}`,
    fix: byHand,
  },
  "unknown-value": {
    meaning:
      "The field has a list of answers, and figures depend on which one is given. The message names the list; those of functions (COFOG 1999) and jurisdictions (ISO 3166-1, `EU`, `XK`) are in [the record](../workload.md).",
    wrong: `{"stage": "Pilot", "criticality": "high"}`,
    right: `{"stage": "pilot", "criticality": "critical"}`,
    fix: "It corrects what differs in upper and lower case, in blanks or underscores for hyphens, or in space around the value (`Pilot`, `not assessed`). It does not translate: `high` is yours to decide.",
  },
  "invalid-date": {
    meaning:
      "Every figure depends on days, so a day is never guessed: 03/04/2026 is 3 April for one reader and 4 March for another. A month or a year alone is no date.",
    wrong: `{"deployed_on": "31.12.2025", "retired_on": "2026-02-30"}`,
    right: `{"deployed_on": "2025-12-31", "retired_on": "2026-03-01"}`,
    fix: "It rewrites dates that can mean one day only: `31.12.2025`, `2025/12/31`, `12/31/2025`, `5 March 2026`, `2026-03-05T14:00:00Z`. It leaves `03/04/2026`, years of two digits, months without a day, and times with an offset other than `Z`.",
  },
  "invalid-id": {
    meaning:
      "An id is how a workload is recognised from one push to the next, and a part of addresses and file names. A workload with another id is another workload: its history, evaluations and debt begin again, so choose it once.",
    wrong: `{"id": "benefits/triage 2"}`,
    right: `{"id": "benefits-triage-2"}`,
    fix: "It removes space before and after an id. It changes nothing inside one.",
  },
  "invalid-digest": {
    meaning:
      "The digest lets somebody prove later that a report is the one that was meant. Any other form could not be compared.",
    wrong: `{"source": {"format": "inventory", "version": "1", "digest": "sha256:9f86d081"}}`,
    right: `{"source": {"format": "inventory", "version": "1", "digest": "sha-256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}`,
    fix: "It writes upper-case letters in lower case. Anything else is left.",
  },
  "invalid-text": {
    meaning:
      "Characters that do not print make two names look alike that are not, or break the line of whoever reads the text next. Most come from cells with line breaks.",
    wrong: `{"name": "Benefits\\ntriage"}`,
    right: `{"name": "Benefits triage"}`,
    fix: "It writes a space for line ends and tabs and removes them at the ends. It shortens nothing, and removes no other character.",
  },
  "not-nfc": {
    meaning:
      "`é` can be written as one character or as `e` and an accent. Both look the same and are different texts, so one form is asked for: the one that nearly all programs write.",
    wrong: `{"name": "Cafe\\u0301"}`,
    right: `{"name": "Café"}`,
    fix: "It writes the text in Normalization Form C, which changes nothing that can be seen.",
  },
  "out-of-range": {
    meaning:
      "Counts and minutes are whole numbers from 0 on; shares go from 0 to 1. A share of 80 is mostly meant as 80 %, which is 0.8, but that is not for a program to decide.",
    wrong: `{"users_affected": -1}`,
    right: `{"users_affected": 0}`,
    fix: byHand,
  },
  "too-many-items": {
    meaning:
      "A list of more than 200 items is mostly several workloads in one, or a history where the present was asked for.",
    wrong: `{"findings": [ ... 201 items ... ]}`,
    right: `{"findings": [ ... those that are open or were corrected lately ... ]}`,
    fix: byHand,
    isSketch: true,
  },
  "duplicate-item-id": {
    meaning:
      "The id of an evaluation, fallback or finding tells it from the others of its workload, so that a later push can say what became of it.",
    wrong: `{"findings": [
  {"id": "f1", "kind": "audit", "severity": "low", "opened_on": "2026-01-10"},
  {"id": "f1", "kind": "audit", "severity": "high", "opened_on": "2026-02-10"}
]}`,
    right: `{"findings": [
  {"id": "f1", "kind": "audit", "severity": "low", "opened_on": "2026-01-10"},
  {"id": "f2", "kind": "audit", "severity": "high", "opened_on": "2026-02-10"}
]}`,
    fix: byHand,
  },
  "duplicate-workload": {
    meaning:
      "Two records of one push say different things of one workload, or an export lists it once for each of its components. The report names the line of the first.",
    wrong: `{"id": "chatbot", "name": "Chatbot", "criticality": "non-critical", "stage": "pilot"}
{"id": "chatbot", "name": "Chatbot", "criticality": "non-critical", "stage": "production"}`,
    right: `{"id": "chatbot", "name": "Chatbot", "criticality": "non-critical", "stage": "production"}`,
    fix: byHand,
  },
  "retired-before-deployed": {
    meaning:
      "Such a workload never ran, so it counts in nothing that is about operating workloads. Most often one of the years is wrong.",
    wrong: `{"deployed_on": "2026-02-01", "retired_on": "2025-06-01"}`,
    right: `{"deployed_on": "2025-02-01", "retired_on": "2025-06-01"}`,
    fix: oneDate,
  },
  "deployed-before-initiated": {
    meaning:
      "Days from the beginning to deployment would be fewer than none, so the workload is counted as inconsistent and left out of the durations of [`DEPLOY_SPEED`](../methodology/deploy-speed.md).",
    wrong: `{"initiated_on": "2026-03-01", "deployed_on": "2026-02-01"}`,
    right: `{"initiated_on": "2025-03-01", "deployed_on": "2026-02-01"}`,
    fix: oneDate,
  },
  "retired-without-date": {
    meaning:
      "Without the day it is known that the workload does not run now, and not until when it did. Past figures are the less certain for it.",
    wrong: `{"stage": "retired"}`,
    right: `{"stage": "retired", "retired_on": "2026-04-01"}`,
    fix: byHand,
  },
  "validity-empty": {
    meaning:
      "`valid_until` is the first day on which the evaluation no longer holds; on or before the day it was completed, it never held and takes nothing out of [`EVAL_GAP`](../methodology/eval-gap.md).",
    wrong: `{"evaluations": [
  {"id": "audit", "status": "completed", "independence": "independent", "outcome": "passed",
   "completed_on": "2026-03-01", "valid_until": "2026-03-01"}
]}`,
    right: `{"evaluations": [
  {"id": "audit", "status": "completed", "independence": "independent", "outcome": "passed",
   "completed_on": "2026-03-01", "valid_until": "2027-03-01"}
]}`,
    fix: oneDate,
  },
  "availability-empty": {
    meaning:
      "`available_until` is the first day on which it is no longer there; on or before `available_from`, it never was, and counts as no fallback or alternative.",
    wrong: `{"fallbacks": [{"id": "paper", "kind": "manual", "available_from": "2026-01-01", "available_until": "2025-01-01"}]}`,
    right: `{"fallbacks": [{"id": "paper", "kind": "manual", "available_from": "2026-01-01", "available_until": null}]}`,
    fix: oneDate,
  },
  "due-before-opened": {
    meaning:
      "Correction debt of [`RELIABILITY_DEBT`](../methodology/reliability-debt.md) runs from `due_on`: a day before the finding was there makes it larger than it is.",
    wrong: `{"findings": [{"id": "f1", "kind": "test", "severity": "high", "opened_on": "2026-03-01", "due_on": "2026-02-01"}]}`,
    right: `{"findings": [{"id": "f1", "kind": "test", "severity": "high", "opened_on": "2026-03-01", "due_on": "2026-05-01"}]}`,
    fix: oneDate,
  },
  "corrected-before-opened": {
    meaning: "A finding that was corrected before it was there was never open, and counts in no debt.",
    wrong: `{"findings": [{"id": "f1", "kind": "test", "severity": "high", "opened_on": "2026-03-01", "corrected_on": "2026-02-01"}]}`,
    right: `{"findings": [{"id": "f1", "kind": "test", "severity": "high", "opened_on": "2026-03-01", "corrected_on": "2026-04-01"}]}`,
    fix: oneDate,
  },
  "completed-without-date": {
    meaning:
      "Without its day nobody can say whether the evaluation holds on a date, so it is *unknown*: it widens the band of [`EVAL_GAP`](../methodology/eval-gap.md) instead of closing the gap.",
    wrong: `{"evaluations": [{"id": "audit", "status": "completed", "independence": "independent", "outcome": "passed"}]}`,
    right: `{"evaluations": [
  {"id": "audit", "status": "completed", "independence": "independent", "outcome": "passed", "completed_on": "2026-03-01"}
]}`,
    fix: byHand,
  },
  "completed-without-independence": {
    meaning:
      "Only an independent or accredited evaluation closes a gap. Without the answer it is *unknown* whether this one does.",
    wrong: `{"evaluations": [{"id": "audit", "status": "completed", "completed_on": "2026-03-01", "outcome": "passed"}]}`,
    right: `{"evaluations": [
  {"id": "audit", "status": "completed", "completed_on": "2026-03-01", "outcome": "passed", "independence": "accredited"}
]}`,
    fix: byHand,
  },
  "completed-without-outcome": {
    meaning:
      "An evaluation without an outcome counts as not failed. If it failed, the figures are better than the truth.",
    wrong: `{"evaluations": [{"id": "audit", "status": "completed", "completed_on": "2026-03-01", "independence": "independent"}]}`,
    right: `{"evaluations": [
  {"id": "audit", "status": "completed", "completed_on": "2026-03-01", "independence": "independent", "outcome": "passed-with-conditions"}
]}`,
    fix: byHand,
  },
  "list-not-reported": {
    meaning:
      "Of a critical workload in production figures ask for its components, evaluations, fallbacks, alternatives and findings. A list that is absent or null is *not reported* and leaves the answer open; `[]` is *reported: none* and is a certain no. There is one warning for each list.",
    wrong: `{"criticality": "critical", "stage": "production", "components": [], "evaluations": [], "fallbacks": [], "alternatives": []}`,
    right: `{"criticality": "critical", "stage": "production", "components": [], "evaluations": [], "fallbacks": [], "alternatives": [], "findings": []}`,
    fix: "It does nothing here: whether there is none or nobody looked is yours to say.",
  },
  "provider-unknown": {
    meaning:
      "Who controls a provider decides whether a fallback is inside the coalition and what a withdrawal would stop. Of a provider that is not registered that is unknown. Only the server can tell, so `check` never gives this warning.",
    wrong: `{"components": [{"layer": "model", "provider": "Acme Inc"}]}`,
    right: `{"components": [{"layer": "model", "provider": "acme"}]}`,
    fix: "It does nothing here: the registry is the secretariat's.",
    isSketch: true,
  },
};
