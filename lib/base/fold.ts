/**
 * What each node of a tree comes to, from the leaves up: the value of a node is made
 * from those of its parts. There are no calls within calls, so that a tree of any
 * depth is folded.
 *
 * ```ts
 * import { foldTree } from "./fold.ts";
 * import { assertEquals } from "@std/assert";
 *
 * interface Sum { readonly parts: readonly Sum[]; readonly value: number }
 * const leaf = (value: number): Sum => ({ parts: [], value });
 * const tree: Sum = { parts: [leaf(1), leaf(2)], value: 3 };
 * const total = foldTree(
 *   tree,
 *   ({ parts }) => parts,
 *   ({ value }, totals: readonly number[]) => totals.reduce((a, b) => a + b, value),
 * );
 * assertEquals(total, 6);
 * ```
 */
export function foldTree<Node, Value>(
  root: Node,
  partsOf: (node: Node) => readonly Node[],
  valueOf: (node: Node, parts: readonly Value[]) => Value,
): Value {
  const open: { node: Node; parts: readonly Node[]; values: Value[] }[] = [];
  const begin = (node: Node) =>
    open.push({ node, parts: partsOf(node), values: [] });
  begin(root);
  for (;;) {
    const { node, parts, values } = open[open.length - 1];
    if (values.length < parts.length) {
      begin(parts[values.length]);
      continue;
    }
    const value = valueOf(node, values);
    open.pop();
    if (open.length === 0) return value;
    open[open.length - 1].values.push(value);
  }
}
