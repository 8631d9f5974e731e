const longest = 64;

/** Lower case, every run of other characters than a-z 0-9 one `-`, cut to 64, no `-` at either end; may be empty. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}
