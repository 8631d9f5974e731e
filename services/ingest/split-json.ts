import { ProblemError } from "#http/problem.ts";
import { type LineLimits, type LineSplitter, splitNdjson } from "./split-ndjson.ts";

const byte = {
  quote: 0x22,
  backslash: 0x5c,
  colon: 0x3a,
  comma: 0x2c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
  newline: 0x0a,
  space: 0x20,
};
const isSpace = (code: number): boolean =>
  code === byte.space || code === byte.newline || code === 0x09 || code === 0x0d;

/** A raw line end inside a string is an error in JSON; this control character keeps it one when lines are joined. */
const forbiddenMark = 0x01;

/**
 * Turns the JSON form of a push into its NDJSON form as it streams by: the header is the object without `workloads`, each
 * element of that list a line. It follows strings and brackets only; whether the pieces are JSON their parsers say.
 */
export function splitJson(limits: LineLimits): LineSplitter {
  const lines = splitNdjson(limits);
  lines.push(Buffer.from("\n"));
  const headerParts: Buffer[] = [];
  let headerSize = 0;
  let header: Buffer | undefined;
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let inList = false;
  let hasList = false;
  let hasEnded = false;
  /** Whether the element or the place after a comma has seen anything but white space. */
  let elementBytes = 0;
  let elements = 0;
  let lastKey: number[] = [];
  let afterKey: "none" | "colon" | "value" = "none";

  const malformed = (detail: string): ProblemError => new ProblemError("malformed-json", { detail });

  const toHeader = (bytes: Buffer): void => {
    headerSize += bytes.length;
    if (headerSize > limits.record_bytes)
      throw malformed("The members beside workloads are larger than a record may be.");
    headerParts.push(Buffer.from(bytes));
  };

  const endElement = (isLast: boolean): void => {
    if (elementBytes === 0 && !(isLast && elements === 0))
      throw malformed("In workloads an element is missing before a comma or the closing bracket.");
    if (elementBytes > 0) elements += 1;
    elementBytes = 0;
  };

  function push(bytes: Buffer): Uint8Array<ArrayBuffer>[] {
    const out = Buffer.alloc(bytes.length);
    let outLength = 0;
    const full: Uint8Array<ArrayBuffer>[] = [];
    let headerStart = inList ? -1 : 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const code = bytes[at] ?? 0;
      if (inList) {
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (code === byte.backslash) isEscaped = true;
          else if (code === byte.quote) inString = false;
          out[outLength++] = code === byte.newline ? forbiddenMark : code;
          continue;
        }
        if (depth === 2 && (code === byte.comma || code === byte.closeList)) {
          const hadElement = elementBytes > 0;
          endElement(code === byte.closeList);
          if (hadElement) out[outLength++] = byte.newline;
          if (code === byte.closeList) {
            inList = false;
            depth = 1;
            headerStart = at;
          }
          continue;
        }
        if (code === byte.quote) inString = true;
        else if (code === byte.openBrace || code === byte.openList) depth += 1;
        else if (code === byte.closeBrace || code === byte.closeList) depth -= 1;
        if (isSpace(code)) out[outLength++] = byte.space;
        else {
          elementBytes += 1;
          out[outLength++] = code;
        }
        if (elementBytes === 0) outLength -= 1;
        continue;
      }
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (code === byte.backslash) isEscaped = true;
        else if (code === byte.quote) inString = false;
        if (inString && lastKey.length < 64) lastKey.push(code);
        continue;
      }
      if (isSpace(code)) continue;
      if (hasEnded) throw malformed("There is text after the end of the object.");
      if (depth === 1 && afterKey === "colon") {
        afterKey = "value";
        if (code === byte.openList && Buffer.from(lastKey).toString() === "workloads") {
          if (hasList) throw malformed("workloads is given twice.");
          hasList = true;
          toHeader(bytes.subarray(headerStart, at + 1));
          headerStart = -1;
          inList = true;
          depth = 2;
          continue;
        }
      }
      if (code === byte.quote) {
        inString = true;
        if (depth === 1) lastKey = [];
      } else if (code === byte.colon && depth === 1) afterKey = "colon";
      else if (code === byte.openBrace || code === byte.openList) depth += 1;
      else if (code === byte.closeBrace || code === byte.closeList) {
        depth -= 1;
        hasEnded = depth <= 0;
      }
    }
    if (headerStart >= 0) toHeader(bytes.subarray(headerStart));
    if (outLength > 0) full.push(...lines.push(out.subarray(0, outLength)));
    return full;
  }

  return {
    get header() {
      return header;
    },
    push,
    end() {
      if (inList || inString || depth !== 0) throw malformed("The text ends before its object does.");
      header = Buffer.concat(headerParts);
      return lines.end();
    },
  };
}
