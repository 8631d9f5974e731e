/** Section 1: a fact is one of three, and Kleene's rules combine facts. */
export type Answer = "yes" | "no" | "unknown";

export const not = (answer: Answer): Answer =>
  ({ yes: "no", no: "yes", unknown: "unknown" } as const satisfies Record<Answer, Answer>)[answer];

export function both(left: Answer, right: Answer): Answer {
  if (left === "no" || right === "no") return "no";
  return left === "yes" && right === "yes" ? "yes" : "unknown";
}

export const either = (left: Answer, right: Answer): Answer => not(both(not(left), not(right)));

/** Over a list: null or absent is not reported, and so unknown; empty is reported as none, and so no. */
export function anyOf<Item>(list: Item[] | null | undefined, answerOf: (item: Item) => Answer): Answer {
  if (!list) return "unknown";
  const answers = list.map(answerOf);
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}
