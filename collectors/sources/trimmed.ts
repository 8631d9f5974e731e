/** Without Unicode white space at both ends. `String.trim` keeps U+0085 and takes U+FEFF away, which is none. */
export function trimmed(text: string): string {
  return text.replace(/^\p{White_Space}+/u, "").replace(/\p{White_Space}+$/u, "");
}
