import { assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import { gradcheck } from "../../../lib/gradcheck/gradcheck.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { Layer, LayerExample } from "../../../lib/layer/layer.ts";
import { builtins } from "../../../lib/layers/builtins.ts";
import { openStore } from "../../../lib/kernels/store.ts";
import { draw } from "../../../lib/network/draw.ts";
import { elementCount, type Shape } from "../../../lib/base/shape.ts";

const losses = builtins.map(({ definition }) => definition).filter((each) => {
  const [example] = each.examples;
  return createLayer(each, example.arguments).loss !== undefined;
});

/** A loss of two examples, and its gradient where that of the loss is 1 and -2. */
function run(layer: Layer, inputs: readonly Shape[]) {
  const { kernels } = openStore({}, 1);
  const batch = 2;
  const random = createRandom(5);
  const arrays = inputs.map((shape, i) => {
    const values = new Float64Array(batch * elementCount(shape));
    draw(layer.inputs?.[i], values, shape, inputs, random.fork(`${i}`));
    return values;
  });
  const y = new Float64Array(batch);
  const dx = arrays[0].slice();
  const pass = layer.bind({
    batch,
    x: arrays[0],
    dx,
    inputs: arrays,
    dinputs: [dx, new Float64Array()],
    inputShapes: inputs,
    y,
    dy: Float64Array.of(1, -2),
    outputShape: [],
    parameters: {},
    gradients: {},
    mode: "train",
    random,
    kernels,
    scratch: (length) => new Float64Array(length),
  });
  pass.forward();
  pass.backward();
  return { y, dx };
}

/** The same example with a weight. */
function withWeight({ arguments: given }: LayerExample): readonly unknown[] {
  const last = given.at(-1);
  return typeof last === "object" && !Array.isArray(last)
    ? [...given.slice(0, -1), { ...last, weight: 0.25 }]
    : [...given, { weight: 0.25 }];
}

for (const definition of losses) {
  Deno.test(`${definition.name} with a weight is the weight times it, its gradient too`, () => {
    for (const example of definition.examples) {
      const plain = run(
        createLayer(definition, example.arguments),
        example.inputs,
      );
      const layer = createLayer(definition, withWeight(example));
      const found = run(layer, example.inputs);
      // A quarter costs no digits.
      assertEquals([...found.y], [...plain.y].map((each) => each / 4));
      assertEquals([...found.dx], [...plain.dx].map((each) => each / 4));
      const options = { inputs: example.inputs };
      assertEquals(gradcheck(layer, options).verdict, "pass");
    }
  });
}
