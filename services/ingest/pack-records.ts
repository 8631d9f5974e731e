import { hash } from "node:crypto";
import type { PlainLine, RecordTaker } from "#records/check-lines.ts";
import { createCanonicalWriter } from "#records/plain-record/canonical-writer.ts";
import type { ObjectRule } from "#records/plain-record/grammar.ts";
import { createPartyReader, type NamedParties } from "#records/plain-record/named-parties.ts";
import { placesOf } from "#records/plain-record/places.ts";
import { rootFrame } from "#records/plain-record/plain-reader.ts";
import { slack } from "#records/plain-record/slack.ts";
import type { ValidRecord } from "#records/record-validator.ts";
import { addText, createTextColumn, endText, reserve, takeColumn, type TextColumn, useBuffer } from "./text-column.ts";

/** What the ledger keeps of records, packed so that it crosses from a worker without being copied: an entry a record. */
export interface PackedRecords {
  count: number;
  /** Empty for a record that has none. */
  ids: TextColumn;
  /** Canonical text and a line feed; the line feed alone for a record that cannot be read. */
  lines: TextColumn;
  /** Providers, a tab, jurisdictions, a line feed; names are separated by spaces. */
  labels: TextColumn;
  /** SHA-256 of the canonical texts, 32 bytes each. */
  digests: Uint8Array<ArrayBuffer>;
}

/** Packs the records that it takes. */
export interface RecordPacker extends RecordTaker {
  /** @param memory for the canonical texts when they fit */
  begin(memory: ArrayBuffer): void;
  take(): PackedRecords;
}

const newline = 0x0a;
const digestBytes = 32;
const usualBytes = 64 * 1024;
const usualRecords = 512;

/** A packer keeps its buffers from batch to batch. */
export function createRecordPacker(grammar: ObjectRule): RecordPacker {
  const writeCanonical = createCanonicalWriter(grammar);
  const { partiesOf } = createPartyReader(grammar);
  const root = placesOf(grammar, "id");
  const ids = createTextColumn(usualBytes, usualRecords);
  const lines = createTextColumn(0, usualRecords);
  const labels = createTextColumn(usualBytes, usualRecords);
  let digests = Buffer.alloc(usualRecords * digestBytes);

  return {
    begin(memory) {
      useBuffer(lines, memory);
    },
    takePlain({ bytes, view, size, tape }: PlainLine) {
      const id = rootFrame + root.id;
      const start = (tape[id] ?? 0) + 1;
      const end = (tape[id + 1] ?? 0) - 1;
      reserve(ids, end - start);
      for (let at = start; at < end; at += 1) ids.bytes[ids.length + at - start] = bytes[at] ?? 0;
      endText(ids, ids.length + end - start);
      addLabels(partiesOf(bytes, tape));
      reserve(lines, size + 1 + slack);
      endLine(writeCanonical(view, tape, lines.view, lines.length));
    },
    takeOrdinary(record: ValidRecord | undefined) {
      const { id = "", body = "", providers = [], jurisdictions = [] } = record ?? {};
      addText(ids, id);
      addLabels({ providers, jurisdictions });
      reserve(lines, body.length * 3 + 1 + slack);
      endLine(lines.length + lines.bytes.write(body, lines.length));
    },
    take() {
      const count = lines.count;
      return {
        count,
        ids: takeColumn(ids),
        lines: { bytes: new Uint8Array(lines.bytes.buffer), ends: lines.ends.slice(0, count) },
        labels: takeColumn(labels),
        digests: new Uint8Array(digests.subarray(0, count * digestBytes)),
      };
    },
  };

  function addLabels({ providers, jurisdictions }: NamedParties): void {
    addText(labels, `${providers.join(" ")}\t${jurisdictions.join(" ")}\n`);
  }

  /** Ends a line whose text was written up to `length`, and notes its digest. */
  function endLine(length: number): void {
    const at = lines.count * digestBytes;
    if (at === digests.length) digests = Buffer.concat([digests, Buffer.alloc(digests.length)]);
    // As a string of bytes, which costs a third of a Buffer.
    digests.write(hash("sha256", lines.bytes.subarray(lines.length, length), "binary"), at, "binary");
    lines.bytes[length] = newline;
    endText(lines, length + 1);
  }
}
