/** Bytes that may be looked at, and mean nothing, after the last line: more than any word of the grammar has. */
export const slack = 64;
