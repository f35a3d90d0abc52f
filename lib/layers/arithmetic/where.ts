import type { Values } from "../../base/values.ts";
import { asRow, type Operand } from "../../kernels/contract/combinations.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { broadcasting } from "./broadcast.ts";
import { noChange } from "./merge.ts";

/**
 * The second of its branches where the first, the condition, is not 0, else the third;
 * shapes stretch as those of `add` do. The condition has no gradient.
 *
 * ```ts
 * import { id, input, pipeline, relu, where } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(2), where(relu(), id(), 0.5)).bind();
 * net.x.set([-3, 4]);
 * net.forward();
 * assertEquals([...net.y], [0.5, 4]);
 * ```
 */
export const where: MergeType = mergeType(defineLayer({
  name: "where",
  traits: {
    reach: ([, a, b]) => reachOfInputs([a, b]),
    stretches: "numbers",
  },
  gradients: {
    condition: "0",
    a: "dy where the condition is not 0, else 0",
    b: "dy where the condition is 0, else 0",
  },
  summary: "f where a condition is not 0, else g",
  branches: {
    least: 3,
    most: 3,
    verb: "choose between",
    names: ["condition", "f", "g"],
  },
  examples: [
    { arguments: [], inputs: [[4], [4], [4]] },
    { arguments: [], inputs: [[], [], []] },
    { arguments: [], inputs: [[3], [2, 3], []] },
    { arguments: [], inputs: [[2, 1], [3], [2, 3]] },
  ],
  inputs: [
    {
      name: "condition",
      differentiable: false,
      draw(values, { random }) {
        for (let i = 0; i < values.length; i++) values[i] = random.integer(2);
      },
    },
    { name: "a", differentiable: true },
    { name: "b", differentiable: true },
  ],
  ...broadcasting("where", bind),
}));

function bind(site: Site): Pass {
  const { inputs, dinputs, y, dy, kernels } = site;
  const [condition, a, b] = inputs;
  const [none, da, db] = dinputs;
  const zero: Operand = { values: site.scratch(1), pitch: 0, step: 0 };
  const chosen = asRow(condition);
  const choose = (to: Values, yes: Operand, no: Operand) =>
    kernels.combine("select", asRow(to), chosen, yes, no, 1, to.length);
  return {
    forward: () => choose(y, asRow(a), asRow(b)),
    backward() {
      // If a network asks for one: a choice does not move.
      none.fill(0);
      if (da.length > 0) choose(da, asRow(dy), zero);
      if (db.length > 0) choose(db, zero, asRow(dy));
    },
    tangent({ inputs: [, u, w], output }) {
      for (let i = 0; i < output.length; i++) {
        const moved = condition[i] === 0 ? w : u;
        output[i] = moved.length === 0 ? 0 : moved[i];
      }
    },
    second: noChange,
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        note(condition[i] === 0 ? 1 : 0);
      }
    },
  };
}
