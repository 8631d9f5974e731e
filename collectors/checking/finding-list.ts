import type { Placed } from "./checked-file.ts";

/** What was found in a file, in its order. Items are made while they are asked for. */
export interface FindingList extends Iterable<Placed> {
  readonly length: number;
  add(found: Placed): void;
  /** Before everything else: what is about the file as a whole. */
  addFirst(found: Placed): void;
}

type Kind = Omit<Placed, "line" | "column" | "id">;

/** A line, a column (0 for none) and a kind. */
const numbersOfOne = 3;
/** Looked for among so many: where each is another, to remember their texts twice would cost more than it saves. */
const mostKnownKinds = 4_096;

/**
 * Keeps findings small: of a file in which everything is wrong there are several for each record, and most say the same
 * of another line.
 */
export function createFindingList(): FindingList {
  const first: Placed[] = [];
  const kinds: Kind[] = [];
  const known = new Map<string, number>();
  const ids: (string | undefined)[] = [];
  let numbers = new Int32Array(64 * numbersOfOne);

  function kindOf({ code, pointer, message, remedy, columnName, agency }: Placed): number {
    const key = `${code}\n${pointer}\n${columnName ?? ""}\n${agency ?? ""}\n${remedy}\n${message}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const added = kinds.push({ code, pointer, message, remedy, columnName, agency }) - 1;
    if (added < mostKnownKinds) known.set(key, added);
    return added;
  }

  return {
    get length() {
      return first.length + ids.length;
    },
    addFirst(found) {
      first.unshift(found);
    },
    add(found) {
      const at = ids.length * numbersOfOne;
      if (at === numbers.length) {
        const longer = new Int32Array(numbers.length * 2);
        longer.set(numbers);
        numbers = longer;
      }
      numbers[at] = found.line;
      numbers[at + 1] = found.column ?? 0;
      numbers[at + 2] = kindOf(found);
      ids.push(found.id);
    },
    *[Symbol.iterator]() {
      yield* first;
      for (const [index, id] of ids.entries()) {
        const at = index * numbersOfOne;
        const kind = kinds[numbers[at + 2] ?? 0];
        if (!kind) continue;
        // Each member by its name: to spread so many takes a second.
        const { code, pointer, message, remedy, columnName, agency } = kind;
        const line = numbers[at] ?? 0;
        yield { code, pointer, message, remedy, columnName, line, column: numbers[at + 1] || null, agency, id };
      }
    },
  };
}
