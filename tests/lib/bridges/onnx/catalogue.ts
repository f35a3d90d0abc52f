// Each example of each layer as a network of one step, with numbers that it takes.
import { createRandom, type Random } from "../../../../lib/base/random.ts";
import { elementCount, type Shape } from "../../../../lib/base/shape.ts";
import { createLayer } from "../../../../lib/layer/define_layer.ts";
import type {
  LayerDefinition,
  LayerExample,
} from "../../../../lib/layer/layer.ts";
import { builtins } from "../../../../lib/layers/builtins.ts";
import {
  type Network,
  networkBuilder,
} from "../../../../lib/network/network.ts";
import {
  initialize,
  type Parameters,
} from "../../../../lib/network/parameters.ts";

/** A network with inputs and what it gives for them. */
export interface OnnxCase {
  readonly name: string;
  readonly network: Network;
  readonly parameters: Parameters;
  readonly batch: number;
  /** The numbers of each input by its name; shapes without the batch. */
  readonly inputs: Readonly<
    Record<string, { readonly shape: Shape; readonly values: Float32Array }>
  >;
  readonly output: Float32Array;
}

/** An example of a layer. */
export interface CatalogueEntry {
  readonly name: string;
  readonly definition: LayerDefinition;
  readonly example: LayerExample;
}

/** All examples of all layers but losses, which are no part of a model. */
export function catalogue(): readonly CatalogueEntry[] {
  return builtins.flatMap(({ definition }) =>
    definition.examples.flatMap((example) => {
      const layer = createLayer(definition, example.arguments);
      if (layer.loss !== undefined) return [];
      const given = JSON.stringify(example.arguments).slice(1, -1);
      const shapes = example.inputs.map((shape) => shape.join("×") || "1");
      const name = `${definition.name}(${given}) of ${shapes.join(" and ")}`;
      return [{ definition, example, name }];
    })
  );
}

/** The network of an example. */
export function networkOf({ definition, example }: CatalogueEntry): Network {
  const builder = networkBuilder();
  const layer = createLayer(definition, example.arguments);
  const inputs = example.inputs.map((shape, i) =>
    builder.addInput(`in${i + 1}`, shape)
  );
  const end = builder.step(layer, inputs, { name: "out", labelled: true });
  return builder.build({ rows: [], given: [], end });
}

/** The network of an example with drawn numbers. */
export function caseOf(entry: CatalogueEntry, batch = 3): OnnxCase {
  const { example: { inputs }, name } = entry;
  const random = createRandom(7);
  const network = networkOf(entry);
  const [{ layer }] = network.steps;
  const parameters = initialize(network, { precision: "float32", seed: 3 });
  scatter(parameters, random);
  const numbers = inputs.map((shape, i) => {
    const values = new Float32Array(batch * elementCount(shape));
    const draw = layer.inputs?.[i]?.draw;
    if (draw !== undefined) {
      draw(values, { random, shape, inputShapes: inputs });
    } else for (let k = 0; k < values.length; k++) values[k] = random.normal();
    return values;
  });
  return { name, ...run(network, parameters, batch, numbers) };
}

/** Makes running statistics different, and what begins as zeros and ones. */
export function scatter(parameters: Parameters, random: Random): void {
  for (const { path, value } of parameters) {
    for (let i = 0; i < value.length; i++) {
      if (path.endsWith("variance")) value[i] = 0.5 + random.uniform();
      else value[i] += 0.3 * random.normal();
    }
  }
}

/** What a network gives in use. */
export function run(
  network: Network,
  parameters: Parameters,
  batch: number,
  numbers: readonly Float32Array[],
): Omit<OnnxCase, "name"> {
  const bound = network.bind({
    parameters,
    batch,
    mode: "infer",
    backward: false,
  });
  const inputs = network.inputs.map((value, i) => {
    const { name, shape } = network.values[value];
    bound.inputs.get(name)?.set(numbers[i]);
    return [name, { shape, values: numbers[i] }] as const;
  });
  bound.forward();
  return {
    network,
    parameters,
    batch,
    inputs: Object.fromEntries(inputs),
    output: Float32Array.from(bound.y),
  };
}
