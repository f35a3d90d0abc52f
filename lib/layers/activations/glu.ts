import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import type { Operand } from "../../kernels/contract/combinations.ts";
import { logistic, logisticSlope } from "../../kernels/plain/gates.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reachOfInputsAndZero } from "../../layer/reach.ts";

/** What `glu` takes by name. */
export interface GluOptions {
  /** Which axis is halved, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/**
 * The gated linear unit `a·σ(b)` of the two halves `a` and `b` of an axis: Dauphin,
 * Fan, Auli and Grangier, "Language modeling with gated convolutional networks",
 * 2017. Backward, `da = dy·σ(b)` and `db = dy·a·σ(b)·(1 − σ(b))`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(4) -> glu`.bind();
 * net.x.set([2, 3, 0, 1000]);
 * net.forward();
 * assertEquals([...net.y], [1, 3]);
 * ```
 */
export const glu: LayerType<readonly [options?: GluOptions]> = defineLayer({
  name: "glu",
  summary: "the first half of an axis times the sigmoid of the second",
  traits: { reach: reachOfInputsAndZero },
  gradients: { x: "dy·σ(b), dy·a·σ(b)·(1 - σ(b)) for the halves a and b" },
  arguments: {
    ...{
      axis: optionalAxis("the axis that is halved, by default the last"),
    } satisfies SpecsFor<GluOptions>,
  },
  examples: [
    { arguments: [], inputs: [[4]] },
    { arguments: [], inputs: [[3, 2]] },
    { arguments: [{ axis: 0 }], inputs: [[2, 3]] },
    { arguments: [{ axis: 1 }], inputs: [[2, 4, 3]] },
    { arguments: [{ axis: -2 }], inputs: [[4, 3]] },
  ],
  create: ({ axis }) => ({
    outputShape: (shape) => {
      const at = halved(shape, axis);
      return shape.with(at, shape[at] / 2);
    },
    bind: (site) => bindGlu(site, halved(site.inputShapes[0], axis)),
  }),
});

/** The axis that is halved. @throws {ShapeError} if it has no halves. */
function halved(shape: Shape, given: number | undefined): number {
  const axis = axisIn("glu", shape, given);
  if (shape[axis] % 2 === 0) return axis;
  const other = shape.findIndex((size) => size % 2 === 0);
  throw new ShapeError({
    layer: "glu",
    rule: say(
      "axis {axis} must have an even number of entries, half of them gates",
      { axis },
    ),
    found: say("axis {axis} of {shape} has {count}", {
      axis,
      shape: formatShape(shape),
      count: shape[axis],
    }),
    wayOut: other < 0
      ? say("let the step before it give {count} there", {
        count: shape[axis] + 1,
      })
      : say("axis {axis} can be halved: `glu(axis={axis})`", { axis: other }),
  });
}

function bindGlu(
  { x, dx, y, dy, outputShape, kernels: { combine } }: Site,
  axis: number,
) {
  const half = elementCount(outputShape.slice(axis));
  const rows = y.length / half;
  const halves = (values: Values) =>
    [0, half].map((start): Operand => ({
      values: values.subarray(start),
      pitch: 2 * half,
      step: 1,
    }));
  const [a, b] = halves(x);
  const [da, db] = halves(dx);
  const [gated, upstream] = [y, dy].map((values): Operand => ({
    values,
    pitch: half,
    step: 1,
  }));
  /** Calls `visit` with the places of each output and of its two numbers. */
  function each(visit: (y: number, a: number, b: number) => void) {
    for (let i = 0; i < y.length; i++) {
      const a = i + Math.floor(i / half) * half;
      visit(i, a, a + half);
    }
  }
  return {
    forward: () => combine("gate", gated, a, b, a, rows, half),
    backward() {
      if (dx.length === 0) return;
      combine("gate", da, upstream, b, b, rows, half);
      combine("gateSlope", db, a, b, upstream, rows, half);
    },
    tangent({ inputs: [u], output }) {
      output.fill(0);
      if (u.length === 0) return;
      each((i, a, b) => {
        output[i] = u[a] * logistic(x[b]) + x[a] * logisticSlope(x[b]) * u[b];
      });
    },
    second({ inputs: [u], dinputs: [v] }) {
      if (v.length === 0) return;
      if (u.length === 0) return void v.fill(0);
      each((i, a, b) => {
        const slope = logisticSlope(x[b]);
        const bend = slope * (1 - 2 * logistic(x[b]));
        v[a] = dy[i] * slope * u[b];
        v[b] = dy[i] * (u[a] * slope + x[a] * bend * u[b]);
      });
    },
  } satisfies Pass;
}
