/** `true` when the two types are one, so that `true satisfies Same<A, B>` compiles as long as they are. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
