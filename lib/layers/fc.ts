import { say } from "../../words/say.ts";
import { ShapeError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { choice, optionalSize, size } from "../definition/kinds.ts";
import {
  type InitializerName,
  weightInitializer,
} from "../initializers/initializers.ts";
import { defineLayer, type LayerType } from "../layer/define_layer.ts";
import { lastAxis } from "../layer/last_axis.ts";
import type { Pass, Product, Site } from "../layer/layer.ts";
import { bilinearOrder } from "../layer/second_order.ts";
import { weightAndBias } from "../layer/weights.ts";
import { reaches } from "../layer/reach.ts";

/** What `fc` takes by name. */
export interface FcOptions {
  /** Fills the weight before training. Default: `glorot`. */
  readonly init?: InitializerName;
  /** Fills the bias before training; `none` for a layer without one. Default: `zeros`. */
  readonly bias?: "zeros" | "ones" | "normal" | "uniform" | "none";
}

/**
 * The fully connected layer `y = x·Wᵀ + b` on the last axis. `weight` is
 * outputs × inputs, one row an output; `bias` has one number an output.
 *
 * Backward, with `dy` of batch × outputs: `dW = dyᵀ·x`, `db = Σ dy` over the
 * batch, `dx = dy·W` (Goodfellow, Bengio and Courville, Deep Learning, 2016,
 * algorithm 6.4).
 *
 * `fc(out)` takes as many inputs as come in; `fc(in, out)` insists on `in`.
 *
 * ```ts
 * import { fc, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(fc(3, 2)).bind();
 * net.parameters.get("fc1.weight").value.set([1, 2, 3, 4, 5, 6]);
 * net.x.set([1, 0, 2]);
 * net.forward();
 * assertEquals([...net.y], [7, 16]);
 * ```
 */
export const fc: LayerType<
  | readonly [out: number, options?: FcOptions]
  | readonly [in_: number, out: number, options?: FcOptions]
> = defineLayer({
  name: "fc",
  summary: "fully connected on the last axis, y = x·Wᵀ + b",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy·W", weight: "dyᵀ·x", bias: "Σ dy" },
  arguments: {
    in: optionalSize("the number of inputs, by default as many as come in"),
    out: size("the number of outputs"),
    ...{
      init: weightInitializer,
      bias: choice(
        "how the bias is filled",
        ["zeros", "ones", "normal", "uniform", "none"],
        "zeros",
      ),
    } satisfies SpecsFor<FcOptions>,
  },
  forms: [["out"], ["in", "out"]],
  sets: "out",
  examples: [
    { arguments: [4], inputs: [[3]] },
    { arguments: [3, 1], inputs: [[2, 3]] },
    { arguments: [2, { bias: "none", init: "he" }], inputs: [[1]] },
    { arguments: [2, { bias: "normal", init: "normal" }], inputs: [[5]] },
    { arguments: [3, { bias: "ones", init: "orthogonal" }], inputs: [[2]] },
    { arguments: [2, { bias: "uniform", init: "identity" }], inputs: [[3]] },
  ],
  create(values) {
    const { in: inputs, out } = values;
    const width = (shape: Shape) => inputWidth(shape, inputs);
    return {
      inputShape: inputs === undefined ? undefined : [inputs],
      outputShape(shape) {
        width(shape);
        return [...shape.slice(0, -1), out];
      },
      parameters(shape) {
        const fanIn = width(shape);
        const weight = { shape: [out, fanIn], fanIn, fanOut: out };
        return weightAndBias(values, weight);
      },
      terms: termsOf,
      bind: function bind(site: Site): Pass {
        const { x, dx, y, dy, parameters, gradients, kernels } = site;
        const columns = width(site.inputShapes[0]);
        const rows = y.length / out;
        const { weight, bias } = parameters;
        const { multiplyByTransposed, entriesByTransposed } = kernels;
        return {
          forward() {
            multiplyByTransposed(y, x, weight, bias, rows, out, columns);
          },
          backward() {
            const { weight: dw, bias: db } = gradients;
            kernels.multiplyTransposed(dw, dy, x, out, columns, rows);
            if (db !== undefined) kernels.sumRows(db, dy, rows, out);
            if (dx.length > 0) {
              kernels.multiply(dx, dy, weight, rows, columns, out);
            }
          },
          perturb(of, entry, outputs) {
            if (of === 0) {
              const row = Math.floor(entry / columns);
              outputs.start = row * out;
              outputs.count = out;
              outputs.stride = 1;
            } else {
              outputs.start = of === "weight"
                ? Math.floor(entry / columns)
                : entry;
              outputs.count = rows;
              outputs.stride = out;
            }
            return entriesByTransposed(
              y,
              x,
              weight,
              bias,
              rows,
              out,
              columns,
              outputs,
            );
          },
          ...bilinearOrder(site, bind),
        };
      },
    };
  },
});

/** The size of the last axis, which must be `expected` if that is given. */
function inputWidth(shape: Shape, expected: number | undefined): number {
  const found = lastAxis("fc", shape);
  if (expected === undefined || found === expected) return found;
  throw new ShapeError({
    layer: "fc",
    rule: say("it is told to expect {expected} inputs", { expected }),
    found: say("it receives {found}", { found }),
    width: { argument: "in", expected, found },
  });
}

/** `W[o, 0]·x[0] + W[o, 1]·x[1] + … + b[o]` for output `o` of a row. */
function termsOf(
  { inputShapes: [input], outputShape, parameters }: Site,
  output: number,
): readonly Product[] {
  const columns = input.at(-1) ?? 1;
  const out = outputShape.at(-1) ?? 1;
  const [row, o] = [Math.floor(output / out), output % out];
  const products = Array.from({ length: columns }, (_, i): Product => [
    { of: "weight", entry: o * columns + i },
    { of: 0, entry: row * columns + i },
  ]);
  return parameters.bias === undefined
    ? products
    : [...products, [{ of: "bias", entry: o }]];
}
