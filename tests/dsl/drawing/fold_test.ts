import { assert, assertEquals } from "@std/assert";
import { compile, isCompiled } from "../../../text.ts";
import { type Diagram, diagramOf } from "../../../dsl/drawing/diagram.ts";
import { blocksIn, foldDiagram } from "../../../dsl/drawing/fold.ts";
import { layOutDiagram } from "../../../dsl/drawing/layout.ts";

function drawn(text: string): Diagram {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return diagramOf(compiled, text);
}

const transformer = `let attend(h) = residual(layernorm -> causal_attention(h))
let ffn(d, f) = residual(layernorm -> fc(f) -> gelu -> fc(d))
let block(d, h, f) = attend(h) -> ffn(d, f)
input(16) -> embedding(65, 8) -> block(8, 2, 16)*2 -> fc(65)`;

/** Every arrow as names, in the order of the text. */
function arrows({ nodes, edges }: Diagram): string[] {
  return edges.map(({ from, to }) => `${nodes[from].name} ${nodes[to].name}`);
}

Deno.test("the blocks of a diagram are counted, outer ones first", () => {
  const blocks = blocksIn(drawn(transformer));
  assertEquals(blocks.map(({ path }) => path).slice(0, 3), [
    "block1",
    "block1.attend1",
    "block1.ffn1",
  ]);
  const [block, attend, ffn] = blocks;
  assertEquals(block.count, attend.count + ffn.count);
});

Deno.test("a folded block is one node in the chain", () => {
  const folded = foldDiagram(
    drawn(transformer),
    (path) => /^block\d$/.test(path),
  );
  assertEquals(folded.nodes.map(({ name }) => name), [
    "x",
    "embedding1",
    "block1",
    "block2",
    "fc1",
  ]);
  assertEquals(arrows(folded), [
    "x embedding1",
    "embedding1 block1",
    "block1 block2",
    "block2 fc1",
  ]);
});

Deno.test("an inner block folds by itself, within the frame of the outer one", () => {
  const folded = foldDiagram(
    drawn(transformer),
    (path) => path.endsWith("attend1"),
  );
  const node = folded.nodes.find(({ name }) => name === "block1.attend1");
  assertEquals(node?.blocks, ["block1"]);
  assertEquals(node?.title, "attend1");
});

Deno.test("nothing folded is the same diagram", () => {
  const diagram = drawn(transformer);
  assertEquals(foldDiagram(diagram, () => false), diagram);
});

Deno.test("what is looked at within a folded block comes after it, whatever the order of the text", () => {
  const diagram = drawn(`let block = h: fc(2) -> tanh -> mul(id, w)
input(2) -> block -> fc(2)
given w = [1, 2]
look = block1.h*2`);
  const folded = foldDiagram(diagram, (path) => path === "block1");
  for (const { from, to } of folded.edges) {
    assert(from < to, arrows(folded).join());
  }
  assert(arrows(folded).includes("w block1"));
  const { nodes } = layOutDiagram(folded);
  for (const { from, to } of folded.edges) assert(nodes[from].y < nodes[to].y);
});
