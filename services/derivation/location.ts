import { type Answer, no, unknown, yes } from "./facts.ts";
import { type ControlView, covers } from "./registry-state.ts";
import type { Located } from "./subject.ts";

/** Methodology section 2: its own jurisdiction when given, else that of its provider on the day, else unknown. */
export function jurisdictionOn(
  { jurisdiction, provider }: Located,
  day: number,
  view: ControlView,
): string | undefined {
  if (jurisdiction !== undefined || provider === undefined) return jurisdiction;
  return view.control.get(provider)?.find((entry) => covers(entry, day))?.jurisdiction;
}

/** Whether its jurisdiction is internal on the day; unknown when it has none. */
export function isInternalOn(located: Located, day: number, view: ControlView): Answer {
  const jurisdiction = jurisdictionOn(located, day, view);
  if (jurisdiction === undefined) return unknown;
  return view.internal.get(jurisdiction)?.some((at) => covers(at, day)) ? yes : no;
}

/** Days on which its jurisdiction may become another. */
export function controlDays({ jurisdiction, provider }: Located, view: ControlView): number[] {
  if (jurisdiction !== undefined || provider === undefined) return [];
  return (view.control.get(provider) ?? []).flatMap(({ from, until }) => [from, until]);
}

/** Days on which it may become internal or cease to be. */
export function internalDays(located: Located, view: ControlView): number[] {
  const { jurisdiction, provider } = located;
  const possible =
    jurisdiction !== undefined
      ? [jurisdiction]
      : (view.control.get(provider ?? "") ?? []).map((entry) => entry.jurisdiction);
  return [
    ...controlDays(located, view),
    ...possible.flatMap((code) => (view.internal.get(code) ?? []).flatMap(({ from, until }) => [from, until])),
  ];
}
