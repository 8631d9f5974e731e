import type { Member, ObjectRule } from "./grammar.ts";
import { slotOf } from "./plain-reader.ts";

/** Where the members of an object lie in its frame; throws for one that the grammar does not have. */
export function placesOf<const Name extends string>(rule: ObjectRule, ...names: readonly Name[]): Record<Name, number> {
  const place = (name: Name): number => slotOf(0, rule.members.indexOf(memberOf(rule, name)));
  return Object.fromEntries(names.map((name) => [name, place(name)])) as Record<Name, number>;
}

/** The object that each item of a list is. */
export function itemsOf(rule: ObjectRule, name: string): ObjectRule {
  const { object } = memberOf(rule, name).value;
  if (!object) throw new Error(`${name} is no list of objects`);
  return object;
}

/** The texts of a member's options, by what the tape has for them. */
export const optionsOf = (rule: ObjectRule, name: string): readonly string[] =>
  memberOf(rule, name).value.options.words.map(({ text }) => text);

/** What the tape has for an option; throws for one that the member does not have. */
export function optionOf(rule: ObjectRule, name: string, option: string): number {
  const index = optionsOf(rule, name).indexOf(option);
  if (index < 0) throw new Error(`${name} is never ${option}`);
  return index;
}

function memberOf(rule: ObjectRule, name: string): Member {
  const member = rule.members.find((each) => each.name === name);
  if (!member) throw new Error(`the grammar has no member ${name}`);
  return member;
}
