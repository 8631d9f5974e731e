/** Texts one after the other, UTF-8, and where each ends. */
export interface TextColumn {
  /** May go on after the last text. */
  bytes: Uint8Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
}

/** A text column while it is written. `length` and `count` are what is taken of the two buffers. */
export interface TextColumnWriter {
  bytes: Buffer<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  length: number;
  ends: Uint32Array<ArrayBuffer>;
  count: number;
}

export function createTextColumn(bytes: number, texts: number): TextColumnWriter {
  const writer = { length: 0, ends: new Uint32Array(texts), count: 0 } as TextColumnWriter;
  useBuffer(writer, new ArrayBuffer(bytes));
  return writer;
}

/** Begins anew in the given buffer. */
export function useBuffer(writer: TextColumnWriter, buffer: ArrayBuffer): void {
  writer.bytes = Buffer.from(buffer);
  writer.view = new DataView(buffer);
  writer.length = 0;
  writer.count = 0;
}

/** Makes room for that many bytes more. */
export function reserve(writer: TextColumnWriter, size: number): void {
  const needed = writer.length + size;
  if (needed <= writer.bytes.length) return;
  const { bytes, length, count } = writer;
  useBuffer(writer, new ArrayBuffer(Math.max(needed, bytes.length * 2)));
  writer.bytes.set(bytes.subarray(0, length));
  writer.length = length;
  writer.count = count;
}

/** Ends the text that was written up to `length`. */
export function endText(writer: TextColumnWriter, length: number): void {
  if (writer.count === writer.ends.length) {
    const longer = new Uint32Array(writer.ends.length * 2);
    longer.set(writer.ends);
    writer.ends = longer;
  }
  writer.length = length;
  writer.ends[writer.count] = length;
  writer.count += 1;
}

export function addText(writer: TextColumnWriter, text: string): void {
  reserve(writer, text.length * 3);
  endText(writer, writer.length + writer.bytes.write(text, writer.length));
}

/** A copy of what was written; the writer begins anew. */
export function takeColumn(writer: TextColumnWriter): TextColumn {
  const { bytes, length, ends, count } = writer;
  writer.length = 0;
  writer.count = 0;
  return { bytes: new Uint8Array(bytes.subarray(0, length)), ends: ends.slice(0, count) };
}
