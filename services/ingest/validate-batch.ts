import { type Finding, finding } from "#schema/rules.ts";
import type { RecordValidator } from "./record-validator.ts";

/** A finding and the record it is about, zero-based within the push. */
export interface RecordFinding extends Finding {
  record: number;
}

/** Findings listed for one push; the rest is counted. */
export const listedFindings = 1_000;

/** Records of a batch, packed so that they cross from a worker without being copied. */
export interface ValidatedBatch {
  count: number;
  /** One id a record, empty for one that cannot be read. */
  ids: string[];
  /** 32 bytes a record. */
  digests: Uint8Array<ArrayBuffer>;
  /** Canonical texts one after the other, UTF-8. */
  bodies: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `bodies`. */
  ends: Uint32Array<ArrayBuffer>;
  /** Names separated by spaces, one entry a record. */
  providers: string[];
  jurisdictions: string[];
  /** Record indices count from the batch's start. At most `listedFindings` of each severity. */
  findings: RecordFinding[];
  errors_total: number;
  /** Warnings by code. */
  warning_counts: Record<string, number>;
}

const newline = 0x0a;

/** Validates lines of NDJSON, each ended by a line feed but perhaps the last. */
export function validateBatch(
  lines: Uint8Array,
  limits: { recordBytes: number },
  validate: RecordValidator,
  isKnownProvider: (provider: string) => boolean,
): ValidatedBatch {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const ids: string[] = [];
  const digests: Buffer[] = [];
  const bodies: string[] = [];
  const providers: string[] = [];
  const jurisdictions: string[] = [];
  const findings: RecordFinding[] = [];
  const warning_counts: Record<string, number> = {};
  const listed = { error: 0, warning: 0 };
  let errors_total = 0;

  const note = (record: number, found: Finding): void => {
    if (found.severity === "error") errors_total += 1;
    else warning_counts[found.code] = (warning_counts[found.code] ?? 0) + 1;
    if (listed[found.severity] >= listedFindings) return;
    listed[found.severity] += 1;
    findings.push({ record, ...found });
  };

  for (let start = 0; start < lines.length;) {
    const found = lines.indexOf(newline, start);
    const end = found < 0 ? lines.length : found;
    const record = ids.length;
    const outcome = validateLine(lines.subarray(start, end));
    for (const each of outcome.findings) note(record, each);
    ids.push(outcome.record?.id ?? "");
    digests.push(outcome.record?.digest ?? Buffer.alloc(32));
    bodies.push(outcome.record?.body ?? "");
    providers.push(outcome.record?.providers.join(" ") ?? "");
    jurisdictions.push(outcome.record?.jurisdictions.join(" ") ?? "");
    start = end + 1;
  }
  return {
    count: ids.length,
    ids,
    digests: packed(digests),
    ...packedTexts(bodies),
    providers,
    jurisdictions,
    findings,
    errors_total,
    warning_counts,
  };

  function validateLine(line: Uint8Array): ReturnType<RecordValidator> {
    const refuse = (found: Finding): ReturnType<RecordValidator> => ({ record: undefined, findings: [found] });
    if (line.length > limits.recordBytes) {
      return refuse(finding("record-too-large", [], `expected at most ${limits.recordBytes} bytes, found more`));
    }
    let text: string;
    try {
      text = decoder.decode(line);
    } catch {
      return refuse(finding("invalid-utf8", [], "expected UTF-8, found bytes that are not"));
    }
    if (text.trim() === "")
      return refuse(finding("malformed-json", [], "expected one JSON object, found an empty line"));
    return validate(text, isKnownProvider);
  }
}

function packed(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function packedTexts(texts: readonly string[]): Pick<ValidatedBatch, "bodies" | "ends"> {
  const encoded = new TextEncoder().encode(texts.join(""));
  const ends = new Uint32Array(texts.length);
  let at = 0;
  texts.forEach((text, index) => {
    at += Buffer.byteLength(text);
    ends[index] = at;
  });
  return { bodies: encoded as Uint8Array<ArrayBuffer>, ends };
}
