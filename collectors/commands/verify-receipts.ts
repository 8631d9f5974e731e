import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { readReceiptKeys } from "../pushing/receipt-keys.ts";
import { type Verdict, verifyChain } from "../pushing/verify-chain.ts";
import { reportFailure } from "./report-failure.ts";

export interface VerifyReceiptsOptions {
  /** Receipts, or folders that hold some at any depth. */
  files: string[];
  /** Keys as text (`name+hash+base64`) or files that hold one a line; none: the `keys.json` of the spool. */
  verifierKeys: string[];
  output?: "text" | "json";
  quiet?: boolean;
}

/** Checks signatures, numbers and the chain of receipts, offline. Exit status 1 when one of them does not hold. */
export async function verifyReceipts(options: VerifyReceiptsOptions, io: CommandIo): Promise<ExitStatus> {
  try {
    const files = (await Promise.all(options.files.map(receiptFilesIn))).flat().toSorted();
    if (files.length === 0)
      throw new CommandFailure(
        2,
        "There is no receipt to verify.",
        "Name receipt files, or the receipts folder of the spool.",
      );
    const given = (await Promise.all(options.verifierKeys.map(keysOf))).flat();
    const notes = await Promise.all(
      files.map(async (file) => ({
        file,
        text: await readFile(file, "utf8"),
        verifierKeys: given.length > 0 ? given : await spooledKeys(file),
      })),
    );
    const verdict = verifyChain(notes);
    if (options.output === "json") io.out(`${JSON.stringify(verdict)}\n`);
    else io.out(textOf(verdict, options.quiet === true));
    return verdict.faults.length > 0 ? 1 : 0;
  } catch (error) {
    return reportFailure(error, options, io);
  }
}

function textOf({ chains, faults }: Verdict, isQuiet: boolean): string {
  const faultLines = faults.map(({ file, message }) => `${file}: ${message}\n`);
  const chainLines = chains.map(({ origin, agency, epoch, from, to, count }) => {
    const start = from === 1 ? "" : ` (receipts before ${from} were not given)`;
    return `${agency} at ${origin}, epoch ${epoch}: ${count} receipt${count === 1 ? "" : "s"}, ${from} to ${to}${start}.\n`;
  });
  const end =
    faults.length === 0 ? "All hold.\n" : `${faults.length} do not hold: keep the files and ask the secretariat.\n`;
  return [...faultLines, ...(isQuiet ? [] : chainLines), end].join("");
}

async function receiptFilesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw new CommandFailure(2, `${path} cannot be opened.`, "Check the path and the permissions.");
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /^\d+-\d+\.txt$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function keysOf(textOrFile: string): Promise<string[]> {
  if (isKey(textOrFile)) return [textOrFile];
  const text = await readFile(textOrFile, "utf8").catch(() => {
    throw new CommandFailure(
      2,
      `${JSON.stringify(textOrFile)} is neither a verifier key nor a file that can be opened.`,
      "Give --verifier-key as name+hash+base64, as GET /v1/keys shows it, or a file with one a line.",
    );
  });
  const keys = text.split(/[\s",]+/).filter(isKey);
  if (keys.length > 0) return keys;
  throw new CommandFailure(2, `${textOrFile} holds no verifier key.`, "Write one a line, as GET /v1/keys shows it.");
}

const isKey = (text: string): boolean => /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(text);

/** The spool keeps the keys of a server beside its agencies: `<host_port>/keys.json`, `<host_port>/<agency>/receipts/`. */
async function spooledKeys(file: string): Promise<string[]> {
  const folder = dirname(resolve(file));
  const kept = basename(folder) === "receipts" ? await readReceiptKeys(join(folder, "../../keys.json")) : undefined;
  if (kept) return kept.keys.map(({ verifier_key }) => verifier_key);
  throw new CommandFailure(
    2,
    `There is no key to verify ${file} with: it does not lie in a spool that has a keys.json.`,
    "Add --verifier-key with the key that GET /v1/keys of the server shows.",
  );
}
