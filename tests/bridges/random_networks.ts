// Networks of layers in any order, with branches: what holds of each layer alone may
// not hold where another one has laid the numbers otherwise.
import { createRandom } from "../../lib/base/random.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import { networkBuilder } from "../../lib/network/network.ts";
import { initialize } from "../../lib/network/parameters.ts";
import {
  catalogue,
  type OnnxCase,
  run,
  scatter,
} from "../lib/bridges/onnx/catalogue.ts";

/** Layers that take whole numbers, or make small differences large. */
const left =
  /^(embedding|one_hot|unpool|grid_sample|arg\w+|gather\w*|scatter\w*|hardmax|topk|sort|round|floor|ceil|sign|greater\w*|less\w*|equal|not_equal|logical_\w+|is_\w+|log|log1p|sqrt|asin|acos|acosh|atanh|tan|pow|fmod|remainder|cumprod|prod|recip|div|exp|expm1|sinh|cosh|norm)\(|"lengths"|"places"/;

const shapes = [[6], [4, 4], [8, 4], [6, 6, 2], [6, 4, 4], [4, 4, 4, 2]];
const most = 3000;
const batch = 2;

/** The network of a seed, with what it gives for drawn numbers. */
export function randomCase(seed: number): OnnxCase {
  const random = createRandom(seed);
  const pick = <T>(all: readonly T[]) =>
    all[Math.floor(random.uniform() * all.length)];
  const entries = catalogue().filter(({ name }) => !left.test(name));
  const builder = networkBuilder();
  const values = [builder.addInput("x", pick(shapes))];
  const names: string[] = [];
  const count = 2 + Math.floor(random.uniform() * 6);
  for (let tried = 0; tried < 200 && names.length < count; tried++) {
    const { definition, example, name } = pick(entries);
    const layer = createLayer(definition, example.arguments);
    const inputs = example.inputs.map((_, i) =>
      i === 0 && random.uniform() < 0.8
        ? values[values.length - 1]
        : pick(values)
    );
    try {
      const shape = layer.outputShape(...inputs.map(builder.shapeOf));
      if (elementCount(shape) > most) continue;
      const label = { name: `s${names.length}`, labelled: true };
      values.push(builder.step(layer, inputs, label));
      names.push(name.split(" of ")[0]);
    } catch {
      // It does not take these shapes.
    }
  }
  const end = values[values.length - 1];
  const network = builder.build({ rows: [], given: [], end });
  const parameters = initialize(network, { precision: "float32", seed });
  scatter(parameters, random);
  const x = Float32Array.from(
    { length: batch * elementCount(network.inputShape) },
    () => random.normal(),
  );
  const name = `seed ${seed}: ${names.join(" -> ")}`;
  return { name, ...run(network, parameters, batch, [x]) };
}
