import { createHmac, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";
import { KeyKind } from "#http/authenticate.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const publicIdLength = 8;
const secretLength = 43; // 62^43 > 2^256
const checksumLength = 6; // 62^6 > 2^32

const form = new RegExp(
  `^sw_(${KeyKind.options.join("|")})_([0-9A-Za-z]{${publicIdLength}})_[0-9A-Za-z]{${secretLength}}_[0-9A-Za-z]{${checksumLength}}$`,
);

export const publicIdPattern = new RegExp(`^[0-9A-Za-z]{${publicIdLength}}$`);

/** `sw_<kind>_<public id>_<secret>_<checksum>`. Its randomness is not an argument: no caller may choose a secret. */
export function makeToken(kind: KeyKind): { token: string; public_id: string } {
  const public_id = randomText(publicIdLength);
  const body = `sw_${kind}_${public_id}_${randomText(secretLength)}`;
  return { token: `${body}_${checksum(body)}`, public_id };
}

/** The public id of a token that is whole; nothing when it is not one, or was cut or mistyped. */
export function publicIdOf(token: string): string | undefined {
  const publicId = form.exec(token)?.[2];
  const end = token.length - checksumLength;
  return publicId !== undefined && checksum(token.slice(0, end - 1)) === token.slice(end) ? publicId : undefined;
}

/** What is stored of a token. Over all of it, so that a secret is good for its own id and kind only. */
export function macOf(token: string, pepper: Buffer): Buffer {
  return createHmac("sha256", pepper).update(token).digest();
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** CRC-32, so that a mistyped key is told apart without a look into the store, and scanners find leaked ones. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let count = 0; count < checksumLength; count += 1) {
    digits = `${alphabet[rest % alphabet.length]}${digits}`;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
