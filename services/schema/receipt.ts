import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** The name under which receipts are signed, in the sense of a C2SP signed note. */
export const receiptSignerName = "sparewheel-receipts";

/** What a receipt says, one line each in this order; see docs/push-protocol.md. */
export interface ReceiptFields {
  origin: string;
  epoch: number;
  agency: string;
  push: string;
  /** Counts the agency's receipts from 1, no gaps. */
  sequence: number;
  /** Digest of the agency's receipt before this one, `none` for the first. */
  previous: string;
  content: string;
  reference_date: string;
  records: { submitted: number; added: number; changed: number; unchanged: number; removed: number; warnings: number };
  received: string;
}

const firstLine = "sparewheel receipt v1";
const fieldNames = [
  "origin",
  "epoch",
  "agency",
  "push",
  "sequence",
  "previous",
  "content",
  "reference_date",
  "records",
  "received",
] as const;
const countNames = ["submitted", "added", "changed", "unchanged", "removed", "warnings"] as const;

/** Unicode em dash, the mark of a signature line. */
const signatureMark = "— ";

function receiptText(fields: ReceiptFields): string {
  const records = countNames.map((name) => `${name}=${fields.records[name]}`).join(" ");
  const lines = fieldNames.map((name) => `${name} ${name === "records" ? records : String(fields[name])}`);
  return `${[firstLine, ...lines].join("\n")}\n`;
}

/** A C2SP signed note: text, blank line, one Ed25519 signature line. */
export function signReceipt(fields: ReceiptFields, privateKey: KeyObject): string {
  const text = receiptText(fields);
  const key = rawPublicKey(createPublicKey(privateKey));
  const signature = Buffer.concat([keyHash(key), sign(null, Buffer.from(text), privateKey)]).toString("base64");
  return `${text}\n${signatureMark}${receiptSignerName} ${signature}\n`;
}

/** The key in the form note verifiers take: `name+hash+base64`. */
export function verifierKey(publicKey: KeyObject): string {
  const raw = rawPublicKey(publicKey);
  return `${receiptSignerName}+${keyHash(raw).toString("hex")}+${Buffer.concat([Buffer.of(ed25519), raw]).toString("base64")}`;
}

/** SHA-256 over the note's exact bytes: what the next receipt calls `previous`. */
export function receiptDigest(note: string): string {
  return `sha-256:${createHash("sha256").update(note).digest("hex")}`;
}

/** Reads a note and checks its signature with one of the verifier keys; throws a sentence that says what is wrong. */
export function openReceipt(note: string, verifierKeys: readonly string[]): ReceiptFields {
  const end = note.indexOf(`\n\n${signatureMark}`);
  if (end < 0) throw new Error("expected a signed note: text, a blank line and a signature line");
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2)
    .split("\n")
    .filter((line) => line.startsWith(signatureMark));
  const isSigned = signatures.some((line) => verifierKeys.some((key) => isSignedBy(key, text, line)));
  if (!isSigned)
    throw new Error("no signature of a known receipt key: the text was changed, or the key is another server's");
  return fieldsOf(text);
}

function fieldsOf(text: string): ReceiptFields {
  const lines = text.trimEnd().split("\n");
  if (lines[0] !== firstLine) throw new Error(`expected the first line "${firstLine}"`);
  const values = Object.fromEntries(
    fieldNames.map((name, index) => {
      const line = lines[index + 1] ?? "";
      if (!line.startsWith(`${name} `)) throw new Error(`expected line ${index + 2} to begin with "${name} "`);
      return [name, line.slice(name.length + 1)];
    }),
  ) as Record<(typeof fieldNames)[number], string>;
  const records = Object.fromEntries(values.records.split(" ").map((pair) => pair.split("="))) as Record<
    string,
    string
  >;
  return {
    ...values,
    epoch: Number(values.epoch),
    sequence: Number(values.sequence),
    records: Object.fromEntries(countNames.map((name) => [name, Number(records[name])])) as ReceiptFields["records"],
  };
}

const ed25519 = 0x01;

function isSignedBy(key: string, text: string, line: string): boolean {
  const [name, hash, encoded] = splitVerifierKey(key);
  const [signer, signature] = line.slice(signatureMark.length).split(" ");
  const bytes = Buffer.from(signature ?? "", "base64");
  if (signer !== name || bytes.length !== 68 || bytes.subarray(0, 4).toString("hex") !== hash) return false;
  const raw = Buffer.from(encoded, "base64");
  if (raw.length !== 33 || raw[0] !== ed25519) return false;
  const publicKey = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: raw.subarray(1).toString("base64url") },
    format: "jwk",
  });
  return verify(null, Buffer.from(text), publicKey, bytes.subarray(4));
}

/** Base64 may hold `+` too, so only the first two separate. */
function splitVerifierKey(key: string): [name: string, hash: string, encoded: string] {
  const first = key.indexOf("+");
  const second = key.indexOf("+", first + 1);
  return [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}

function rawPublicKey(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
}

function keyHash(raw: Buffer): Buffer {
  return createHash("sha256")
    .update(`${receiptSignerName}\n`)
    .update(Buffer.of(ed25519))
    .update(raw)
    .digest()
    .subarray(0, 4);
}
