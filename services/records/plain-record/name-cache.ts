/** The text of ASCII bytes. Most ids of a push are among few, so a text that was made before is given again. */
export type NameCache = (bytes: Buffer, start: number, end: number) => string;

const places = 4096;

export function createNameCache(): NameCache {
  const names = Array.from({ length: places }, () => "");
  return (bytes, start, end) => {
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 12)) & (places - 1);
    const known = names[place] ?? "";
    if (isWritten(known, bytes, start, end)) return known;
    const name = bytes.toString("latin1", start, end);
    names[place] = name;
    return name;
  };
}

function isWritten(name: string, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (name.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}
