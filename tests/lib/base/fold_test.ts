import { assertEquals } from "@std/assert";
import { foldTree } from "../../../lib/base/fold.ts";

interface Tree {
  readonly name: string;
  readonly parts: readonly Tree[];
}

const tree = (name: string, ...parts: readonly Tree[]): Tree => ({
  name,
  parts,
});

Deno.test("a tree is folded from the leaves up, parts in order", () => {
  const visited: string[] = [];
  const text = foldTree<Tree, string>(
    tree("a", tree("b", tree("c"), tree("d")), tree("e")),
    ({ parts }) => parts,
    ({ name }, parts) => {
      visited.push(name);
      return `${name}(${parts.join()})`;
    },
  );
  assertEquals(text, "a(b(c(),d()),e())");
  assertEquals(visited, ["c", "d", "b", "e", "a"]);
});

Deno.test("a tree of depth 100,000 is folded", () => {
  let deep = tree("leaf");
  for (let i = 0; i < 100_000; i++) deep = tree("node", deep);
  const depth = foldTree<Tree, number>(
    deep,
    ({ parts }) => parts,
    (_, [part = 0]) => part + 1,
  );
  assertEquals(depth, 100_001);
});
