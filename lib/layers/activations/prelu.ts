import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { number, size } from "../../definition/kinds.ts";
import { constant } from "../../initializers/fixed.ts";
import type { Operand } from "../../kernels/contract/combinations.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";

/** What `prelu` takes by name. */
export interface PreluOptions {
  /** The slope below zero before training. Default: 0.25. */
  readonly init?: number;
}

/**
 * `x` above zero and `w·x` elsewhere, with a slope `w` that is learned: He,
 * Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, equations 1 to 3.
 * The gradient of `w` is the sum of `dy·x` over the numbers that it multiplies.
 *
 * `prelu` has one slope for all numbers, `prelu(channels)` one for each channel,
 * which lie along the last axis; `channels` is PyTorch's `num_parameters`. Weight
 * decay of the parameter, `weight`, is not recommended.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,2) -> prelu(2)`.bind();
 * net.parameters.get("prelu1.weight").value.set([0.5, 0.1]);
 * net.x.set([3, -10, -4, -20]);
 * net.dy.fill(1);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [3, -1, -2, -2]);
 * assertEquals([...net.parameters.get("prelu1.weight").gradient], [-4, -30]);
 * ```
 */
export const prelu: LayerType<
  readonly [channels?: number, options?: PreluOptions]
> = defineLayer({
  name: "prelu",
  summary: "y = x above zero, w·x elsewhere, with a slope w that is learned",
  traits: { activates: true, reach: reaches(-Infinity, Infinity) },
  gradients: {
    x: "dy if x > 0, else w·dy",
    weight: "Σ dy·x over x up to 0",
  },
  arguments: {
    channels: {
      ...size("1 for one slope, or the last axis for one each"),
      optional: true,
      default: 1,
    },
    ...{
      init: number("the slope before training", 0.25, { named: true }),
    } satisfies SpecsFor<PreluOptions>,
  },
  examples: [
    { arguments: [], inputs: [[3]] },
    { arguments: [3], inputs: [[2, 3]] },
    { arguments: [1, { init: 0.7 }], inputs: [[2, 2]] },
    { arguments: [], inputs: [[]] },
    { arguments: [1], inputs: [[1]] },
  ],
  create: ({ channels, init }) => ({
    outputShape(shape) {
      requireChannels(channels, shape);
      return shape;
    },
    parameters: () => [{
      name: "weight",
      shape: [channels],
      initializer: constant(init),
    }],
    bind: (site) => bindPrelu(site, channels),
  }),
});

function bindPrelu(site: Site, channels: number): Pass {
  const { x, dx, y, dy, parameters: { weight }, kernels } = site;
  const { length } = x;
  // One slope is for a single row.
  const columns = channels === 1 ? length : channels;
  const rows = length / columns;
  const whole = (values: Values): Operand => ({
    values,
    pitch: columns,
    step: 1,
  });
  const step = channels === 1 ? 0 : 1;
  const slopes: Operand = { values: weight, pitch: 0, step };
  const [input, dinput, output, upstream] = [x, dx, y, dy].map(whole);
  const parts = site.gradients.weight.length > 0
    ? whole(site.scratch(length))
    : undefined;

  function compute(i: number) {
    y[i] = x[i] > 0 ? x[i] : weight[i % channels] * x[i];
  }

  /** For each channel the sum of `dy·factor` over what is not above zero. */
  function sumBelow(sums: Values, factor: Values) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let i = channel; i < length; i += channels) {
        if (!(x[i] > 0)) sum += dy[i] * factor[i];
      }
      sums[channel] = sum;
    }
  }

  return {
    forward() {
      kernels.combine("rectify", output, input, slopes, input, rows, columns);
    },
    backward() {
      if (dx.length > 0) {
        const own = [dinput, input, slopes, upstream] as const;
        kernels.combine("rectify", ...own, rows, columns);
      }
      const { weight: sums } = site.gradients;
      if (parts === undefined) return;
      kernels.combine("below", parts, input, input, upstream, rows, columns);
      if (step === 0) kernels.sumEach(sums, parts.values, 1, 1, length, 1);
      else kernels.sumRows(sums, parts.values, rows, channels);
    },
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        note(x[i] > 0 ? 2 : x[i] === 0 ? 1 : 0);
      }
    },
    perturb(of, entry, outputs) {
      outputs.start = entry;
      outputs.stride = of === 0 ? 1 : channels;
      outputs.count = of === 0 ? 1 : length / channels;
      for (let i = entry, n = 0; n < outputs.count; i += outputs.stride, n++) {
        compute(i);
      }
      return true;
    },
    tangent({ inputs: [u], parameters: { weight: p }, output }) {
      for (let i = 0; i < length; i++) {
        const own = u.length === 0 ? 0 : u[i];
        const slope = p.length === 0 ? 0 : p[i % channels];
        output[i] = x[i] > 0 ? own : weight[i % channels] * own + slope * x[i];
      }
    },
    second(
      { inputs: [u], parameters: { weight: p }, dinputs: [v], gradients },
    ) {
      for (let i = 0; i < v.length; i++) {
        v[i] = x[i] > 0 || p.length === 0 ? 0 : p[i % channels] * dy[i];
      }
      if (u.length === 0) gradients.weight.fill(0);
      else if (gradients.weight.length > 0) sumBelow(gradients.weight, u);
    },
  };
}

/** One slope is for all numbers; several are for those of the last axis. */
function requireChannels(channels: number, shape: Shape): void {
  const found = shape.at(-1) ?? 0;
  if (channels === 1 || channels === found) return;
  throw new ShapeError({
    layer: "prelu",
    rule: say(
      "it has {channels} slopes, one for each number of the last axis",
      { channels },
    ),
    found: shape,
    width: shape.length === 0
      ? undefined
      : { argument: "channels", expected: channels, found },
  });
}
