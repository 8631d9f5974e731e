/**
 * Reads ClickHouse's format `Native` the way a driver does, written from the format's description and not from the code under test: what the
 * gateway sends must be understood by somebody else.
 */
export type NativeResult = { names: string[]; types: string[]; rows: unknown[][] };

/** `protocol` 54460 is how the first answer on a connection is read: with block info, and a byte for each column. */
export function decodeNative(bytes: Uint8Array, protocol: 0 | 54460 = 0): NativeResult {
  const reader = new Reader(Buffer.from(bytes));
  const result: NativeResult = { names: [], types: [], rows: [] };
  if (bytes.length === 0) throw new Error("an answer without any block has no columns");
  while (!reader.isAtEnd()) {
    if (protocol > 0) reader.blockInfo();
    const [columns, rows] = [reader.length(), reader.length()];
    const block: unknown[][] = Array.from({ length: rows }, () => []);
    const names: string[] = [];
    const types: string[] = [];
    for (let column = 0; column < columns; column += 1) {
      names.push(reader.text());
      const type = reader.text();
      types.push(type);
      if (protocol > 0 && reader.byte() !== 0) throw new Error("custom serialization");
      if (rows > 0) reader.values(type, rows).forEach((value, row) => block[row]!.push(value));
    }
    if (result.names.length > 0 && JSON.stringify([result.names, result.types]) !== JSON.stringify([names, types]))
      throw new Error("blocks with different columns");
    Object.assign(result, { names, types });
    for (const row of block) result.rows.push(row); // more than a call has room for
  }
  return result;
}

/** A type that nothing of ours answers with, but that a statement can make. */
export class UnknownType extends Error {}

class Reader {
  readonly bytes: Buffer;
  at = 0;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  isAtEnd = (): boolean => this.at === this.bytes.length;
  byte(): number {
    return this.take(1)[0]!;
  }
  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Error("the answer ends within a value");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  length(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }
  text(): string {
    return this.take(this.length()).toString();
  }
  blockInfo(): void {
    const info = [...this.take(8)];
    if (info.join() !== "1,0,2,255,255,255,255,0") throw new Error(`block info ${info.join()}`);
  }

  values(type: string, rows: number): unknown[] {
    const [, outer = type, inner = ""] = /^(\w+)\(([^]*)\)$/.exec(type) ?? [];
    const each = (read: () => unknown): unknown[] => Array.from({ length: rows }, read);
    const fixed: Record<string, () => unknown> = {
      UInt8: () => this.byte(),
      Int8: () => this.take(1).readInt8(),
      Bool: () => this.byte() === 1,
      UInt16: () => this.take(2).readUInt16LE(),
      Int16: () => this.take(2).readInt16LE(),
      UInt32: () => this.take(4).readUInt32LE(),
      Int32: () => this.take(4).readInt32LE(),
      UInt64: () => this.take(8).readBigUInt64LE(),
      Int64: () => this.take(8).readBigInt64LE(),
      Float32: () => this.take(4).readFloatLE(),
      Float64: () => this.take(8).readDoubleLE(),
      String: () => this.text(),
      Date: () => day(this.take(2).readUInt16LE()),
      Date32: () => day(this.take(4).readInt32LE()),
      DateTime: () => new Date(this.take(4).readUInt32LE() * 1000).toISOString(),
      DateTime64: () => new Date(Number(this.take(8).readBigInt64LE()) / 10 ** (Number(inner[0]) - 3)).toISOString(),
      Decimal: () => Number(this.take(8).readBigInt64LE()) / 10 ** Number(/, (\d+)/.exec(inner)?.[1]), // up to 18 digits
      UUID: () => uuid(this.take(16)),
      Nothing: () => void this.byte(),
    };
    const read = fixed[outer];
    if (read) return each(read);
    if (outer === "Nullable") {
      const isNull = each(() => this.byte());
      return this.values(inner, rows).map((value, row) => (isNull[row] === 1 ? null : value));
    }
    if (outer === "Array" || outer === "Map") {
      const ends = each(() => Number(this.take(8).readBigUInt64LE())) as number[];
      const items = this.values(outer === "Map" ? `Tuple(${inner})` : inner, ends.at(-1) ?? 0);
      return ends.map((end, row) => items.slice(row === 0 ? 0 : ends[row - 1], end));
    }
    if (outer === "Tuple") {
      const columns = split(inner).map((part) => this.values(part.replace(elementName, ""), rows));
      return Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]));
    }
    if (outer === "LowCardinality") return this.lowCardinality(inner, rows);
    throw new UnknownType(`the decoder does not know ${type}`);
  }

  lowCardinality(inner: string, rows: number): unknown[] {
    this.take(8); // version of the keys
    const flags = this.take(8).readBigUInt64LE();
    const isNullable = inner.startsWith("Nullable(");
    const keys = this.values(isNullable ? inner.slice(9, -1) : inner, Number(this.take(8).readBigUInt64LE()));
    if (isNullable) keys[0] = null;
    if (Number(this.take(8).readBigUInt64LE()) !== rows) throw new Error("keys for another number of rows");
    const width = 2 ** Number(flags & 0xffn);
    return Array.from({ length: rows }, () => keys[this.take(width).readUIntLE(0, width)]);
  }
}

const day = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);
const uuid = (bytes: Buffer): string => {
  const halves = [bytes.subarray(0, 8), bytes.subarray(8)].map((half) => Buffer.from(half).reverse().toString("hex"));
  return halves.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

/** A tuple may name its elements, quoted when they are no plain names. */
const elementName = /^(?:\w+|`(?:[^`\\]|\\.)*`) (?=[A-Z])/;

/** The parts of a list of types, split at its own commas. */
function split(types: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const [piece] of types.matchAll(/`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'|[^]/g)) {
    depth += piece === "(" ? 1 : piece === ")" ? -1 : 0;
    if (piece === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim());
}
