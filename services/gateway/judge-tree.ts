import { isFunctionAllowed, isMembership, isTableFunctionAllowed, isTypeAllowed } from "./allowed-functions.ts";
import { type Catalogue, tableName } from "./catalogue.ts";
import { denied, GatewayException } from "./exception.ts";
import type { TreeNode } from "./tree.ts";

/**
 * Nodes whose children are all there is to them. Not here: `Set` (a SETTINGS within a statement goes before those around it), `QueryParameter`,
 * and transformers of columns that name a function without showing it.
 */
const plainNodes = new Set([
  "ExpressionList",
  "SelectQuery",
  "SelectIntersectExceptQuery",
  "Subquery",
  "WithElement",
  "TablesInSelectQuery",
  "TablesInSelectQueryElement",
  "TableJoin",
  "ArrayJoin",
  "Identifier",
  "Literal",
  "Asterisk",
  "QualifiedAsterisk",
  "ColumnsListMatcher",
  "ColumnsRegexpMatcher",
  "ColumnsTransformerList",
  "ColumnsExceptTransformer",
  "ColumnsReplaceTransformer",
  "ColumnsReplaceTransformer::Replacement",
  "OrderByElement",
  "InterpolateElement",
  "WindowListElement",
  "WindowDefinition",
]);

/** Throws unless the statement is a SELECT or DESCRIBE that reads what the catalogue has and nothing else. */
export function judgeTree(root: TreeNode, catalogue: Catalogue): void {
  if (root.type === "DescribeQuery") {
    judgeOnlyChild(root);
    judgeSource(root.children[0], catalogue);
  } else if (root.type === "SelectWithUnionQuery") judge(root, catalogue);
  else throw denied("Only SELECT, DESCRIBE, EXISTS, SHOW DATABASES and SHOW TABLES are answered here");
}

function judge(node: TreeNode, catalogue: Catalogue): void {
  if (node.type === "SelectWithUnionQuery") judgeOnlyChild(node);
  else if (node.type === "TableExpression") {
    judgeSource(node, catalogue);
    return;
  } else if (node.type === "Function") judgeFunction(node);
  else if (node.type === "Set") throw denied("SETTINGS are not allowed here");
  else if (!plainNodes.has(node.type)) throw denied(`A statement with ${node.type} is not answered here`);
  for (const child of node.children) judge(child, catalogue);
}

/** A further child of a statement is a format, or a file to write to. */
function judgeOnlyChild(node: TreeNode): void {
  if (node.children.length !== 1) throw denied("FORMAT, INTO OUTFILE and SETTINGS are not allowed here");
}

/** What stands in FROM: a table, a subquery, or a function that makes rows; a list of names for its columns may follow. */
function judgeSource(node: TreeNode | undefined, catalogue: Catalogue): void {
  const [source, ...rest] = node?.type === "TableExpression" ? node.children : [];
  if (source?.type === "TableIdentifier") judgeTable(source, catalogue);
  else if (source?.type === "Function") {
    if (!isTableFunctionAllowed(source.value)) throw denied(`The table function ${source.value} is not allowed here`);
    judgeColumns(source);
    for (const child of source.children) judge(child, catalogue);
  } else if (source?.type === "Subquery") judge(source, catalogue);
  else throw denied("This source of rows is not allowed here");
  for (const child of rest) judge(child, catalogue);
}

function judgeTable(node: TreeNode, catalogue: Catalogue): void {
  if (tableName(node.value, catalogue)) return;
  if (node.value.startsWith(`${catalogue.database}.`))
    throw new GatewayException("UNKNOWN_TABLE", `Unknown table expression identifier '${node.value}'`);
  // The same for what is there and for what is not.
  throw denied(`${node.value} is not a table that may be read here`);
}

function judgeFunction(node: TreeNode): void {
  const { value: name } = node;
  if (!isFunctionAllowed(name)) throw denied(`The function ${name} is not allowed here`);
  const [list] = node.children;
  // `x IN a.b` reads the table a.b.
  if (isMembership(name)) {
    const named = list?.children.slice(1).find(({ type, value }) => type === "Identifier" && value.includes("."));
    if (named) throw denied(`${named.value} is not a table that may be read here`);
  }
  if (name.toLowerCase() === "cast") {
    const type = textOf(list?.children[1]);
    if (type === undefined || !isTypeAllowed(type, { withNames: false }))
      throw denied(`CAST to ${type ?? "what is not a literal"} is not allowed here`);
  }
}

/** The first argument of `values` may say which columns there are, and so have types. */
function judgeColumns(node: TreeNode): void {
  if (node.value.toLowerCase() !== "values") return;
  const [first] = node.children[0]?.children ?? [];
  const columns = textOf(first);
  const isPlain = first?.type === "Literal" || (first?.type === "Function" && first.value === "tuple");
  if (!isPlain || (columns !== undefined && !isTypeAllowed(columns, { withNames: true })))
    throw denied("These columns of values are not allowed here");
}

/** The text of a literal that is one. */
function textOf(node: TreeNode | undefined): string | undefined {
  const text = node?.type === "Literal" ? /^'([^]*)'$/.exec(node.value)?.[1] : undefined;
  return text?.replace(/\\([^])/g, "$1");
}
