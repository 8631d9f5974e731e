/** What a document says to type, and what it shows as the answer. */
export interface CommandBlock {
  /** Of the first command, from 1. */
  line: number;
  commands: string;
  /** Why nobody runs it here. */
  notRun?: string;
  /** It goes on, like a server in a terminal of its own, until the document ends. */
  goesOn: boolean;
  exitStatus: number;
  /** The fence right below: standard output, and for a command that fails both. Its `lines` start at `line`. */
  output?: { line: number; lines: number; text: string };
}

interface Fence {
  language: string;
  /** Of the opening fence, from 0. */
  at: number;
  /** Of the closing one. */
  end: number;
  text: string;
  /** The comment on the line above. */
  mark: string;
}

/**
 * Every fence of a document with the language `sh`. A comment on the line above one may say `not run: REASON`, `goes on`
 * or `exits STATUS`.
 */
export function readBlocks(document: string): CommandBlock[] {
  const fences = fencesOf(document.split("\n"));
  return fences.flatMap((fence, index) => {
    if (fence.language !== "sh") return [];
    const { notRun, goesOn, exitStatus } = readMark(fence);
    const next = fences[index + 1];
    const isAnswer =
      next !== undefined && isBelow(document, fence, next) && ["", "text", "json"].includes(next.language);
    return {
      line: fence.at + 2,
      commands: fence.text,
      ...(notRun !== undefined && { notRun }),
      goesOn,
      exitStatus,
      ...(isAnswer && { output: { line: next.at + 2, lines: next.end - next.at - 1, text: next.text } }),
    };
  });
}

function fencesOf(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const language = /^```(\w*)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end < 0) throw new Error(`the fence of line ${at + 1} has no end`);
    const mark = /^<!-- (.*) -->$/.exec(lines[at - 1] ?? "")?.[1] ?? "";
    fences.push({ language, at, end, text: lines.slice(at + 1, end).join("\n"), mark });
    at = end;
  }
  return fences;
}

function isBelow(document: string, above: Fence, below: Fence): boolean {
  const between = document.split("\n").slice(above.end + 1, below.at);
  return between.every((line) => line === "");
}

function readMark({ mark, at }: Fence): Pick<CommandBlock, "notRun" | "goesOn" | "exitStatus"> {
  const [, notRun] = /^not run: (.+)$/.exec(mark) ?? [];
  const [, status] = /^exits (\d+)$/.exec(mark) ?? [];
  const goesOn = mark === "goes on";
  if (mark !== "" && notRun === undefined && status === undefined && !goesOn)
    throw new Error(`line ${at}: expected "not run: REASON", "goes on" or "exits STATUS", found "${mark}"`);
  return { ...(notRun !== undefined && { notRun }), goesOn, exitStatus: Number(status ?? 0) };
}
