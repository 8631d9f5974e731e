import { expect, test } from "vitest";
import { macOf, makeToken, publicIdOf } from "./token.ts";

test("a token is sw_, kind, 8, 43 and 6 characters of base62, and never the same twice", () => {
  const tokens = Array.from({ length: 200 }, () => makeToken("officer"));
  for (const { token, public_id } of tokens) {
    expect(token).toMatch(/^sw_officer_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(publicIdOf(token)).toBe(public_id);
  }
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(200);
});

test("the checksum is CRC-32 of everything before it, in base62", () => {
  const body = "sw_admin_AAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
  expect(publicIdOf(`${body}_${base62Crc(body)}`)).toBe("AAAAAAAA");
});

/** CRC-32 (IEEE 802.3), bit by bit. */
function base62Crc(text: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  let digits = "";
  for (let count = 0; count < 6; count += 1) {
    digits = alphabet[rest % 62]! + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

test("one changed, missing or added character anywhere is found without the store", () => {
  const { token } = makeToken("agency");
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === "x" ? "y" : "x";
    expect(publicIdOf(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    expect(publicIdOf(token.slice(0, at) + token.slice(at + 1))).toBeUndefined();
  }
  expect(publicIdOf(`${token}x`)).toBeUndefined();
});

test("what is stored depends on the pepper and on every part of the token", () => {
  const { token } = makeToken("agency");
  const mac = macOf(token, Buffer.from("pepper"));
  expect(mac).toHaveLength(32);
  expect(macOf(token, Buffer.from("other"))).not.toEqual(mac);
  expect(macOf(token.replace("agency", "admin"), Buffer.from("pepper"))).not.toEqual(mac);
});
