import { earliestDay, latestDay } from "#derivation/registry-state.ts";
import {
  lapseOf,
  type Subject,
  type SubjectAlternative,
  type SubjectComponent,
  type SubjectEvaluation,
  type SubjectFallback,
  type SubjectFinding,
} from "#derivation/subject.ts";
import type { ObjectRule } from "./grammar.ts";
import { createNameCache } from "./name-cache.ts";
import { itemsOf, optionOf, optionsOf, placesOf } from "./places.ts";
import { rootFrame, type Tape } from "./plain-reader.ts";

/** What `subjectOf` makes of a record, from what a plain reader has read of it. */
export type SubjectOfTape = (bytes: Buffer, tape: Tape) => Subject;

const zero = 0x30;

export function createSubjectOfTape(grammar: ObjectRule): SubjectOfTape {
  const root = placesOf(
    grammar,
    ...(["function", "criticality", "stage", "regulated"] as const),
    ...(["initiated_on", "deployed_on", "retired_on", "substantially_modified_on"] as const),
    ...(["components", "evaluations", "fallbacks", "alternatives", "findings"] as const),
  );
  const componentRule = itemsOf(grammar, "components");
  const component = placesOf(componentRule, "layer", "provider", "weights", "substitutability");
  const evaluationRule = itemsOf(grammar, "evaluations");
  const evaluation = placesOf(evaluationRule, "status", "outcome", "independence", "completed_on", "valid_until");
  const fallbackRule = itemsOf(grammar, "fallbacks");
  const fallback = placesOf(
    fallbackRule,
    ...(["provider", "jurisdiction", "available_from", "available_until"] as const),
    ...(["capacity_share", "switchover_minutes", "drills"] as const),
  );
  const drill = placesOf(itemsOf(fallbackRule, "drills"), "on", "minutes", "succeeded");
  const alternativeRule = itemsOf(grammar, "alternatives");
  const alternative = placesOf(
    alternativeRule,
    ...(["provider", "jurisdiction", "status"] as const),
    ...(["available_from", "available_until", "sufficient_capacity"] as const),
  );
  const finding = placesOf(itemsOf(grammar, "findings"), "opened_on", "due_on", "corrected_on");

  const divisions = optionsOf(grammar, "function").map((code) => Number(code.slice(0, 2)));
  const criticalities = optionsOf(grammar, "criticality") as Subject["criticality"][];
  const layers = optionsOf(componentRule, "layer");
  const independences = optionsOf(evaluationRule, "independence") as SubjectEvaluation["independence"][];
  const fallbackJurisdictions = optionsOf(fallbackRule, "jurisdiction");
  const alternativeJurisdictions = optionsOf(alternativeRule, "jurisdiction");
  const production = optionOf(grammar, "stage", "production");
  const model = layers.indexOf("model");
  const open = optionOf(componentRule, "weights", "open");
  const easily = optionOf(componentRule, "substitutability", "easily");
  const completed = optionOf(evaluationRule, "status", "completed");
  const failed = optionOf(evaluationRule, "outcome", "failed");
  const available = optionOf(alternativeRule, "status", "available");

  const nameOf = createNameCache();
  let bytes: Buffer = Buffer.alloc(0);
  let tape: Tape = new Int32Array(0);

  const has = (frame: number, place: number): boolean => (tape[frame + place] ?? 0) > 0;
  const value = (frame: number, place: number): number => tape[frame + place + 2] ?? 0;
  const is = (frame: number, place: number, option: number): boolean =>
    has(frame, place) && value(frame, place) === option;
  const day = (frame: number, place: number): number | undefined =>
    has(frame, place) ? value(frame, place) : undefined;
  const text = <Text extends string | undefined>(
    frame: number,
    place: number,
    texts: readonly Text[],
  ): Text | undefined => (has(frame, place) ? texts[value(frame, place)] : undefined);

  /** A provider's id, without the quotation marks that it stands in. */
  function name(frame: number, place: number): string | undefined {
    const from = tape[frame + place] ?? 0;
    return from > 0 ? nameOf(bytes, from + 1, (tape[frame + place + 1] ?? 0) - 1) : undefined;
  }

  /** A whole number by its digits: it may be greater than the tape's numbers. */
  function whole(frame: number, place: number): number | undefined {
    if (!has(frame, place)) return undefined;
    const to = tape[frame + place + 1] ?? 0;
    let sum = 0;
    for (let at = tape[frame + place] ?? 0; at < to; at += 1) sum = sum * 10 + (bytes[at] ?? 0) - zero;
    return sum;
  }

  function list<Item>(frame: number, place: number, itemOf: (frame: number) => Item): Item[] | undefined {
    if (!has(frame, place)) return undefined;
    const items: Item[] = [];
    let item = tape[frame + place] ?? 0;
    for (let left = value(frame, place); left > 0; left -= 1) {
      items.push(itemOf(item));
      item = tape[item] ?? 0;
    }
    return items;
  }

  const componentOf = (frame: number): SubjectComponent => ({
    layer: layers[value(frame, component.layer)] ?? "",
    provider: name(frame, component.provider),
    is_open_weight: value(frame, component.layer) === model && is(frame, component.weights, open),
    is_easily_substitutable: is(frame, component.substitutability, easily),
  });

  function evaluationOf(frame: number): SubjectEvaluation {
    const on = day(frame, evaluation.completed_on);
    const modified = day(rootFrame, root.substantially_modified_on);
    return {
      is_completed: value(frame, evaluation.status) === completed,
      is_failed: is(frame, evaluation.outcome, failed),
      independence: text(frame, evaluation.independence, independences),
      completed_on: on,
      lapse: on === undefined ? undefined : lapseOf(on, day(frame, evaluation.valid_until), modified),
    };
  }

  function fallbackOf(frame: number): SubjectFallback {
    const share = tape[frame + fallback.capacity_share] ?? 0;
    return {
      jurisdiction: text(frame, fallback.jurisdiction, fallbackJurisdictions),
      provider: name(frame, fallback.provider),
      available: {
        from: day(frame, fallback.available_from) ?? earliestDay,
        until: day(frame, fallback.available_until) ?? latestDay,
      },
      // A share of nothing is written 0 and no other one is; only its bytes tell it from 0.5.
      has_capacity: share <= 0 || bytes[share] !== zero || (tape[frame + fallback.capacity_share + 1] ?? 0) > share + 1,
      switchover_minutes: whole(frame, fallback.switchover_minutes),
      successes: successesOf(frame),
    };
  }

  function successesOf(frame: number): SubjectFallback["successes"] {
    const successes: { on: number; minutes: number | undefined }[] = [];
    if (!has(frame, fallback.drills)) return successes;
    let at = tape[frame + fallback.drills] ?? 0;
    for (let left = value(frame, fallback.drills); left > 0; left -= 1) {
      if (is(at, drill.succeeded, 1)) successes.push({ on: value(at, drill.on), minutes: whole(at, drill.minutes) });
      at = tape[at] ?? 0;
    }
    return successes;
  }

  const alternativeOf = (frame: number): SubjectAlternative => ({
    jurisdiction: text(frame, alternative.jurisdiction, alternativeJurisdictions),
    provider: name(frame, alternative.provider),
    is_available: value(frame, alternative.status) === available,
    available: {
      from: day(frame, alternative.available_from) ?? earliestDay,
      until: day(frame, alternative.available_until) ?? latestDay,
    },
    sufficient_capacity: has(frame, alternative.sufficient_capacity)
      ? value(frame, alternative.sufficient_capacity) === 1
      : undefined,
  });

  const findingOf = (frame: number): SubjectFinding => ({
    opened_on: value(frame, finding.opened_on),
    due_on: day(frame, finding.due_on),
    corrected_on: day(frame, finding.corrected_on),
  });

  return (givenBytes, givenTape) => {
    bytes = givenBytes;
    tape = givenTape;
    return {
      function: has(rootFrame, root.function) ? (divisions[value(rootFrame, root.function)] ?? 0) : 0,
      criticality: criticalities[value(rootFrame, root.criticality)] ?? "not-assessed",
      is_production: value(rootFrame, root.stage) === production,
      is_regulated: is(rootFrame, root.regulated, 1),
      initiated_on: day(rootFrame, root.initiated_on),
      deployed_on: day(rootFrame, root.deployed_on),
      retired_on: day(rootFrame, root.retired_on),
      components: list(rootFrame, root.components, componentOf),
      evaluations: list(rootFrame, root.evaluations, evaluationOf),
      fallbacks: list(rootFrame, root.fallbacks, fallbackOf),
      alternatives: list(rootFrame, root.alternatives, alternativeOf),
      findings: list(rootFrame, root.findings, findingOf),
    };
  };
}
