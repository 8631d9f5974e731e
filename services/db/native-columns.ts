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

/** Integers of one byte. Each width has a function of its own, so that the engine's code for adding one knows its array. */
export function byteColumn(name: string, type: string): NumberColumn {
  let values = new Uint8Array(usualRows);
  let length = 0;
  return {
    name,
    type,
    add(value) {
      if (length === values.length) values = longer(values, new Uint8Array(length * 2));
      values[length] = value;
      length += 1;
    },
    clear() {
      length = 0;
    },
    prefix: () => undefined,
    parts: () => [values.subarray(0, length)],
  };
}

/** Integers of four bytes, signed or not. */
export function intColumn(name: string, type: string): NumberColumn {
  let values = new Int32Array(usualRows);
  let length = 0;
  return {
    name,
    type,
    add(value) {
      if (length === values.length) values = longer(values, new Int32Array(length * 2));
      values[length] = value;
      length += 1;
    },
    clear() {
      length = 0;
    },
    prefix: () => undefined,
    parts: () => [new Uint8Array(values.buffer, 0, length * 4)],
  };
}

/** Integers of eight bytes, of which a JavaScript number holds 53 bits. */
export function longColumn(name: string, type: string): NumberColumn {
  let values = new Int32Array(2 * usualRows);
  let length = 0;
  return {
    name,
    type,
    add(value) {
      if (length === values.length) values = longer(values, new Int32Array(length * 2));
      values[length] = value;
      values[length + 1] = Math.floor(value / 2 ** 32);
      length += 2;
    },
    clear() {
      length = 0;
    },
    prefix: () => undefined,
    parts: () => [new Uint8Array(values.buffer, 0, length * 4)],
  };
}

function longer<Numbers extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from);
  return to;
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
  const rows = intColumn(name, "Int32");
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
          ? [0, new Uint8Array(indices)]
          : numbers.size <= 0x10000
            ? [1, new Uint16Array(indices)]
            : [2, indices];
      // Width of an index, that all words are here, and that they replace earlier ones.
      const head = longColumn(name, "UInt64");
      head.add(width + 0x200 + 0x400);
      head.add(numbers.size);
      const count = longColumn(name, "UInt64");
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
  const ends = longColumn(of.name, "UInt64");
  let end = 0;
  return {
    name: of.name,
    type: `Array(${of.type})`,
    add(values) {
      for (let index = 0; index < values.length; index += 1) of.add(values[index] as Value);
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
