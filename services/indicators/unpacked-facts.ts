import { factBits, withdrawalBits } from "#derivation/facts.ts";

const unpacked = (bits: Readonly<Record<string, { shift: number; width: number }>>): string =>
  Object.entries(bits)
    .map(([name, { shift, width }]) => {
      const value = `bitAnd(bitShiftRight(facts, ${shift}), ${2 ** width - 1})`;
      return width === 1 ? `${value} = 1 AS ${name}` : `toInt8(${value}) AS ${name}`;
    })
    .join(",\n  ");

/** Names that the SQL of indicators may use, unpacked from the facts of a row of kind `workload`. */
export const workloadFacts = unpacked(factBits);
/** And of kind `withdrawal`. */
export const withdrawalFacts = unpacked(withdrawalBits);
