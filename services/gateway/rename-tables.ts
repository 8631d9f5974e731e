import { type Catalogue, systemTables } from "./catalogue.ts";
import { nameOf, type Token } from "./tokens.ts";
import type { TreeNode } from "./tree.ts";

/**
 * The statement with the names of tables as the engine has them: views without the database that all keys call theirs, because the
 * session's own is the key's; tables of `system` in the database of stand-ins. Whether only names of tables were changed is seen by
 * comparing the trees: `renamedTree` of the one before must be the one after.
 */
export function renameTables(
  text: Buffer,
  tokens: readonly Token[],
  { catalogue, standIns }: { catalogue: Catalogue; standIns: string },
): string {
  let renamed = "";
  let written = 0;
  tokens.forEach((token, index) => {
    const table = nameOf(tokens[index + 2]);
    if (table === undefined || tokens[index + 1]?.type !== "Dot" || tokens[index - 1]?.type === "Dot") return;
    const owner = nameOf(token);
    const isView = owner === catalogue.database && catalogue.views.has(table);
    const isSystem = owner === "system" && systemTables.has(table);
    if (!isView && !isSystem) return;
    renamed += text.toString("utf8", written, token.begin) + (isSystem ? standIns : "");
    written = isSystem ? token.end : (tokens[index + 1]?.end ?? token.end);
  });
  return renamed + text.toString("utf8", written);
}

export function renamedTree(node: TreeNode, names: { catalogue: Catalogue; standIns: string }): TreeNode {
  const children = node.children.map((child) => renamedTree(child, names));
  const isName = node.type === "TableIdentifier" || node.type === "Identifier";
  return { ...node, value: isName ? renamedName(node.value, names) : node.value, children };
}

function renamedName(name: string, { catalogue, standIns }: { catalogue: Catalogue; standIns: string }): string {
  const [owner, table = ""] = name.split(".", 2);
  if (owner === catalogue.database && catalogue.views.has(table)) return name.slice(owner.length + 1);
  return owner === "system" && systemTables.has(table) ? standIns + name.slice(owner.length) : name;
}
