import { generateKeyPairSync } from "node:crypto";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "#keys/create-key.ts";
import { makeTestDirectory, openTestPostgres } from "#test/support/stores.ts";
import { openSecrets } from "./open-secrets.ts";
import { serverIdentity } from "./server-identity.ts";

const dataDirectory = makeTestDirectory();
let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(async () => {
  await postgres.close();
  rmSync(dataDirectory, { recursive: true });
});

test("secrets are made once, for this user alone, and read again", async () => {
  const first = await openSecrets(postgres.sql, { dataDirectory });
  const second = await openSecrets(postgres.sql, { dataDirectory });
  expect(second.pepper).toEqual(first.pepper);
  expect(second.receiptKey.equals(first.receiptKey)).toBe(true);
  expect(statSync(join(dataDirectory, "secrets")).mode & 0o777).toBe(0o700);
  for (const name of ["pepper", "receipt-key.pem"])
    expect(statSync(join(dataDirectory, "secrets", name)).mode & 0o777).toBe(0o600);
});

test("a file that does not hold what it should is refused with the variable's name", async () => {
  const file = join(dataDirectory, "wrong");
  writeFileSync(file, "short");
  await expect(openSecrets(postgres.sql, { dataDirectory, pepperFile: file })).rejects.toThrow(
    /^KEY_PEPPER_FILE: expected at least 32 bytes/,
  );
  await expect(openSecrets(postgres.sql, { dataDirectory, receiptKeyFile: file })).rejects.toThrow(
    /^RECEIPT_KEY_FILE: expected an Ed25519/,
  );
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  await expect(openSecrets(postgres.sql, { dataDirectory, receiptKeyFile: file })).rejects.toThrow(/found rsa$/);
});

test("a pepper that is gone while keys exist stops the start instead of ending every key", async () => {
  await createKey(
    { sql: postgres.sql, pepper: Buffer.alloc(32), now: Date.now },
    { kind: "admin", validMs: 1000, createdBy: "server" },
  );
  rmSync(join(dataDirectory, "secrets/pepper"));
  await expect(openSecrets(postgres.sql, { dataDirectory })).rejects.toThrow(
    /pepper is gone, and keys were made with it/,
  );
});

test("the first identity stays", async () => {
  expect(await serverIdentity(postgres.sql, "one")).toEqual({ server_id: "one", epoch: 1 });
  expect(await serverIdentity(postgres.sql, "two")).toEqual({ server_id: "one", epoch: 1 });
});
