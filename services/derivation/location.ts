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

/** Adds the days on which its jurisdiction may become another. */
export function addControlDays(days: number[], { jurisdiction, provider }: Located, view: ControlView): void {
  if (jurisdiction !== undefined || provider === undefined) return;
  for (const { from, until } of view.control.get(provider) ?? []) days.push(from, until);
}

/** Adds the days on which it may become internal or cease to be. */
export function addInternalDays(days: number[], located: Located, view: ControlView): void {
  const { jurisdiction, provider } = located;
  addControlDays(days, located, view);
  if (jurisdiction !== undefined) addMemberDays(days, jurisdiction, view);
  else if (provider !== undefined)
    for (const entry of view.control.get(provider) ?? []) addMemberDays(days, entry.jurisdiction, view);
}

function addMemberDays(days: number[], jurisdiction: string, { internal }: ControlView): void {
  for (const { from, until } of internal.get(jurisdiction) ?? []) days.push(from, until);
}
