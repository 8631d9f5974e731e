import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyReceipts } from "#collectors/commands/verify-receipts.ts";
import { type CommandWorld, createCommandWorld } from "#collectors/testing/command-world.ts";
import { receiptDigest, type ReceiptFields, signReceipt, verifierKey } from "#schema/receipt.ts";

const key = generateKeyPairSync("ed25519");
let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const first: ReceiptFields = {
  origin: "test",
  epoch: 1,
  agency: "nl-tax",
  push: "0193f0c2-0000-7000-8000-000000000000",
  sequence: 1,
  previous: "none",
  content: `sha-256:${"a".repeat(64)}`,
  reference_date: "2026-09-30",
  records: { submitted: 3, added: 1, changed: 1, unchanged: 1, removed: 0, warnings: 5 },
  received: "2026-10-01T08:00:00.123Z",
};

/** Receipts 1 to `count`, each naming the one before. */
function chainOf(count: number, change: Partial<ReceiptFields> = {}): string[] {
  const notes: string[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const before = notes.at(-1);
    notes.push(
      signReceipt(
        { ...first, sequence, previous: before === undefined ? "none" : receiptDigest(before), ...change },
        key.privateKey,
      ),
    );
  }
  return notes;
}

/** Writes notes as a spool keeps them; gives their paths. */
function spooled(agency: string, notes: readonly string[], from = 1): string[] {
  return notes.map((note, index) => {
    const file = join(world.folder, "host_443", agency, "receipts", `1-${from + index}.txt`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, note);
    return file;
  });
}

const verified = async (files: string[], verifierKeys = [verifierKey(key.publicKey)]) => {
  world.forget();
  return verifyReceipts({ files, verifierKeys }, world);
};

test("a receipt is a C2SP signed note: any verifier that knows the key's text can check it", () => {
  const [note = ""] = chainOf(1);
  const [name, hash, encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey(key.publicKey))!.slice(1);
  const raw = Buffer.from(encoded, "base64");
  expect([raw[0], raw.length]).toEqual([1, 33]);
  expect(createHash("sha256").update(`${name}\n`).update(raw).digest("hex").slice(0, 8)).toBe(hash);

  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const [, signer, signature = ""] = /^\u2014 (\S+) (\S+)\n$/.exec(note.slice(text.length + 1))!;
  const bytes = Buffer.from(signature, "base64");
  expect([signer, bytes.subarray(0, 4).toString("hex")]).toEqual([name, hash]);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw.subarray(1)]);
  expect(
    verify(null, Buffer.from(text), createPublicKey({ key: spki, format: "der", type: "spki" }), bytes.subarray(4)),
  ).toBe(true);
  expect(text).toBe(
    [
      "sparewheel receipt v1",
      "origin test",
      "epoch 1",
      "agency nl-tax",
      `push ${first.push}`,
      "sequence 1",
      "previous none",
      `content ${first.content}`,
      "reference_date 2026-09-30",
      "records submitted=3 added=1 changed=1 unchanged=1 removed=0 warnings=5",
      "received 2026-10-01T08:00:00.123Z",
      "",
    ].join("\n"),
  );
});

test("a whole chain holds in any order and with repetitions, with the key as text, in a file or in the spool", async () => {
  const [one = "", two = "", three = ""] = spooled("nl-tax", chainOf(3));
  expect(await verified([three, one, two, one])).toBe(0);
  expect(world.stdout()).toBe("nl-tax at test, epoch 1: 3 receipts, 1 to 3.\nAll hold.\n");
  const keyFile = join(world.folder, "keys.txt");
  writeFileSync(keyFile, `${verifierKey(key.publicKey)}\n`);
  expect(await verified([one, two, three], [keyFile])).toBe(0);
  writeFileSync(
    join(world.folder, "host_443", "keys.json"),
    JSON.stringify({ keys: [{ name: "current", verifier_key: verifierKey(key.publicKey) }] }),
  );
  expect(await verified([join(world.folder, "host_443")], [])).toBe(0);
});

test("one changed byte of a receipt does not hold, in its text or in its signature", async () => {
  const [file = ""] = spooled("nl-tax", chainOf(1));
  const note = readFileSync(file, "utf8");
  for (const changed of [
    note.replace("added=1", "added=2"),
    note.replace(/.{3}\n$/, "AA=\n"),
    note.replace("\n\n", "\n"),
  ]) {
    expect(changed).not.toBe(note);
    writeFileSync(file, changed);
    expect(await verified([file])).toBe(1);
  }
});

test("a receipt of another server's key does not hold", async () => {
  const files = spooled("nl-tax", chainOf(1));
  expect(await verified(files, [verifierKey(generateKeyPairSync("ed25519").publicKey)])).toBe(1);
  expect(world.stdout()).toContain("no signature of a known receipt key");
});

test("a missing receipt in the middle is told; receipts before the first given are only mentioned", async () => {
  const [, two = "", , four = ""] = spooled("nl-tax", chainOf(4));
  expect(await verified([two, four])).toBe(1);
  expect(world.stdout()).toContain(`${four}: receipt 3 is missing before receipt 4`);
  expect(await verified([two])).toBe(0);
  expect(world.stdout()).toContain("receipts before 2 were not given");
});

test("a history that was written again is told, even though every signature is good", async () => {
  const [, , three = ""] = chainOf(3);
  const [one = "", two = ""] = chainOf(2, { received: "2026-10-02T08:00:00.000Z" });
  const files = spooled("nl-tax", [one, two, three]);
  expect(await verified(files)).toBe(1);
  expect(world.stdout()).toContain("receipt 3 does not continue receipt 2");
  const [other = ""] = spooled("copy", chainOf(1));
  expect(await verified([...files.slice(0, 1), other])).toBe(1);
  expect(world.stdout()).toContain("receipt 1 exists with two texts");
});

test("agencies have chains of their own", async () => {
  const files = [...spooled("nl-tax", chainOf(2)), ...spooled("nl-customs", chainOf(1, { agency: "nl-customs" }))];
  expect(await verified(files)).toBe(0);
  expect(world.stdout().split("\n")).toHaveLength(4);
});

test("no receipt, no key, or what is neither a key nor a file: wrong usage", async () => {
  const files = spooled("nl-tax", chainOf(1));
  expect(await verified([])).toBe(2);
  expect(await verified(files, [])).toBe(2);
  expect(await verified(files, ["nonsense"])).toBe(2);
});
