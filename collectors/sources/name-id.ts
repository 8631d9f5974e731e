import { createHash } from "node:crypto";

const longest = 64;
const hashDigits = 8;

/** Latin letters that Unicode does not take apart into a letter and its mark. */
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ı: "i",
  ə: "e",
};
const special = new RegExp(`[${Object.keys(letters).join("")}]`, "g");

/**
 * An id made of a name: lower case, accents taken away, every run of other characters one `-`. Case, accents and punctuation make
 * no other id; letters do. Where some are lost, because they are not Latin or there are more than 64, a short hash of
 * the whole name takes their place. Empty for a name without a Latin letter or a digit.
 */
export function nameId(name: string): string {
  const text = isAscii.test(name) ? name.toLowerCase() : withoutAccents(name);
  const id = text.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const isWhole = id.length <= longest && !/[^\P{L}a-z]|[^\P{N}0-9]/u.test(text);
  if (id === "" || isWhole) return id;
  const hash = createHash("sha256")
    .update(text.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, ""))
    .digest("hex")
    .slice(0, hashDigits);
  return `${id.slice(0, longest - hashDigits - 1).replace(/-+$/, "")}-${hash}`;
}

const isAscii = /^[\x20-\x7E]*$/;

const withoutAccents = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    // Some letters get a mark only when they become small: İ.
    .replace(/\p{M}/gu, "")
    .replace(special, (letter) => letters[letter] ?? letter);
