/**
 * Blocks of ClickHouse's format `Native` that the engine does not print by itself. Lengths are LEB128, texts are UTF-8 after their
 * length, numbers little-endian.
 */

function lengthBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Buffer.from(bytes);
}

function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([lengthBytes(bytes.length), bytes]);
}

/** The names and types of an answer without rows: the engine prints nothing then, and a table without columns is shown. */
export function headerBlock(columns: readonly (readonly [name: string, type: string])[]): Buffer {
  const parts = columns.flatMap(([name, type]) => [textBytes(name), textBytes(type)]);
  return Buffer.concat([lengthBytes(columns.length), lengthBytes(0), ...parts]);
}

export const helloStatement = "SELECT displayName(), version(), revision(), timezone()";

/**
 * What the driver asks first on every connection and reads in the form of protocol 54460, whatever else is spoken. A revision of 0
 * makes it read everything after this as plain `Native`, which is what the engine prints.
 */
export function helloBlock({ displayName, version }: { displayName: string; version: string }): Buffer {
  const blockInfo = Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]);
  const columns: [name: string, type: string, data: Buffer][] = [
    ["displayName()", "String", textBytes(displayName)],
    ["version()", "String", textBytes(version)],
    ["revision()", "UInt32", Buffer.alloc(4)],
    ["timezone()", "String", textBytes("UTC")],
  ];
  const noCustomSerialization = Buffer.from([0]);
  const parts = columns.flatMap(([name, type, data]) => [
    textBytes(name),
    textBytes(type),
    noCustomSerialization,
    data,
  ]);
  return Buffer.concat([blockInfo, lengthBytes(columns.length), lengthBytes(1), ...parts]);
}
