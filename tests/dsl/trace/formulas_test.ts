// The formulas that `trace` and `explain` teach are what the layers compute.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { symbolOf } from "../../../dsl/trace/formula.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { elementCount, type Shape } from "../../../lib/base/shape.ts";
import { aloneSubject } from "../../../lib/gradcheck/subjects/drawn_subjects.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { Layer, LayerExample, Site } from "../../../lib/layer/layer.ts";
import { builtins } from "../../../lib/layers/builtins.ts";
import {
  evaluateFormula,
  type Quantity,
  rowOf,
} from "../../helpers/formula.ts";

/** Formulas that cannot be evaluated for a row of numbers, by layer, each with the reason. */
const inWords: Readonly<Record<string, string>> = {
  "prelu.weight": "a sum over some numbers",
  glu: "two formulas",
  conv: "windows",
  maxpool: "windows",
  avgpool: "windows",
  global_avgpool: "positions",
  global_maxpool: "positions",
  adaptive_avgpool: "windows",
  adaptive_maxpool: "windows",
  resize: "positions",
  pixel_shuffle: "places",
  pixel_unshuffle: "places",
  channel_shuffle: "places",
  unfold: "windows",
  fold: "windows",
  tile: "places",
  conv_transpose: "windows",
  upsample: "positions",
  embedding: "rows of a table",
  positional: "positions",
  attention: "heads",
  causal_attention: "heads",
  rnn: "times",
  lstm: "times",
  gru: "times",
  batchnorm: "the formula of layernorm, over the batch",
  groupnorm: "the formula of layernorm, over groups",
  instancenorm: "the formula of layernorm, over positions",
  dropout: "a mask that is drawn",
  dropout2d: "a mask that is drawn",
  alpha_dropout: "a mask that is drawn",
  gaussian_dropout: "numbers that are drawn",
  rrelu: "slopes that are drawn",
  sparsemax: "a mean over some",
  permute: "places",
  transpose: "places",
  expand: "places",
  flip: "places",
  stack: "places",
  gather: "places",
  gather_elements: "places",
  unpool: "places",
  grid_sample: "places",
  affine_grid: "matrices",
  diagonal: "places",
  gather_nd: "places",
  scatter_elements: "places",
  scatter_nd: "places",
  one_hot: "no gradient is asked for",
  logical_and: "no gradient is asked for",
  logical_or: "no gradient is asked for",
  logical_xor: "no gradient is asked for",
  logical_not: "no gradient is asked for",
  sort: "places",
  topk: "places",
  lrn: "neighbours",
  prod: "all but one",
  cumprod: "sums of parts",
  where: "places",
  matmul: "matrices",
  cumsum: "sums of parts",
  slice: "places",
  split: "places",
  pad: "places",
  concat: "places",
  "mul.*": "any number of branches",
  max: "places",
  min: "places",
  huber: "in words",
  nll: "places",
  focal: "powers, and the class's own number",
  poisson: "two formulas",
  hinge: "two formulas",
  multilabel_hinge: "pairs of numbers",
  cosine: "norms",
  triplet: "three rows in one",
  ctc: "sums over ways",
};

/** Layers whose formula has rounded numbers in it. */
const rounded = new Set(["selu"]);

/** Layers that compute something else with such arguments. */
function isOther({ arguments: given }: LayerExample): boolean {
  return /"(approximate|threshold)"/.test(JSON.stringify(given));
}

const batch = 3;

for (const { definition } of builtins) {
  const { name, gradients = {}, examples } = definition;
  const rows = examples.filter((example) =>
    example.inputs.every(({ length }) => length === 1) && !isOther(example)
  );
  for (const [target, formula] of Object.entries(gradients)) {
    if (name in inWords || `${name}.${target}` in inWords) continue;
    Deno.test(`the gradient of ${target} of ${name} is ${formula}`, () => {
      let compared = 0;
      for (const { arguments: given, inputs } of rows) {
        for (let seed = 0; seed < 4; seed++) {
          const layer = createLayer(definition, given);
          compared += compare(layer, target, formula, inputs, seed);
        }
      }
      assert(compared > 0);
    });
  }
}

Deno.test("what is said to be in words is a formula of a layer", () => {
  const all = builtins.flatMap(({ definition: { name, gradients = {} } }) => [
    name,
    ...Object.keys(gradients).map((target) => `${name}.${target}`),
  ]);
  assertEquals(Object.keys(inWords).filter((key) => !all.includes(key)), []);
});

/** Holds a formula against what backward wrote; returns how many numbers were compared. */
function compare(
  layer: Layer,
  target: string,
  formula: string,
  inputs: readonly Shape[],
  seed: number,
): number {
  const subject = aloneSubject(
    layer,
    { seed, batch, inputs },
    createRandom(seed),
  );
  const { site } = subject;
  if (site === undefined) throw new TypeError(layer.name);
  const random = createRandom(seed + 100);
  for (let i = 0; i < site.dy.length; i++) site.dy[i] = random.uniform() - 0.4;
  subject.forward(0);
  subject.backward();
  const epsilon = rounded.has(layer.name) ? 1e-3 : 1e-9;
  let compared = 0;
  const isParameter = target in site.gradients;
  if (isParameter) {
    const plain = formula.replace(/^Σ /, "");
    const sum = new Float64Array(site.gradients[target].length);
    for (let example = 0; example < batch; example++) {
      const row = rowOf(
        evaluateFormula(plain, symbolsOf(layer, site, example)),
      );
      assertEquals(row.length, sum.length, formula);
      row.forEach((x, i) => sum[i] += x);
    }
    for (const [i, x] of sum.entries()) {
      assertAlmostEquals(site.gradients[target][i], x, epsilon);
      compared++;
    }
    return compared;
  }
  const count = site.inputs.length;
  for (const [k, shape] of site.inputShapes.entries()) {
    const symbol = symbolOf(layer, k, count);
    if (target !== symbol && target !== "*") continue;
    const size = elementCount(shape);
    for (let example = 0; example < batch; example++) {
      const symbols = symbolsOf(layer, site, example);
      const row = rowOf(evaluateFormula(formula, symbols));
      for (let i = 0; i < size; i++) {
        const found = site.dinputs[k][example * size + i];
        assertAlmostEquals(found, row.length === 1 ? row[0] : row[i], epsilon);
        compared++;
      }
    }
  }
  return compared;
}

/** What the symbols of a formula stand for in one example. */
function symbolsOf(
  layer: Layer,
  site: Site,
  example: number,
): ReadonlyMap<string, Quantity> {
  const rowAt = (values: ArrayLike<number>, shape: Shape) => {
    const size = elementCount(shape);
    const row = Array.from(values).slice(example * size, (example + 1) * size);
    return shape.length === 0 ? row[0] : row;
  };
  const [shape] = site.inputShapes;
  const x = rowAt(site.inputs[0], shape);
  // The loss of classes is a mean over rows, any other one over numbers.
  const isByRow = layer.name === "cross_entropy";
  const symbols = new Map<string, Quantity>([
    ["n", isByRow ? 1 : elementCount(shape)],
    ["y", rowAt(site.y, site.outputShape)],
    ["dy", rowAt(site.dy, site.outputShape)],
    ...site.inputs.map((values, k) =>
      [
        symbolOf(layer, k, site.inputs.length),
        rowAt(values, site.inputShapes[k]),
      ] as const
    ),
  ]);
  for (const [name, value] of Object.entries(layer.arguments ?? {})) {
    if (typeof value === "number") symbols.set(name, value);
  }
  const { weight } = site.parameters;
  // A normalization without a weight multiplies by 1.
  if (weight === undefined) symbols.set("weight", 1);
  else {
    symbols.set("weight", [...weight]).set("w", [...weight]);
    const columns = elementCount(shape);
    const rows = Array.from(
      { length: weight.length / columns },
      (_, i) => [...weight.subarray(i * columns, (i + 1) * columns)],
    );
    symbols.set("W", { rows });
  }
  // The summary of a normalization says what these are.
  const eps = Number(layer.arguments?.eps ?? 0);
  const row = rowOf(x);
  const isCentred = layer.name === "layernorm";
  const mean = isCentred ? row.reduce((a, b) => a + b) / row.length : 0;
  const square = row.reduce((a, b) => a + (b - mean) ** 2, 0) / row.length;
  const deviation = Math.sqrt(square + eps);
  symbols.set("mean", mean).set("σ", deviation);
  symbols.set("h", row.map((each) => (each - mean) / deviation));
  return symbols;
}
