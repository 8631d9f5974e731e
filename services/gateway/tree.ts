/** A node of what `EXPLAIN AST` prints. */
export type TreeNode = {
  /** Such as `Function` or `TableIdentifier`. */
  type: string;
  /** What follows it, without alias and count: a function's name, an identifier, a literal as the engine dumps it. */
  value: string;
  children: TreeNode[];
};

const line = /^( *)(\S+)(?: ([^]*?))??(?: \(alias ([^]*?)\))?(?: \(children (\d+)\))?$/;

/**
 * The tree of a statement. Throws when the text is not a tree in which every node has as many children as it says: then something in
 * it is not what the engine printed.
 */
export function parseTree(text: string): TreeNode {
  const open: { node: TreeNode; count: number }[] = [];
  let root: TreeNode | undefined;
  const close = (depth: number): void => {
    while (open.length > depth) {
      const ended = open.pop();
      if (ended && ended.node.children.length !== ended.count)
        throw new Error(
          `${ended.node.type} says it has ${ended.count} children, and has ${ended.node.children.length}`,
        );
    }
  };
  for (const row of text.replace(/\n+$/, "").split("\n")) {
    const [, indent = "", type = "", value = "", , count = "0"] = line.exec(row) ?? [];
    if (type === "") throw new Error("a line of the tree is no node");
    if (indent.length > open.length || (indent.length === 0 && root))
      throw new Error("a node of the tree has no parent");
    close(indent.length);
    const node: TreeNode = { type, value, children: [] };
    open.at(-1)?.node.children.push(node);
    root ??= node;
    open.push({ node, count: Number(count) });
  }
  close(0);
  if (!root) throw new Error("the tree is empty");
  return root;
}
