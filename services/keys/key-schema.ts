import { z } from "zod";
import { KeyKind } from "#http/authenticate.ts";
import { Instant } from "#schema/calendar.ts";
import { PartyId } from "#schema/workload.ts";
import { publicIdPattern } from "./token.ts";

export const longestValidDays = 365;

export const PublicId = z.string().regex(publicIdPattern).meta({ id: "KeyPublicId" });

/** What may be asked for. `agency` goes with agency and officer, `member` with reader and grafana. */
export const KeyRequest = z
  .strictObject({
    kind: KeyKind,
    agency: PartyId.nullish().describe("Required for the kinds agency and officer, forbidden for others"),
    member: PartyId.nullish().describe("Confines a key of the kind reader or grafana to what one member may see"),
    valid_days: z.int().min(1).max(longestValidDays).default(90).describe("Days from now; every key ends"),
  })
  .superRefine(({ kind, agency, member }, context) => {
    const needsAgency = kind === "agency" || kind === "officer";
    const add = (path: string, message: string): void => context.addIssue({ code: "custom", path: [path], message });
    if (needsAgency && !agency) add("agency", `expected the id of an agency because kind is ${kind}`);
    if (!needsAgency && agency) add("agency", `expected none because kind is ${kind}`);
    if (member && kind !== "reader" && kind !== "grafana") add("member", `expected none because kind is ${kind}`);
  })
  .meta({ id: "KeyRequest" });
export type KeyRequest = z.output<typeof KeyRequest>;

/** A key as it may be shown: nothing of its secret. */
export const KeyEntry = z
  .strictObject({
    public_id: PublicId,
    kind: KeyKind,
    agency: PartyId.nullable(),
    member: PartyId.nullable(),
    created_at: Instant,
    created_by: z
      .string()
      .describe(
        "Public id of the key that made it, `server` for the first, `command-line` for one made while the server was stopped",
      ),
    expires_at: Instant,
    revoked_at: Instant.nullable(),
    revoked_by: z.string().nullable(),
  })
  .meta({ id: "KeyEntry" });
export type KeyEntry = z.infer<typeof KeyEntry>;

export const KeyCreated = z
  .strictObject({
    ...KeyEntry.shape,
    token: z.string().describe("Shown this once; only a message authentication code of it is stored"),
    warnings: z
      .array(z.string())
      .describe("Sentences for a person, such as that the registry does not have the agency yet"),
  })
  .meta({ id: "KeyCreated" });
