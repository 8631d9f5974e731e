import { openReceipt, receiptDigest, type ReceiptFields } from "#schema/receipt.ts";

export interface Note {
  file: string;
  text: string;
  verifierKeys: readonly string[];
}

/** What a set of receipts proves, chain by chain, and what in it does not hold. */
export interface Verdict {
  chains: { origin: string; agency: string; epoch: number; from: number; to: number; count: number }[];
  faults: { file: string; message: string }[];
}

interface Opened {
  file: string;
  digest: string;
  fields: ReceiptFields;
}

/** Verifies receipts in whatever order they come: each signature, and per agency and epoch the numbers and the chain. */
export function verifyChain(notes: readonly Note[]): Verdict {
  const verdict: Verdict = { chains: [], faults: [] };
  const chains = new Map<string, Opened[]>();
  for (const { file, text, verifierKeys } of notes) {
    try {
      const fields = openReceipt(text, verifierKeys);
      const name = JSON.stringify([fields.origin, fields.agency, fields.epoch]);
      chains.set(name, [...(chains.get(name) ?? []), { file, digest: receiptDigest(text), fields }]);
    } catch (error) {
      verdict.faults.push({ file, message: error instanceof Error ? error.message : String(error) });
    }
  }
  for (const chain of chains.values()) verifyOne(chain, verdict);
  return verdict;
}

function verifyOne(given: Opened[], { chains, faults }: Verdict): void {
  const sorted = given.toSorted((left, right) => left.fields.sequence - right.fields.sequence);
  const numbers = new Set<number>();
  let before: Opened | undefined;
  for (const receipt of sorted) {
    const { file, fields, digest } = receipt;
    const { sequence, previous, epoch } = fields;
    numbers.add(sequence);
    const fault = (message: string): void => {
      faults.push({ file, message });
    };
    if (before?.fields.sequence === sequence) {
      if (before.digest !== digest) fault(`receipt ${sequence} exists with two texts, the other is ${before.file}`);
      continue;
    }
    if (before && sequence !== before.fields.sequence + 1)
      fault(`receipt ${before.fields.sequence + 1} is missing before receipt ${sequence}`);
    else if (before && previous !== before.digest)
      fault(`receipt ${sequence} does not continue receipt ${before.fields.sequence}: another one was there`);
    if (epoch === 1 && (sequence === 1) !== (previous === "none"))
      fault(`receipt ${sequence} says previous ${previous}; only the first has none before it`);
    before = receipt;
  }
  const first = sorted[0]?.fields;
  const last = sorted.at(-1)?.fields;
  if (first && last)
    chains.push({
      origin: first.origin,
      agency: first.agency,
      epoch: first.epoch,
      from: first.sequence,
      to: last.sequence,
      count: numbers.size,
    });
}
