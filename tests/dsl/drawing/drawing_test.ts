import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { diagramOf } from "../../../dsl/drawing/diagram.ts";
import { diagramToDot, diagramToMermaid } from "../../../dsl/drawing/dot.ts";
import { layOutDiagram } from "../../../dsl/drawing/layout.ts";
import { diagramToSvg } from "../../../dsl/drawing/svg.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import { assertWellFormed, overlap } from "../../helpers/pictures.ts";
import { pipelineText as anyText } from "../../helpers/random_texts.ts";

/** Texts of networks that are not too large to be drawn. */
const pipelineText = anyText.filter((text) =>
  (compile(text).network?.steps.length ?? 0) < 200
);

function drawn(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), text + JSON.stringify(compiled.diagnostics));
  return {
    compiled,
    diagram: diagramOf(compiled, text, runExercise(compiled)),
  };
}

Deno.test("nodes lie apart, arrows go down, blocks hold their nodes and no others", () => {
  fc.assert(
    fc.property(pipelineText, (text) => {
      const { diagram } = drawn(text);
      const { nodes, edges, blocks, width, height } = layOutDiagram(diagram);
      for (const [i, a] of nodes.entries()) {
        for (const b of nodes.slice(i + 1)) {
          const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x ||
            a.y + a.height <= b.y || b.y + b.height <= a.y;
          assert(isApart, text);
        }
        assert(a.x >= 0 && a.x + a.width <= width, text);
        assert(a.y >= 0 && a.y + a.height <= height, text);
      }
      for (const { from, to, points } of edges) {
        assert(nodes[from].y + nodes[from].height <= nodes[to].y, text);
        points.slice(1).forEach((p, i) => assert(p.y >= points[i].y, text));
      }
      for (const block of blocks) {
        for (const placed of nodes) {
          const isOwn = placed.node.blocks[block.depth] === block.name;
          assert(isOwn || !overlap(block, placed), text);
        }
        for (const other of blocks) {
          const isBeside = other !== block && other.depth === block.depth;
          assert(!isBeside || !overlap(block, other), text);
        }
      }
      for (const { node, x, y, width, height } of nodes) {
        for (const [depth, name] of node.blocks.entries()) {
          assert(
            blocks.some((b) =>
              b.depth === depth && b.name === name && b.x <= x && b.y <= y &&
              b.x + b.width >= x + width && b.y + b.height >= y + height
            ),
            text,
          );
        }
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("every form names every node", () => {
  fc.assert(
    fc.property(pipelineText, (text) => {
      const { diagram } = drawn(text);
      const svg = diagramToSvg(diagram);
      assertWellFormed(svg);
      for (
        const form of [svg, diagramToDot(diagram), diagramToMermaid(diagram)]
      ) {
        for (const { title } of diagram.nodes) {
          assert(form.includes(title), title);
        }
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("a circuit has its values and gradients on the nodes", () => {
  const { diagram } = drawn("given x = 3\nx -> q: square");
  assertEquals(diagram.nodes.map(({ title, lines }) => [title, ...lines]), [
    ["x", "value 3", "grad 6"],
    ["q: square", "value 9", "grad 1"],
  ]);
  assertEquals(diagram.edges, [{ from: 0, to: 1, derivative: 6 }]);
});

Deno.test("marks of the forms themselves are escaped", () => {
  const title = 'a "quoted" <b> & \\ c';
  const node = {
    id: 0,
    name: "a",
    title,
    lines: [],
    kind: "step",
    blocks: [],
  } as const;
  const diagram = { title, nodes: [node], edges: [] };
  assertWellFormed(diagramToSvg(diagram));
  assert(diagramToDot(diagram).includes('"a \\"quoted\\" <b> & \\\\ c"'));
  assert(
    diagramToMermaid(diagram).includes("a #quot;quoted#quot; #lt;b#gt; #amp; "),
  );
});
