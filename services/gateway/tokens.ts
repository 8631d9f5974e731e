/** A word of a statement as the engine's own lexer cuts it. White space is left out. */
export type Token = {
  type: string;
  /** As written. */
  text: string;
  /** Offsets in bytes. */
  begin: number;
  end: number;
};

const separators = new Set(["Whitespace", "EndOfStream"]);

/** Tokens of `tokenizeQuery`, which come as offsets. */
export function tokensOf(text: Buffer, cut: readonly Omit<Token, "text">[]): Token[] {
  return cut
    .filter(({ type }) => !separators.has(type))
    .map((token) => ({ ...token, text: text.toString("utf8", token.begin, token.end) }));
}

/** The name that a word or a quoted word stands for; nothing for another token. Quoted words have no escapes here. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token?.type === "BareWord") return token.text;
  return token?.type === "QuotedIdentifier" ? token.text.slice(1, -1) : undefined;
}

/** Whether it is this word of SQL, not quoted. */
export const isKeyword = (token: Token | undefined, word: string): boolean =>
  token?.type === "BareWord" && token.text.toUpperCase() === word;
