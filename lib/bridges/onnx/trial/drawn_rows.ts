import { createRandom } from "../../../base/random.ts";
import { ownOf } from "../../../base/record.ts";
import { elementCount } from "../../../base/shape.ts";
import { allocate, type Values } from "../../../base/values.ts";
import type { DataMeaning } from "../../../fitting/data_meaning.ts";
import { inputsOf, inputSpec } from "../../../network/graph.ts";
import type { Network } from "../../../network/network.ts";

/** Rows of drawn numbers, such as the network was trained on: normal ones in the units of the inputs, or class numbers. */
export function drawnRows(
  network: Network,
  description: DataMeaning,
  count: number,
  seed: number,
): Values {
  const random = createRandom(seed);
  const inputs = inputsOf(network);
  const width = inputs.reduce((n, { shape }) => n + elementCount(shape), 0);
  // Of a network without inputs a row has a number that nobody reads.
  if (inputs.length === 0) return allocate("float64", count);
  const rows = allocate("float64", count * width);
  let from = 0;
  for (const [i, { name, shape }] of inputs.entries()) {
    const size = elementCount(shape);
    const values = allocate("float64", count * size);
    const { draw } = inputSpec(network, network.inputs[i]);
    const normalization = inputs.length < 2
      ? description.normalization
      : ownOf(description.inputs, name);
    if (draw !== undefined) {
      draw(values, { random, shape, inputShapes: [shape] });
    } else {
      const { offset = [0], scale = [1] } = normalization ?? {};
      for (let k = 0; k < values.length; k++) {
        values[k] = random.normal() * scale[k % scale.length] +
          offset[k % offset.length];
      }
    }
    for (let row = 0; row < count; row++) {
      const own = values.subarray(row * size, (row + 1) * size);
      rows.set(own, row * width + from);
    }
    from += size;
  }
  return rows;
}
