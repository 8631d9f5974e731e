import type { RuleCode } from "#schema/rules.ts";
import type { ObjectRule } from "./grammar.ts";
import { itemsOf, optionOf, placesOf } from "./places.ts";
import { rootFrame, type Tape } from "./plain-reader.ts";

/**
 * The codes of what `crossFieldFindings` finds in a record that a plain reader has read, one for each finding, in its order; they
 * hold until the next call. Undefined where two items of a list may have one id: that is an error, and left to the rules.
 */
export type WarningsOfTape = (bytes: Uint8Array, tape: Tape) => readonly RuleCode[] | undefined;

/** Items of one list that are looked at for a doubled id in pairs; longer lists are left to the ordinary rules. */
const pairsUpTo = 16;

/**
 * The rules of `crossFieldFindings` once more, on numbers and without a word: most records break none of them, and of most
 * warnings just how many there are is asked, so that no object has to be made of a record. A test holds the two together.
 */
export function createWarningsOfTape(grammar: ObjectRule): WarningsOfTape {
  const lists = ["components", "evaluations", "fallbacks", "alternatives", "findings"] as const;
  const root = placesOf(
    grammar,
    ...lists,
    ...(["criticality", "stage", "initiated_on", "deployed_on", "retired_on"] as const),
  );
  const evaluationRule = itemsOf(grammar, "evaluations");
  const evaluation = placesOf(evaluationRule, "status", "completed_on", "valid_until", "independence", "outcome");
  const fallback = placesOf(itemsOf(grammar, "fallbacks"), "available_from", "available_until");
  const alternative = placesOf(itemsOf(grammar, "alternatives"), "available_from", "available_until");
  const finding = placesOf(itemsOf(grammar, "findings"), "opened_on", "due_on", "corrected_on");
  const withIds = (["evaluations", "fallbacks", "findings"] as const).map((name) => ({
    list: root[name],
    id: placesOf(itemsOf(grammar, name), "id").id,
  }));
  const completed = optionOf(evaluationRule, "status", "completed");
  const critical = optionOf(grammar, "criticality", "critical");
  const production = optionOf(grammar, "stage", "production");
  const retired = optionOf(grammar, "stage", "retired");

  const found: RuleCode[] = [];
  let bytes: Uint8Array = new Uint8Array(0);
  let tape: Tape = new Int32Array(0);
  const has = (frame: number, place: number): boolean => (tape[frame + place] ?? 0) > 0;
  const value = (frame: number, place: number): number => tape[frame + place + 2] ?? 0;
  const isBefore = (frame: number, first: number, second: number): boolean =>
    has(frame, first) && has(frame, second) && value(frame, first) < value(frame, second);
  /** `until` not after `from`. */
  const isEmpty = (frame: number, from: number, until: number): boolean =>
    has(frame, from) && has(frame, until) && value(frame, until) <= value(frame, from);

  function eachOf(list: number, note: (frame: number) => void): void {
    let left = has(rootFrame, list) ? value(rootFrame, list) : 0;
    for (let frame = tape[rootFrame + list] ?? 0; left > 0; left -= 1) {
      note(frame);
      frame = tape[frame] ?? 0;
    }
  }

  function noteEvaluation(frame: number): void {
    if (isEmpty(frame, evaluation.completed_on, evaluation.valid_until)) found.push("validity-empty");
    if (value(frame, evaluation.status) !== completed) return;
    if (!has(frame, evaluation.completed_on)) found.push("completed-without-date");
    if (!has(frame, evaluation.independence)) found.push("completed-without-independence");
    if (!has(frame, evaluation.outcome)) found.push("completed-without-outcome");
  }

  function noteFallback(frame: number): void {
    if (isEmpty(frame, fallback.available_from, fallback.available_until)) found.push("availability-empty");
  }

  function noteAlternative(frame: number): void {
    if (isEmpty(frame, alternative.available_from, alternative.available_until)) found.push("availability-empty");
  }

  function noteFinding(frame: number): void {
    if (isBefore(frame, finding.due_on, finding.opened_on)) found.push("due-before-opened");
    if (isBefore(frame, finding.corrected_on, finding.opened_on)) found.push("corrected-before-opened");
  }

  function hasDoubledId({ list, id }: { list: number; id: number }): boolean {
    const length = has(rootFrame, list) ? value(rootFrame, list) : 0;
    if (length > pairsUpTo) return true;
    let frame = tape[rootFrame + list] ?? 0;
    for (let index = 1; index < length; index += 1) {
      let other = tape[frame] ?? 0;
      for (let left = length - index; left > 0; left -= 1) {
        if (isSameText(frame + id, other + id)) return true;
        other = tape[other] ?? 0;
      }
      frame = tape[frame] ?? 0;
    }
    return false;
  }

  function isSameText(left: number, right: number): boolean {
    const start = tape[left] ?? 0;
    const shift = (tape[right] ?? 0) - start;
    const end = tape[left + 1] ?? 0;
    if ((tape[right + 1] ?? 0) - shift !== end) return false;
    for (let at = start; at < end; at += 1) if (bytes[at] !== bytes[at + shift]) return false;
    return true;
  }

  function noteDates(): void {
    if (isBefore(rootFrame, root.retired_on, root.deployed_on)) found.push("retired-before-deployed");
    if (isBefore(rootFrame, root.deployed_on, root.initiated_on)) found.push("deployed-before-initiated");
    if (value(rootFrame, root.stage) === retired && !has(rootFrame, root.retired_on))
      found.push("retired-without-date");
  }

  function noteLists(): void {
    if (value(rootFrame, root.stage) !== production || value(rootFrame, root.criticality) !== critical) return;
    for (const name of lists) if (!has(rootFrame, root[name])) found.push("list-not-reported");
  }

  return (givenBytes, givenTape) => {
    bytes = givenBytes;
    tape = givenTape;
    if (withIds.some(hasDoubledId)) return undefined;
    found.length = 0;
    noteDates();
    eachOf(root.evaluations, noteEvaluation);
    eachOf(root.fallbacks, noteFallback);
    eachOf(root.alternatives, noteAlternative);
    eachOf(root.findings, noteFinding);
    noteLists();
    return found;
  };
}
