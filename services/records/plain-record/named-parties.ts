import type { ObjectRule } from "./grammar.ts";
import { createNameCache } from "./name-cache.ts";
import { rootFrame, slotOf, type Tape } from "./plain-reader.ts";

/** Providers and jurisdictions that a record names, each once, sorted. They hold until the next call. */
export interface NamedParties {
  providers: readonly string[];
  jurisdictions: readonly string[];
}

/** Collects what `partiesOf` finds in a workload, from a record that a plain reader has read. */
export interface PartyReader {
  /** Each once. */
  providersOf: (bytes: Buffer, tape: Tape) => readonly string[];
  partiesOf: (bytes: Buffer, tape: Tape) => NamedParties;
}

export function createPartyReader(grammar: ObjectRule): PartyReader {
  const lists = ["components", "fallbacks", "alternatives"].map((name) => {
    const list = grammar.members.findIndex((member) => member.name === name);
    const items = grammar.members[list]?.value.object?.members ?? [];
    return {
      place: slotOf(0, list),
      provider: items.findIndex((member) => member.name === "provider"),
      jurisdiction: items.findIndex((member) => member.name === "jurisdiction"),
      codes: items.find((member) => member.name === "jurisdiction")?.value.options.words ?? [],
    };
  });
  const nameOf = createNameCache();
  const found: { providers: string[]; jurisdictions: string[] } = { providers: [], jurisdictions: [] };
  const note = (list: string[], name: string): void => {
    if (!list.includes(name)) list.push(name);
  };

  function providersOf(bytes: Buffer, tape: Tape): string[] {
    const { providers } = found;
    providers.length = 0;
    for (const { place, provider } of lists) {
      let frame = tape[rootFrame + place] ?? 0;
      if (frame <= 0) continue;
      for (let left = tape[rootFrame + place + 2] ?? 0; left > 0; left -= 1) {
        const named = slotOf(frame, provider);
        const from = tape[named] ?? 0;
        if (from > 0) note(providers, nameOf(bytes, from + 1, (tape[named + 1] ?? 0) - 1));
        frame = tape[frame] ?? 0;
      }
    }
    return providers;
  }

  function readJurisdictions(tape: Tape): void {
    found.jurisdictions.length = 0;
    for (const { place, jurisdiction, codes } of lists) {
      let frame = tape[rootFrame + place] ?? 0;
      if (frame <= 0 || jurisdiction < 0) continue;
      for (let left = tape[rootFrame + place + 2] ?? 0; left > 0; left -= 1) {
        const located = slotOf(frame, jurisdiction);
        if ((tape[located] ?? 0) > 0) note(found.jurisdictions, codes[tape[located + 2] ?? 0]?.text ?? "");
        frame = tape[frame] ?? 0;
      }
    }
  }

  return {
    providersOf,
    partiesOf(bytes, tape) {
      providersOf(bytes, tape).sort();
      readJurisdictions(tape);
      found.jurisdictions.sort();
      return found;
    },
  };
}
