/**
 * Columns of rows as the engine itself keeps them, its format `Native`: a tenth of the work of reading the same rows as text.
 * Numbers are little-endian, as those of all machines that the engine runs on.
 */
export interface NativeColumn {
  name: string;
  type: string;
  /** Forgets all values. */
  clear(): void;
  /** What has to be read before the values, also before the lengths of lists of them. */
  prefix(): Uint8Array | undefined;
  /** The bytes of all values; they hold until the next is added. */
  parts(): Uint8Array[];
}

export interface NumberColumn extends NativeColumn {
  add(value: number): void;
}

export interface TextColumn extends NativeColumn {
  add(value: string): void;
}

export interface ListColumn<Value> extends NativeColumn {
  add(values: readonly Value[]): void;
}

const usualRows = 4 * 1024;

/** Integers of one or four bytes, or of eight, of which a JavaScript number holds 53 bits. */
export function numberColumn(name: string, type: string, bytes: 1 | 4 | 8): NumberColumn {
  let values: Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> =
    bytes === 1 ? new Uint8Array(usualRows) : new Int32Array(usualRows);
  let length = 0;
  const add = (value: number): void => {
    if (length === values.length) values = longer(values);
    values[length] = value;
    length += 1;
  };
  return {
    name,
    type,
    add:
      bytes < 8
        ? add
        : (value) => {
            add(value);
            add(Math.floor(value / 2 ** 32));
          },
    clear() {
      length = 0;
    },
    prefix: () => undefined,
    parts: () => [new Uint8Array(values.buffer, 0, length * values.BYTES_PER_ELEMENT)],
  };
}

function longer<Numbers extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(values: Numbers): Numbers {
  const twice = (
    values instanceof Uint8Array ? new Uint8Array(values.length * 2) : new Int32Array(values.length * 2)
  ) as Numbers;
  twice.set(values);
  return twice;
}

/** `String`. */
export function textColumn(name: string): TextColumn {
  let bytes = Buffer.alloc(16 * usualRows);
  let length = 0;
  return {
    name,
    type: "String",
    add(value) {
      const most = value.length * 3;
      if (length + most + 5 > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length + most)]);
      if (value.length < 128 && writeAscii(value)) return;
      const size = Buffer.byteLength(value);
      length = writeLength(bytes, length, size);
      length += bytes.write(value, length);
    },
    clear() {
      length = 0;
    },
    prefix: () => undefined,
    parts: () => [bytes.subarray(0, length)],
  };

  /** Short texts one letter after the other, which spares a call out of JavaScript; false for any that is not ASCII. */
  function writeAscii(value: string): boolean {
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at);
      if (code >= 0x80) return false;
      bytes[length + 1 + at] = code;
    }
    bytes[length] = value.length;
    length += 1 + value.length;
    return true;
  }
}

/** Seven bits a byte, low ones first, the highest bit set in all but the last. */
function writeLength(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) {
    bytes[at] = (left % 0x80) + 0x80;
    at += 1;
  }
  bytes[at] = left;
  return at + 1;
}

function lengthBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  return bytes.subarray(0, writeLength(bytes, 0, value));
}

/** `LowCardinality(String)`: each text once, and for each row which it is. */
export function wordColumn(name: string): TextColumn {
  const numbers = new Map<string, number>();
  const rows = numberColumn(name, "Int32", 4);
  const words = textColumn(name);
  let last = "";
  let lastNumber = 0;
  const numberOf = (value: string): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(value, number);
    words.add(value);
    return number;
  };
  const column: TextColumn = {
    name,
    type: "LowCardinality(String)",
    add(value) {
      if (value !== last) {
        last = value;
        lastNumber = numberOf(value);
      }
      rows.add(lastNumber);
    },
    clear() {
      rows.clear();
      words.clear();
      numbers.clear();
      last = "";
      lastNumber = numberOf(""); // the engine expects the empty text first, whether a row has it or not
    },
    prefix: () => new Uint8Array(Float64Array.BYTES_PER_ELEMENT).fill(1, 0, 1), // the version of what follows
    parts() {
      const [given] = rows.parts();
      if (!given || given.length === 0) return [];
      const indices = new Int32Array(given.buffer, 0, given.length / 4);
      const [width, narrow] =
        numbers.size <= 0x100
          ? [0, Uint8Array.from(indices)]
          : numbers.size <= 0x10000
            ? [1, Uint16Array.from(indices)]
            : [2, indices];
      // Width of an index, that all words are here, and that they replace earlier ones.
      const head = numberColumn(name, "UInt64", 8);
      head.add(width + 0x200 + 0x400);
      head.add(numbers.size);
      const count = numberColumn(name, "UInt64", 8);
      count.add(indices.length);
      return [
        ...head.parts(),
        ...words.parts(),
        ...count.parts(),
        new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength),
      ];
    },
  };
  column.clear();
  return column;
}

/** `Array(…)` of another column's values. */
export function listColumn<Value>(of: NativeColumn & { add(value: Value): void }): ListColumn<Value> {
  const ends = numberColumn(of.name, "UInt64", 8);
  let end = 0;
  return {
    name: of.name,
    type: `Array(${of.type})`,
    add(values) {
      for (const value of values) of.add(value);
      end += values.length;
      ends.add(end);
    },
    clear() {
      of.clear();
      ends.clear();
      end = 0;
    },
    prefix: () => of.prefix(),
    parts: () => [...ends.parts(), ...of.parts()],
  };
}

/** So many rows of columns as one block, in memory of its own; the columns begin anew. */
export function takeBlock(columns: readonly NativeColumn[], rows: number): Uint8Array<ArrayBuffer> {
  const parts = [lengthBytes(columns.length), lengthBytes(rows)];
  for (const column of columns) {
    const { name, type } = column;
    const prefix = column.prefix();
    for (const text of [name, type]) parts.push(lengthBytes(Buffer.byteLength(text)), Buffer.from(text));
    if (prefix) parts.push(prefix);
    parts.push(...column.parts());
  }
  const block = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    block.set(part, at);
    at += part.length;
  }
  for (const column of columns) column.clear();
  return block;
}
