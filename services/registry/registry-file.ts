import type { PartyKind, PartyRow, RegistryState } from "#derivation/registry-state.ts";
import type { RegistryFile } from "#schema/parties.ts";

/** The parties of a registry file, one a row, nulls left out so that silence has one form. */
export function partiesOfFile(file: RegistryFile): PartyRow[] {
  const rows = (kind: PartyKind, list: readonly { id: string }[] = []): PartyRow[] =>
    list.map((body) => ({ kind, id: body.id, body: withoutNulls(body) }));
  return [
    ...rows("member", file.members),
    ...rows("agency", file.agencies),
    ...rows("provider", file.providers),
    ...Object.entries(file.scenarios ?? {}).map(([id, body]): PartyRow => ({
      kind: "scenario",
      id,
      body: withoutNulls(body),
    })),
  ];
}

/** The whole registry in the form that `registry import` takes. */
export function fileOfRegistry(state: RegistryState): Required<RegistryFile> {
  return {
    members: [...state.members.values()],
    agencies: [...state.agencies.values()],
    providers: [...state.providers.values()],
    scenarios: Object.fromEntries(state.scenarios),
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === null || member === undefined ? [] : [[key, withoutNulls(member)]],
    ),
  );
}
