import { lookOn, type TableLook, textTable } from "#collectors/text-table.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { countsWorkloads } from "#indicators/counts-workloads.ts";
import { figureHead, figureRows } from "./figure-rows.ts";
import { withApi } from "./with-api.ts";

type FiguresAnswer = {
  date: string;
  known_at: string;
  methodology: number;
  figures: Record<string, Record<string, unknown>>;
};

/** `GET /v1/figures` as a table; with `--output json` as the server answered. */
export function figures(
  context: CliContext,
  flags: GlobalFlags,
  { date, knownAt, group, code }: { date: string; knownAt?: string; group: readonly string[]; code: readonly string[] },
): Promise<number> {
  const query = new URLSearchParams({ date });
  if (knownAt !== undefined) query.set("known_at", knownAt);
  for (const name of group) query.append("group", name);
  for (const name of code) query.append("code", name);
  return withApi(context, flags, async (api) => {
    const answer = (await api.call("GET", `/v1/figures?${query.toString()}`)) as FiguresAnswer;
    context.io.out(
      flags.output === "json"
        ? `${JSON.stringify(answer)}\n`
        : textOf(answer, flags.quiet === true, lookOn(context.io)),
    );
  });
}

function textOf(answer: FiguresAnswer, isQuiet: boolean, look: TableLook): string {
  const rows = Object.entries(answer.figures).flatMap(([group, byCode]) =>
    Object.entries(byCode).flatMap(([code, figure]) =>
      figureRows(code, figure, countsWorkloads(byCode)).map((row) => [group, ...row]),
    ),
  );
  const head = `Figures of ${answer.date}, as known at ${answer.known_at}, methodology ${answer.methodology}\n\n`;
  return `${isQuiet ? "" : head}${textTable([["group", "code", ...figureHead], ...rows], look)}`;
}
