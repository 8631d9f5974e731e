import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { join } from "node:path";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey, receipt } from "#db/tables.ts";
import { keepSecret, readSecret } from "./secret-file.ts";

const pepperBytes = 32;

export type Secrets = {
  pepper: Buffer;
  /** Ed25519. */
  receiptKey: KeyObject;
};

/**
 * What signs receipts and what stored keys are checked with: read from files, made at the first start. A lost file is
 * not replaced in silence, because every key would stop working and receipts would be signed by a stranger.
 */
export async function openSecrets(
  sql: Sql,
  {
    dataDirectory,
    pepperFile,
    receiptKeyFile,
  }: { dataDirectory: string; pepperFile?: string; receiptKeyFile?: string },
): Promise<Secrets> {
  const folder = join(dataDirectory, "secrets");
  const drizzle = drizzleOver(sql);
  const [anyKey] = await drizzle.select({ public_id: apiKey.public_id }).from(apiKey).limit(1);
  const [anyReceipt] = await drizzle.select({ agency: receipt.agency }).from(receipt).limit(1);

  const pepperPath = pepperFile ?? join(folder, "pepper");
  const pepper =
    readSecret(pepperPath) ??
    makeUnless(anyKey !== undefined, pepperPath, "keys were made with it", () =>
      randomBytes(pepperBytes).toString("base64"),
    );
  if (pepper.length < pepperBytes) {
    throw new Error(`KEY_PEPPER_FILE: expected at least ${pepperBytes} bytes in ${pepperPath}, found ${pepper.length}`);
  }

  const receiptPath = receiptKeyFile ?? join(folder, "receipt-key.pem");
  const pem =
    readSecret(receiptPath) ??
    makeUnless(anyReceipt !== undefined, receiptPath, "receipts were signed with it", () =>
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
  return { pepper, receiptKey: ed25519(pem, receiptPath) };
}

function makeUnless(isUsed: boolean, path: string, why: string, make: () => string): Buffer {
  if (isUsed) throw new Error(`${path} is gone, and ${why}: put it back from the backup (docs/operations.md)`);
  return keepSecret(path, make());
}

function ed25519(pem: Buffer, path: string): KeyObject {
  const expected = `RECEIPT_KEY_FILE: expected an Ed25519 private key in PEM in ${path}, found`;
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new Error(`${expected} something else`, { cause });
  }
  if (key.asymmetricKeyType !== "ed25519") throw new Error(`${expected} ${key.asymmetricKeyType}`);
  return key;
}
