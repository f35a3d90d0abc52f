import { assert, assertEquals } from "@std/assert";
import { renderTrace, traceOf } from "../../../text.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import { sentences } from "../../../dsl/trace/walk.ts";
import { builtins } from "../../../lib/layers/builtins.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import { createRandom, input, pipeline } from "../../../mod.ts";

function traced(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return traceOf(compiled, runExercise(compiled));
}

const neuron = `fc(2,1)
given x = [1, 2]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]`;

/** Lines of arithmetic that a trace must hold, worked out by hand. */
const cases: readonly (readonly [text: string, lines: readonly string[]])[] = [
  [neuron, ["fc1 = 0.5·1 - 1·2 + 0.1 = -1.4"]],
  [`${neuron}\ngiven y.grad = [3]`, [
    "fc1.weight.grad[0,0] = 3·1 = 3",
    "fc1.weight.grad[0,1] = 3·2 = 6",
    "x.grad[0] = 3·0.5 = 1.5",
    "x.grad[1] = 3·(-1) = -3",
  ]],
  // Each example of a batch.
  [neuron.replace("[1, 2]", "[[1, 2], [-3, 0]]"), [
    "fc1[0,0] = 0.5·1 - 1·2 + 0.1 = -1.4",
    "fc1[1,0] = 0.5·(-3) - 1·0 + 0.1 = -1.4",
  ]],
  // A window of a convolution, and what comes back to a pixel that two saw.
  [
    "input(3,1) -> conv(2,1)\ngiven x = [[1], [2], [3]]\ngiven conv1.weight = [[[5], [-1]]]\ngiven conv1.bias = [0.5]\ngiven y.grad = [[2], [3]]",
    [
      "conv1[0,0] = 5·1 - 1·2 + 0.5 = 3.5",
      "conv1[1,0] = 5·2 - 1·3 + 0.5 = 7.5",
      "x.grad[1,0] = 2·(-1) + 3·5 = 13",
      "conv1.weight.grad[0,1,0] = 2·2 + 3·3 = 13",
    ],
  ],
  // Of a larger batch the first example.
  [
    "fc(1,2,bias=none)\ngiven x = [[3], [4], [5], [6]]\ngiven fc1.weight = [[1], [-2]]",
    ["fc1[0,0] = 1·3 = 3", "fc1[0,1] = -2·3 = -6"],
  ],
];
for (const [text, lines] of cases) {
  Deno.test(`the arithmetic of ${JSON.stringify(text.split("\n")[1])}: ${lines[0]}`, () => {
    const trace = traced(text);
    const rendered = renderTrace(trace).split("\n").map((line) => line.trim());
    for (const line of lines) assert(rendered.includes(line), line);
    const own = rendered.filter((line) => /^fc1(\[[\d,]+\])? = /.test(line));
    const ofForward = lines.filter((line) => /^fc1(\[| =)/.test(line));
    if (ofForward.length > 0) assertEquals(own, ofForward);
    assert(sentences(trace).join("\n").includes(lines[0]));
  });
}

Deno.test("of many sums the first are shown; long ones are not", () => {
  const many = renderTrace(traced("fc(2,7)")).split("\n");
  const first = many.findIndex((line) => line.startsWith("  fc1[0] = "));
  assertEquals(
    many.slice(first + 1, first + 4).map((line) => line.slice(2, 8)),
    [
      ...["fc1[1]", "fc1[2]", "…"],
    ],
  );
  assert(!renderTrace(traced("fc(9,2)")).includes("fc1[0]"));
});

Deno.test("what a layer says that it sums is what it computes", () => {
  let count = 0;
  for (const { definition } of builtins) {
    for (const { arguments: args, inputs: [shape] } of definition.examples) {
      const layer = createLayer(definition, args);
      if (layer.terms === undefined) continue;
      const bound = pipeline(input(...shape), layer).bind({ batch: 2 });
      const random = createRandom(1);
      const parameters = [...bound.parameters].map(({ value }) => value);
      for (const values of [bound.x, ...parameters]) {
        for (let i = 0; i < values.length; i++) values[i] = random.normal();
      }
      bound.forward();
      const site = bound.sites[bound.sites.length - 1];
      for (const [i, y] of site.y.entries()) {
        const products = layer.terms(site, i).map((term) =>
          term.map(({ of, entry }) =>
            (typeof of === "number" ? site.inputs[of] : site.parameters[of])[
              entry
            ]
          ).reduce((a, b) => a * b)
        );
        const sum = products.reduce((a, b) => a + b);
        assert(Math.abs(sum - y) < 1e-12, `${definition.name}: ${sum}, ${y}`);
        count++;
      }
    }
  }
  assert(count > 200);
});

Deno.test("the symbols of formulas are explained once, and only those that occur", () => {
  const ends = (text: string) => renderTrace(traced(text)).split("\n\n").at(-1);
  assertEquals(
    ends("fc(2,1) -> sigmoid -> mse\ngiven x = [1, 2]")?.replaceAll("\n", " "),
    "N = 1 example; dy: the gradient of the step's output, from above; x: its input; W: its weight; n: how many are averaged; ᵀ: transposed",
  );
  assert(!ends("given x = 0\nA: x -> E: exp")?.includes("dy:"));
});
