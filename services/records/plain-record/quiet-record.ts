import type { ObjectRule } from "./grammar.ts";
import { itemsOf, optionOf, placesOf } from "./places.ts";
import { rootFrame, type Tape } from "./plain-reader.ts";

/** Whether `crossFieldFindings` finds nothing in a record that a plain reader has read. */
export type QuietRecord = (bytes: Uint8Array, tape: Tape) => boolean;

/** Items of one list that are looked at for a doubled id in pairs; longer lists are left to the ordinary rules. */
const pairsUpTo = 16;

/**
 * The rules of `crossFieldFindings` once more, on numbers and without a word: most records break none of them, and then no
 * object has to be made of a record. A test holds the two together.
 */
export function createQuietRecord(grammar: ObjectRule): QuietRecord {
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

  let bytes: Uint8Array = new Uint8Array(0);
  let tape: Tape = new Int32Array(0);
  const has = (frame: number, place: number): boolean => (tape[frame + place] ?? 0) > 0;
  const value = (frame: number, place: number): number => tape[frame + place + 2] ?? 0;
  const isBefore = (frame: number, first: number, second: number): boolean =>
    has(frame, first) && has(frame, second) && value(frame, first) < value(frame, second);
  /** `until` not after `from`. */
  const isEmpty = (frame: number, from: number, until: number): boolean =>
    has(frame, from) && has(frame, until) && value(frame, until) <= value(frame, from);

  function isEvery(list: number, isRight: (frame: number) => boolean): boolean {
    let left = has(rootFrame, list) ? value(rootFrame, list) : 0;
    for (let frame = tape[rootFrame + list] ?? 0; left > 0; left -= 1) {
      if (!isRight(frame)) return false;
      frame = tape[frame] ?? 0;
    }
    return true;
  }

  const isEvaluationRight = (frame: number): boolean =>
    !isEmpty(frame, evaluation.completed_on, evaluation.valid_until) &&
    (value(frame, evaluation.status) !== completed ||
      (has(frame, evaluation.completed_on) && has(frame, evaluation.independence) && has(frame, evaluation.outcome)));
  const isFallbackRight = (frame: number): boolean =>
    !isEmpty(frame, fallback.available_from, fallback.available_until);
  const isAlternativeRight = (frame: number): boolean =>
    !isEmpty(frame, alternative.available_from, alternative.available_until);
  const isFindingRight = (frame: number): boolean =>
    !isBefore(frame, finding.due_on, finding.opened_on) && !isBefore(frame, finding.corrected_on, finding.opened_on);

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

  function isRootRight(): boolean {
    if (isBefore(rootFrame, root.retired_on, root.deployed_on)) return false;
    if (isBefore(rootFrame, root.deployed_on, root.initiated_on)) return false;
    const stage = value(rootFrame, root.stage);
    if (stage === retired && !has(rootFrame, root.retired_on)) return false;
    if (stage !== production || value(rootFrame, root.criticality) !== critical) return true;
    return lists.every((name) => has(rootFrame, root[name]));
  }

  return (givenBytes, givenTape) => {
    bytes = givenBytes;
    tape = givenTape;
    return (
      isRootRight() &&
      isEvery(root.evaluations, isEvaluationRight) &&
      isEvery(root.fallbacks, isFallbackRight) &&
      isEvery(root.alternatives, isAlternativeRight) &&
      isEvery(root.findings, isFindingRight) &&
      !withIds.some(hasDoubledId)
    );
  };
}
