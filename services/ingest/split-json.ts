import { ProblemError } from "#http/problem.ts";
import { type LineLimits, type LineSplitter, splitNdjson } from "./split-ndjson.ts";

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const newline = 0x0a;
const space = 0x20;

/** A raw line end inside a string is an error in JSON; this control character keeps it one when lines are joined. */
const forbiddenMark = 0x01;

/** What a byte can mean outside strings: most are part of some number, name or colon. */
const meaning = { other: 0, space: 1, quote: 2, open: 3, close: 4, comma: 5 } as const;
const meanings = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === space || code === newline || code === 0x09 || code === 0x0d) return meaning.space;
  if (code === quote) return meaning.quote;
  if (code === comma) return meaning.comma;
  if (code === openList || code === 0x7b) return meaning.open;
  return code === closeList || code === 0x7d ? meaning.close : meaning.other;
});

/** Bytes at which reading a string stops. */
const endsRun = Uint8Array.from({ length: 256 }, (_, code) => Number([quote, backslash, newline].includes(code)));

/** Longest name that is told apart from `workloads`. */
const nameBytes = 64;

/**
 * Turns the JSON form of a push into its NDJSON form as it streams by: the header is the object without `workloads`, each
 * element of that list a line. It follows strings and brackets only; whether the pieces are JSON their parsers say.
 */
export function splitJson(limits: LineLimits, takeBuffer: () => Uint8Array<ArrayBuffer>): LineSplitter {
  const lines = splitNdjson(limits, takeBuffer);
  lines.push(Buffer.of(newline));
  const headerParts: Buffer[] = [];
  let headerSize = 0;
  let header: Buffer | undefined;
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let inList = false;
  let hasList = false;
  let hasEnded = false;
  /** Whether the element, or the place after a comma, has seen nothing but white space. */
  let isElementEmpty = true;
  let elements = 0;
  let lastName: number[] = [];
  let afterName: "none" | "colon" | "value" = "none";

  let ready: Uint8Array<ArrayBuffer>[] = [];
  /** Takes a copy of each piece, of which lines are made in place; the next piece uses it again. */
  let memory = Buffer.alloc(0);

  const malformed = (detail: string): ProblemError => new ProblemError("malformed-json", { detail });

  const toHeader = (bytes: Buffer): void => {
    headerSize += bytes.length;
    if (headerSize > limits.record_bytes)
      throw malformed("The members beside workloads are larger than a record may be.");
    headerParts.push(Buffer.from(bytes));
  };

  function endElement(isLast: boolean): void {
    if (isElementEmpty && !(isLast && elements === 0))
      throw malformed("In workloads an element is missing before a comma or the closing bracket.");
    if (!isElementEmpty) elements += 1;
    isElementEmpty = true;
  }

  /** Follows a string to its closing quotation mark, or to the end of the bytes; gives the place after it. */
  function afterString(bytes: Buffer, start: number): number {
    let at = start;
    while (at < bytes.length) {
      const code = bytes[at] ?? 0;
      if (code === newline) bytes[at] = forbiddenMark;
      if (isEscaped) isEscaped = false;
      else if (code === backslash) isEscaped = true;
      else if (code === quote) {
        inString = false;
        return at + 1;
      }
      at += 1;
      while (!isEscaped && at < bytes.length && endsRun[bytes[at] ?? 0] === 0) at += 1;
    }
    return at;
  }

  /** Turns what is in the list into lines, in place; gives the place of the bracket that ends it, or the end of the bytes. */
  function takeList(bytes: Buffer, start: number): number {
    let first = start;
    let at = start;
    const handOn = (end: number): void => {
      if (end > first) ready.push(...lines.push(bytes.subarray(first, end)));
    };
    while (at < bytes.length) {
      if (inString) {
        at = afterString(bytes, at);
        continue;
      }
      const found = meanings[bytes[at] ?? 0];
      if (found === meaning.space) {
        bytes[at] = space;
        if (isElementEmpty) {
          handOn(at);
          first = at + 1;
        }
      } else if (depth === 2 && (found === meaning.comma || bytes[at] === closeList)) {
        const isLast = found !== meaning.comma;
        const hadElement = !isElementEmpty;
        endElement(isLast);
        if (isLast) inList = false;
        if (hadElement) bytes[at] = newline;
        handOn(at + Number(hadElement));
        first = at + 1;
        if (isLast) {
          bytes[at] = closeList; // the header has it too
          return at;
        }
      } else {
        isElementEmpty = false;
        if (found === meaning.quote) inString = true;
        else if (found === meaning.open) depth += 1;
        else if (found === meaning.close) depth -= 1;
      }
      at += 1;
    }
    handOn(at);
    return at;
  }

  /** Reads what is around the list; gives the place of its first element, or the end of the bytes. */
  function takeHeader(bytes: Buffer, start: number): number {
    for (let at = start; at < bytes.length; at += 1) {
      const code = bytes[at] ?? 0;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (code === backslash) isEscaped = true;
        else if (code === quote) inString = false;
        if (inString && lastName.length < nameBytes) lastName.push(code);
        continue;
      }
      const found = meanings[code];
      if (found === meaning.space) continue;
      if (hasEnded) throw malformed("There is text after the end of the object.");
      if (depth === 1 && afterName === "colon") {
        afterName = "value";
        if (code === openList && Buffer.from(lastName).toString() === "workloads") {
          if (hasList) throw malformed("workloads is given twice.");
          hasList = true;
          inList = true;
          depth = 2;
          toHeader(bytes.subarray(start, at + 1));
          return at + 1;
        }
      }
      if (found === meaning.quote) {
        inString = true;
        if (depth === 1) lastName = [];
      } else if (code === colon && depth === 1) afterName = "colon";
      else if (found === meaning.open) depth += 1;
      else if (found === meaning.close) {
        depth -= 1;
        hasEnded = depth <= 0;
      }
    }
    toHeader(bytes.subarray(start));
    return bytes.length;
  }

  return {
    get header() {
      return header;
    },
    push(given) {
      if (given.length > memory.length) memory = Buffer.allocUnsafeSlow(given.length);
      const bytes = memory.subarray(0, given.length);
      bytes.set(given);
      ready = [];
      for (let at = 0; at < bytes.length;) at = inList ? takeList(bytes, at) : takeHeader(bytes, at);
      return ready;
    },
    end() {
      if (inList || inString || depth !== 0) throw malformed("The text ends before its object does.");
      header = Buffer.concat(headerParts);
      return lines.end();
    },
  };
}
