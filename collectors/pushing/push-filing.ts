import { z } from "zod";
import type { ReceiptFields } from "#schema/receipt.ts";
import type { CheckedFile, Filing } from "../checking/checked-file.ts";
import type { ExitStatus } from "../command-io.ts";
import { compareWithLastSent } from "../differences/compare-with-last-sent.ts";
import { shrinkLines } from "../differences/report-differences.ts";
import { senderName } from "../sender-name.ts";
import { buildBody, contentDigestField, type PushBody } from "./build-body.ts";
import type { Failure } from "./failure.ts";
import type { PushSession } from "./push-session.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import { openSpool, type Spool, type SpooledPush } from "./spool.ts";
import { uuidV7 } from "./uuid-v7.ts";
import { verifyAnswer } from "./verify-answer.ts";

/** What became of one agency's push. */
export interface PushOutcome {
  agency: string;
  records: number;
  exitStatus: ExitStatus;
  /** Absent when the server was not reached. */
  pushId?: string;
  /** Given when the push is stored and its receipt verified. */
  receipt?: ReceiptFields;
  visibleBy?: string;
  /** Given otherwise. */
  failure?: Failure;
}

const Accepted = z.object({ receipt: z.string(), visible_by: z.string().optional() });

/** Spools one agency's push, sends it until it is answered, and keeps the receipt. */
export async function pushFiling(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filing: Filing & { agency: string },
  options: { confirmShrink: boolean },
): Promise<PushOutcome> {
  const { io, progress } = session;
  const spool = openSpool(session.serverFolder, filing.agency);
  const body = await buildBody(filing, {
    reference_date: checked.referenceDate,
    complete: checked.complete,
    sender: senderName(),
  });
  const push = await spooledPush(spool, session, checked, filing, body);
  const about = { agency: filing.agency, records: push.records, pushId: push.push_id };

  const keys = await session.verifierKeys();
  const wire = await spool.body(push.push_id);
  progress.note(`sending ${push.records} records of ${filing.agency} (${Math.ceil(wire.length / 1024)} KiB)`);
  const answer = await session.send({
    method: "PUT",
    path: `/v1/agencies/${filing.agency}/pushes/${push.push_id}${options.confirmShrink ? "?confirm_shrink=true" : ""}`,
    headers: bodyHeaders(wire),
    body: wire,
    words: `push of ${filing.agency}`,
  });

  const accepted = answer.status === 200 || answer.status === 201 ? Accepted.safeParse(answer.body).data : undefined;
  if (!accepted) {
    const refusal = refusalOf(answer, (record) => filing.workloads[record]?.line);
    const { code, what, details, remedy } = refusal;
    const gone = code === "inventory-shrank" ? shrinkLines(await compareWithLastSent(spool, filing)) : [];
    await spool.update({ ...push, refused: { at: new Date(io.now()).toISOString(), ...namesOf(refusal) } });
    return {
      ...about,
      exitStatus: refusal.exitStatus,
      failure: { what, details: [...details, ...gone], remedy: `${remedy} The push stays in ${spool.folder}/pending.` },
    };
  }
  try {
    const receipt = await verifyAnswer(accepted.receipt, push, keys, spool);
    await spool.finish(push.push_id, { epoch: receipt.epoch, sequence: receipt.sequence, text: accepted.receipt });
    return { ...about, exitStatus: 0, receipt, visibleBy: accepted.visible_by };
  } catch (error) {
    if (!(error instanceof Error) || "code" in error) throw error;
    await spool.keepDoubtful(push.push_id, accepted.receipt);
    return {
      ...about,
      exitStatus: 3,
      failure: {
        what: `The server says that the push is stored, but its receipt does not prove it: ${error.message}.`,
        details: [],
        remedy: `Send ${spool.folder}/pending/${push.push_id}.doubtful-receipt.txt to the secretariat; the push stays spooled.`,
      },
    };
  }
}

export const bodyHeaders = (wire: Uint8Array): Record<string, string> => ({
  "content-type": "application/x-ndjson",
  "content-encoding": "gzip",
  "content-digest": contentDigestField(wire),
});

const namesOf = ({ status, code, title }: Refusal) => ({ status, code, title });

/** The push that is already spooled for this content, or a new one; tells about others that wait. */
async function spooledPush(
  spool: Spool,
  { io, progress }: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filing: Filing & { agency: string },
  body: PushBody,
): Promise<SpooledPush> {
  const pending = await spool.pending();
  const resumed = pending.find(
    (push) => push.content_digest === body.contentDigest && push.refused?.code !== "push-id-reused",
  );
  for (const push of pending) if (push !== resumed) progress.warn(wordsOfWaiting(push, spool.folder));
  if (resumed) {
    const since = resumed.refused
      ? `was refused on ${resumed.refused.at} (${resumed.refused.status} ${resumed.refused.title})`
      : `is waiting since ${resumed.created_at}`;
    progress.say(`Resuming push ${resumed.push_id} of ${filing.agency}, which ${since}.`);
    return resumed;
  }
  const push: SpooledPush = {
    push_id: uuidV7(io.now()),
    agency: filing.agency,
    file: checked.file,
    reference_date: checked.referenceDate,
    complete: checked.complete,
    records: filing.workloads.length,
    content_digest: body.contentDigest,
    created_at: new Date(io.now()).toISOString(),
  };
  await spool.add(push, body.wire);
  return push;
}

function wordsOfWaiting(push: SpooledPush, folder: string): string {
  const state = push.refused
    ? `was refused on ${push.refused.at} (${push.refused.status} ${push.refused.title})`
    : `of ${push.created_at} was not acknowledged`;
  return (
    `An earlier push of ${push.file} for ${push.agency} (${push.reference_date}) ${state}. ` +
    `Push that file again to send it, or delete ${folder}/pending/${push.push_id}.* if it is no longer wanted.`
  );
}
