/**
 * What the bytes 80 to 9F mean in Windows-1252; five are not assigned. Node's own `TextDecoder("windows-1252")` decodes
 * them as Latin-1 since 20.18.3, which turns apostrophes into control characters.
 */
const high = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

export function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\u0080-\u009F]/g, (character) => high.charAt(character.charCodeAt(0) - 0x80));
}
