import { isDeepStrictEqual } from "node:util";
import type { ReaderSession } from "#db/reader-session.ts";
import type { Catalogue } from "./catalogue.ts";
import { denied, GatewayException } from "./exception.ts";
import { judgeTree } from "./judge-tree.ts";
import { renamedTree, renameTables } from "./rename-tables.ts";
import { selectOfShow } from "./show-statement.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { parseTree, type TreeNode } from "./tree.ts";

export type GateNames = {
  catalogue: Catalogue;
  /** The database of what stands in for `system`. */
  standIns: string;
};

/** A statement that may be executed as it is written here. */
export type GatedStatement = { text: string; isSelect: boolean };

/** Of the engine's lexer; a formatted statement has no others. No `;`, no comment, no `{parameter}`, no `@@variable`. */
const allowedTokens = new Set([
  "BareWord",
  "QuotedIdentifier",
  "StringLiteral",
  "Number",
  "Comma",
  "Dot",
  "Asterisk",
  "OpeningRoundBracket",
  "ClosingRoundBracket",
  "OpeningSquareBracket",
  "ClosingSquareBracket",
  "Plus",
  "Minus",
  "Slash",
  "Percent",
  "Arrow",
  "QuestionMark",
  "Colon",
  "DoubleColon",
  "Equals",
  "NotEquals",
  "Less",
  "Greater",
  "LessOrEquals",
  "GreaterOrEquals",
  "Spaceship",
  "Concatenation",
]);

/** What a statement that is parsed below may begin with; the parser of EXPLAIN would read other words as its own. */
const beginnings = new Set(["SELECT", "WITH", "(", "DESCRIBE"]);

/**
 * Lets through what may be read and throws the rest as ClickHouse would refuse it. Nothing of the reader's text is executed: the
 * engine's parser reads it as a value and prints what it understood, its own tree of that print is judged node by node against lists of what is
 * allowed, and the print is what runs.
 */
export async function gateStatement(session: ReaderSession, sql: string, names: GateNames): Promise<GatedStatement> {
  const { text, tokens } = await printed(session, sql);
  judgeTokens(tokens);
  const show = selectOfShow(tokens, names);
  if (show !== undefined) return { text: show, isSelect: true };
  const first = tokens[0]?.text.toUpperCase() ?? "";
  if (!beginnings.has(first))
    throw denied("Only SELECT, DESCRIBE, EXISTS, SHOW DATABASES and SHOW TABLES are answered here");

  const tree = await treeOf(session, text.toString());
  judgeTree(tree, names.catalogue);
  const renamed = renameTables(text, tokens, names);
  if (renamed !== text.toString() && !isDeepStrictEqual(await treeOf(session, renamed), renamedTree(tree, names)))
    throw denied("This statement is not understood here");
  return { text: renamed, isSelect: first !== "DESCRIBE" };
}

/** What the engine's parser makes of a text, and the words of that. The text reaches it as a value; several statements are an error. */
async function printed(session: ReaderSession, sql: string): Promise<{ text: Buffer; tokens: Token[] }> {
  const value = Buffer.from(sql).toString("base64");
  const statement = `SELECT formatQuerySingleLine(base64Decode('${value}')) AS text, tokenizeQuery(text)`;
  const answer = Buffer.from(await session.run(statement, "JSONCompactEachRow")).toString();
  const [text, cut] = JSON.parse(answer) as [string, Omit<Token, "text">[]];
  const bytes = Buffer.from(text);
  return { text: bytes, tokens: tokensOf(bytes, cut) };
}

function judgeTokens(tokens: readonly Token[]): void {
  for (const { type, text } of tokens) {
    if (!allowedTokens.has(type)) throw denied(`A statement with ${text} is not answered here`);
    // Parsing alone would not write to it, but then it is too late to find out that some version does.
    if (type === "BareWord" && text.toUpperCase() === "OUTFILE") throw denied("INTO OUTFILE is not allowed here");
    // The tree is read by lines, and these are how it says what follows a name.
    if (type === "QuotedIdentifier" && /[\\\p{Cc}]|\((?:alias|children) /u.test(text))
      throw new GatewayException(
        "SYNTAX_ERROR",
        "Syntax error: names may have no control characters, backslashes or such brackets",
      );
  }
}

async function treeOf(session: ReaderSession, text: string): Promise<TreeNode> {
  const answer = Buffer.from(await session.run(`EXPLAIN AST ${text}`, "TSVRaw")).toString();
  try {
    return parseTree(answer);
  } catch (cause) {
    throw denied(`This statement is not understood here: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
