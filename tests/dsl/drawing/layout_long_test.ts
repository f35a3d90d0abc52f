import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Diagram, diagramOf } from "../../../dsl/drawing/diagram.ts";
import { layOutDiagram } from "../../../dsl/drawing/layout.ts";
import { diagramToSvg } from "../../../dsl/drawing/svg.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import {
  assertWellFormed,
  type Box,
  boxOf,
  elementsOf,
  isInside,
  overlap,
  pointsAlong,
  textBox,
  wordsOf,
} from "../../helpers/pictures.ts";
import { pipelineText } from "../../helpers/random_texts.ts";

/** Any graph without circles, some of its arrows twice, with numbers at some. */
const anyDiagram = fc.tuple(
  fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 14 }),
  fc.array(
    fc.tuple(fc.nat(), fc.nat(), fc.option(fc.double({ noNaN: true }))),
    { maxLength: 24 },
  ),
).map(([sizes, pairs]): Diagram => ({
  title: "any",
  nodes: sizes.map((size, id) => ({
    name: `n${id}`,
    id,
    title: `n${id}`,
    lines: ["m".repeat(size)],
    kind: "step",
    blocks: [],
  })),
  edges: pairs.map(([a, b, derivative]) => {
    const [i, k] = [a % sizes.length, b % sizes.length];
    const edge = { from: Math.min(i, k), to: Math.max(i, k) };
    return derivative === null ? edge : { ...edge, derivative };
  }).filter(({ from, to }) => from !== to),
}));

const anyNetwork = pipelineText.map((text) => compile(text))
  .filter(isCompiled)
  .filter(({ network }) => network.steps.length < 100)
  .map((compiled) => diagramOf(compiled, "any", runExercise(compiled)));

function diagramOfText(text: string): Diagram {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return diagramOf(compiled, text, runExercise(compiled));
}

/** What a picture shows, read from the picture itself. */
function partsOf(svg: string) {
  const rects = elementsOf(svg, "rect");
  const texts = elementsOf(svg, "text");
  const has = (key: string, value: string) => (each: Map<string, string>) =>
    each.get(key) === value;
  const among = (
    elements: readonly ReadonlyMap<string, string>[],
    key: string,
    value: string,
  ) => elements.filter((each) => has(key, value)(new Map(each)));
  return {
    page: boxOf(rects[0]),
    nodes: among(rects, "rx", "6").map(boxOf),
    edges: elementsOf(svg, "path").filter((each) => each.has("marker-end"))
      .map((each) => pointsAlong(each.get("d") ?? "")),
    labels: among(texts, "fill", "#0b6e69").map(textBox),
    titles: among(texts, "fill", "#6d6a55").map(textBox),
    texts: texts.map(textBox),
    shift: Number(/translate\(([\d.]+)\)/.exec(svg)?.[1] ?? 0),
  };
}

function assertClear(diagram: Diagram) {
  const svg = diagramToSvg(diagram);
  assertWellFormed(svg);
  const { page, nodes, edges, labels, titles, texts, shift } = partsOf(svg);
  assertEquals(nodes.length, diagram.nodes.length);
  assertEquals(edges.length, diagram.edges.length);
  // The last is the explanation below the picture.
  const words: Box[] = [...labels.slice(0, -1), ...titles];
  const apart = [...nodes, ...words];
  for (const [i, a] of apart.entries()) {
    for (const b of apart.slice(i + 1)) assert(!overlap(a, b));
    for (const points of edges) {
      assert(!points.some((point) => isInside(point, a)));
    }
  }
  const isOnPage = (x: number, y: number) =>
    x >= 0 && y >= 0 && x <= page.width && y <= page.height;
  for (const { x, y, width, height } of [...nodes, ...texts]) {
    assert(isOnPage(x + shift, y));
    assert(isOnPage(x + width, y + height));
  }
  assert(edges.flat().every(([x, y]) => isOnPage(x + shift, y)));
}

Deno.test("no arrow runs through a box or over words, and nothing lies on another, in any graph", () => {
  fc.assert(fc.property(anyDiagram, assertClear), { numRuns: 300 });
});

Deno.test("the same holds for any network", () => {
  fc.assert(fc.property(anyNetwork, assertClear), { numRuns: 100 });
});

/** Arrows that are the only one from their tail and the only one to their head. */
function chainsOf({ edges }: Diagram): Diagram["edges"] {
  return edges.filter((edge) =>
    edges.every((other) =>
      other === edge || (other.from !== edge.from && other.to !== edge.to)
    )
  );
}

/** Whether two arrows cross, by where they stand from row to row. */
function cross(
  a: readonly (readonly [number, number])[],
  b: readonly (readonly [number, number])[],
): boolean {
  const sides = a.flatMap(([x, y]) => {
    const k = b.findIndex(([, other], i) => i > 0 && other >= y);
    if (k < 1 || y < b[0][1]) return [];
    const [[x1, y1], [x2, y2]] = [b[k - 1], b[k]];
    const at = y1 === y2 ? x2 : x1 + (x2 - x1) * (y - y1) / (y2 - y1);
    return Math.abs(at - x) < 0.5 ? [] : [Math.sign(at - x)];
  });
  return new Set(sides).size > 1;
}

Deno.test("a chain stands straight within any graph, unless another arrow crosses it", () => {
  fc.assert(
    fc.property(fc.oneof(anyDiagram, anyNetwork), (diagram) => {
      const { nodes, edges } = layOutDiagram(diagram);
      const drawn = partsOf(diagramToSvg(diagram)).edges;
      for (const edge of chainsOf(diagram)) {
        const k = diagram.edges.indexOf(edge);
        const isCrossed = drawn.some((other, i) =>
          i !== k && cross(drawn[k], other)
        );
        if (isCrossed) continue;
        const [a, b] = [nodes[edge.from], nodes[edge.to]];
        assertAlmostEquals(a.x + a.width / 2, b.x + b.width / 2, 0.1);
        for (const { x } of edges[k].points) {
          assertAlmostEquals(x, a.x + a.width / 2, 0.1);
        }
      }
    }),
    { numRuns: 300 },
  );
});

for (
  const text of [
    "fc(2,3) -> tanh -> fc(4) -> sigmoid -> fc(1) -> mse",
    "input(4) -> residual(fc(4) -> relu -> fc(4)) -> residual(fc(4)) -> fc(2)",
    "let block = residual(layernorm -> fc(8) -> gelu -> fc(4))\ninput(3,4) -> block*3 -> fc(2)",
    "given x = 0.5\nx -> a: exp -> b: square -> c: neg -> d: exp -> e: add(id, a) -> add(id, c)",
  ]
) {
  Deno.test(`the boxes of ${text} stand on one axis, whatever skips them`, () => {
    const { nodes } = layOutDiagram(diagramOfText(text));
    const axes = nodes.filter(({ node }) => node.kind !== "target")
      .map(({ x, width }) => (x + width / 2).toFixed(1));
    assertEquals(new Set(axes).size, 1);
  });
}

Deno.test("in a crowded row long lines and titles are broken, and keep their kind and whole name", () => {
  const pool = "maxpool(3,stride=1,pad=1)";
  const svg = diagramToSvg(diagramOfText(
    `input(8,8,2) -> concat(${pool}, ${pool}, ${pool}, ${pool}) -> relu`,
  ));
  assert(svg.includes(`<title>${pool}</title>`));
  const words = wordsOf(svg);
  assertEquals(words.filter((each) => each === "maxpool(3,").length, 4);
  assertEquals(words.filter((each) => each === "stride=1,pad=1)").length, 4);
  const [page] = elementsOf(svg, "rect").map(boxOf);
  assert(page.width < 700);
  const gradients = elementsOf(
    diagramToSvg(diagramOfText(
      "input(3) -> add(fc(3), fc(3), fc(3)) -> mse\ngiven target = [1234.567, 2345.678, 3456.789]",
    )),
    "text",
  ).filter((each) => each.get("fill") === "#b5492f");
  // Each has its numbers in two lines, both in the colour of gradients.
  assert(gradients.some((each) => !each.get("words")?.startsWith("grad")));
});

Deno.test("the name of a block has room, however small the block is", () => {
  for (
    const text of [
      "let quite_a_long_name = tanh\ninput(99) -> quite_a_long_name*3",
      "let quite_a_long_name = fc(9)\ninput(99) -> concat(tanh -> sin, quite_a_long_name, quite_a_long_name)",
      "let inner_block = tanh\nlet outer_block = inner_block\ninput(9) -> residual(outer_block)",
    ]
  ) assertClear(diagramOfText(text));
});

Deno.test("branches spread evenly around what they come from and lead to", () => {
  const { nodes } = layOutDiagram(
    diagramOfText("input(4) -> add(fc(4), fc(4)) -> add(fc(4), tanh, fc(4))"),
  );
  const [x, first, second, add, left, middle, right, last] = nodes.map((
    { x, width },
  ) => x + width / 2);
  assertAlmostEquals(first + second, 2 * x, 0.2);
  assertAlmostEquals(x, add, 0.2);
  assertAlmostEquals(left + right, 2 * middle, 0.2);
  assertAlmostEquals(middle, last, 0.2);
});

Deno.test("branches stand in the order of the text where nothing crosses", () => {
  const { nodes } = layOutDiagram(diagramOfText(
    "let tower(n) = fc(n) -> relu -> residual(fc(n))\n" +
      "input(6) -> concat(tower(4), fc(5), tower(3) -> tower(2), fc(6))",
  ));
  const firsts = ["fc(4)", "fc(5)", "fc(3)", "fc(6)"].map((title) =>
    nodes.find(({ node }) => node.title === title)?.x ?? NaN
  );
  assertEquals(firsts, firsts.toSorted((a, b) => a - b));
});

Deno.test("a branch that is shorter is a branch; an arrow past all is none", () => {
  const middles = (text: string) =>
    layOutDiagram(diagramOfText(text)).nodes.map(({ x, width }) =>
      x + width / 2
    );
  const [x, first, middle, last, tanh, concat] = middles(
    "input(4) -> concat(fc(3), fc(3), fc(3) -> tanh)",
  );
  assertAlmostEquals(x, middle, 0.2);
  assertAlmostEquals(concat, middle, 0.2);
  assertAlmostEquals(last, tanh, 0.2);
  assert(first < middle && middle < last);
  const [top, short, long, , end] = middles(
    "input(4) -> add(fc(4), fc(4) -> tanh)",
  );
  assertAlmostEquals(top, end, 8);
  assert(short < top && top < long);
});

Deno.test("a value used twice by one step has two arrows, each with its derivative", () => {
  const diagram = diagramOfText(
    "given x = 3\ngiven y = 5\nx -> mul(x, x) -> sub(id, y)",
  );
  const { edges } = layOutDiagram(diagram);
  const [a, b] = edges.filter(({ from, to }) => from === 0 && to === 1);
  assertEquals([a.label?.words, b.label?.words], ["∂ 3", "∂ 3"]);
  assertEquals(new Set([...a.points, ...b.points].map(({ x }) => x)).size, 2);
});

Deno.test("derivatives are those of each use, and of single numbers only", () => {
  const words = (text: string) =>
    layOutDiagram(diagramOfText(text)).edges.map(({ label }) => label?.words);
  assertEquals(
    words("given x = 3\ngiven y = -4\nq: div(x, y) -> exp"),
    // 1/y, -x/y² and exp(-3/4).
    ["∂ -0.25", "∂ -0.1875", "∂ 0.4724"],
  );
  assertEquals(words("fc(2,1) -> sigmoid -> fc(2)")[0], undefined);
  // No gradient is given for two outputs; a local derivative needs none.
  const diagram = diagramOfText(
    "input(1) -> shift(1) -> square -> fc(2)\ngiven x = [2]",
  );
  assertEquals(
    layOutDiagram(diagram).edges.map(({ label }) => label?.words),
    ["∂ 1", "∂ 6", undefined],
  );
  assert(!diagramToSvg(diagram).includes("grad"));
});

Deno.test("a large graph is laid out the same each time, and soon", () => {
  const block =
    "residual(residual(fc(4) -> relu) -> fc(4) -> concat(fc(2), fc(2)))";
  const text = `input(4) -> ${Array(40).fill(block).join(" -> ")}`;
  const diagram = diagramOfText(text);
  assert(diagram.nodes.length > 300);
  assertEquals(diagramToSvg(diagram), diagramToSvg(diagram));
});
