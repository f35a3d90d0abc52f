import { say } from "../../../words/say.ts";
import { maxElements } from "../../base/limits.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type {
  ArgumentCondition,
  SpecsFor,
} from "../../definition/arguments.ts";
import {
  amount,
  choice,
  type Extents,
  extents,
  factors,
} from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  everything,
  reachOfInputs,
  type ReachRule,
} from "../../layer/reach.ts";
import { extentsOf, requireImage } from "./image_windows.ts";
import { type AxisResize, resizeShares } from "./resize_shares.ts";
import { resample, resampleCost } from "./resampling.ts";
import { requireAtMost } from "../sequences/sequence.ts";

/** What `upsample` takes by name. */
export interface UpsampleOptions {
  /** `nearest` repeats positions, `linear` draws lines between them (bilinear for images). Default: `nearest`. */
  readonly mode?: "nearest" | "linear";
}

/** Lines and repetitions stay among the inputs, cubics do not. */
const reach: ReachRule = (inputs, { mode }) =>
  mode === "cubic" ? everything : reachOfInputs(inputs);

/** How `upsample` does it, but for its mode. */
const plainly: Omit<AxisResize, "mode"> = {
  align: "centers",
  round: "half_up",
  slope: -0.75,
  outside: "edge",
  antialias: "no",
};

/**
 * `factor` times as many positions along each axis before the channels: repeated,
 * or with `mode=linear` on straight lines between the middles of the old ones, as
 * PyTorch's `Upsample` with `align_corners=False`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,1) -> upsample(2)`.bind();
 * net.x.set([1, 3]);
 * net.forward();
 * assertEquals([...net.y], [1, 1, 3, 3]);
 * ```
 */
export const upsample: LayerType<
  readonly [factor: Extents, options?: UpsampleOptions]
> = defineLayer({
  name: "upsample",
  summary: "more positions along the axes before the channels",
  traits: { reach },
  gradients: { x: "dy, summed over what was made of it" },
  arguments: {
    factor: extents("how many times as many positions there will be"),
    ...{
      mode: choice("how they are made", ["nearest", "linear"], "nearest"),
    } satisfies SpecsFor<UpsampleOptions>,
  },
  examples: [
    { arguments: [2], inputs: [[2, 3, 2]] },
    { arguments: [[1, 3]], inputs: [[2, 2, 1]] },
    { arguments: [3, { mode: "linear" }], inputs: [[3, 2, 2]] },
    { arguments: [2, { mode: "linear" }], inputs: [[4, 3]] },
    { arguments: [2], inputs: [[1, 1, 1]] },
    { arguments: [2, { mode: "linear" }], inputs: [[2, 1, 2, 1]] },
  ],
  create({ factor, mode }) {
    const factorsOf = (shape: Shape) => {
      const images = requireImage("upsample", shape);
      return extentsOf("upsample", "factor", factor, images.length);
    };
    const outputShape = (shape: Shape) => [
      ...factorsOf(shape).map((times, axis) => shape[axis] * times),
      ...shape.slice(-1),
    ];
    return {
      outputShape,
      cost: (shape) =>
        resampleCost(shape, outputShape(shape), mode === "nearest" ? 1 : 2),
      bind(site) {
        const [shape] = site.inputShapes;
        const axes = factorsOf(shape).map((times, axis) =>
          resizeShares(shape[axis], shape[axis] * times, times, {
            ...plainly,
            mode,
          })
        );
        return resample(site, axes);
      },
    };
  },
});

/** Where new positions are made of several. */
const between: ArgumentCondition = {
  argument: "mode",
  values: ["linear", "cubic"],
};

/** What `resize` takes by name. */
export interface ResizeOptions {
  /** How many times as many positions there will be, rounded down; may be a fraction. In place of the size. */
  readonly factor?: Extents;
  /** From the nearest position, on lines between two, or on cubics through four, along each axis. Default: `nearest`. */
  readonly mode?: "nearest" | "linear" | "cubic";
  /** What stays in its place: the `centers` of positions, seen as pixels; both ends of an axis, `corners`; or its beginning, `edges`. Default: `centers`. */
  readonly align?: "centers" | "corners" | "edges";
  /** Which position is the nearest, with `mode=nearest`. Default: `half_up`. */
  readonly round?: "half_up" | "half_down" | "down" | "up";
  /** The slope of the cubic, with `mode=cubic`: −0.75 as in PyTorch, −0.5 as in TensorFlow. Default: -0.75. */
  readonly slope?: number;
  /** What stands beyond the ends: the last position again, `edge`, or `none`, so that the others share; not with `mode=nearest`. Default: `edge`. */
  readonly outside?: "edge" | "none";
  /** Whether fewer positions are means of all that they stand for; not with `mode=nearest`. Default: `no`. */
  readonly antialias?: "no" | "yes";
}

/**
 * Another number of positions along each axis before the channels, by `size` or by
 * a `factor`, whose result is rounded down.
 *
 * In other words: PyTorch's `interpolate` with `mode=nearest` is
 * `resize(n,align=edges,round=down)`, its `nearest-exact` the default, its
 * `align_corners=True` `align=corners`; ONNX's `half_pixel` is `centers`, its
 * `asymmetric` `edges`, its `round_prefer_floor` `half_down`. Bilinear and
 * trilinear are `mode=linear` along two and three axes. PyTorch's `antialias=True`
 * is `antialias=yes,outside=none`, with `slope=-0.5` for cubics.
 *
 * ```ts
 * import { input, pipeline, resize } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(
 *   input(2, 1),
 *   resize(3, { mode: "linear", align: "corners" }),
 * ).bind();
 * net.x.set([1, 3]);
 * net.forward();
 * assertEquals([...net.y], [1, 2, 3]);
 * ```
 */
export const resize: LayerType<
  | readonly [options: ResizeOptions]
  | readonly [size: Extents, options?: ResizeOptions]
> = defineLayer({
  name: "resize",
  summary: "another number of positions along the axes before the channels",
  traits: { reach },
  gradients: { x: "dy times its share of what was made of it" },
  arguments: {
    size: {
      ...extents("how many positions there will be"),
      optional: true,
    },
    ...{
      factor: factors("how many times as many there will be instead"),
      mode: choice(
        "how they are made",
        ["nearest", "linear", "cubic"],
        "nearest",
      ),
      align: choice(
        "what stays in its place",
        ["centers", "corners", "edges"],
        "centers",
      ),
      round: {
        ...choice(
          "which position is the nearest",
          ["half_up", "half_down", "down", "up"],
          "half_up",
        ),
        when: { argument: "mode", values: ["nearest"] },
      },
      slope: {
        ...amount("the slope of the cubic", -0.75),
        when: { argument: "mode", values: ["cubic"] },
      },
      outside: {
        ...choice("what stands beyond the ends", ["edge", "none"], "edge"),
        when: between,
      },
      antialias: {
        ...choice(
          "whether fewer positions are means of all that they stand for",
          ["no", "yes"],
          "no",
        ),
        when: between,
      },
    } satisfies SpecsFor<ResizeOptions>,
  },
  examples: [
    { arguments: [3], inputs: [[4, 2]] },
    { arguments: [[5, 2], { mode: "linear" }], inputs: [[3, 4, 2]] },
    {
      arguments: [[3, 6], { mode: "cubic", align: "corners" }],
      inputs: [[4, 5, 1]],
    },
    {
      arguments: [{ factor: [1.5, 0.7], align: "edges", round: "down" }],
      inputs: [[3, 4, 1]],
    },
    {
      arguments: [2, { mode: "linear", antialias: "yes" }],
      inputs: [[5, 2]],
    },
    {
      arguments: [{ factor: 0.6, mode: "cubic", slope: -0.5, outside: "none" }],
      inputs: [[6, 1]],
    },
    { arguments: [2, { mode: "linear" }], inputs: [[3, 1, 2, 1]] },
    { arguments: [1], inputs: [[1, 1, 1]] },
  ],
  create(values) {
    const axesOf = (shape: Shape) => resizedAxes(shape, values);
    return {
      outputShape(shape) {
        const sizes = axesOf(shape).map(({ to }) => to);
        const most = Math.max(...sizes);
        requireAtMost(
          maxElements,
          most,
          say("positions along an axis of resize"),
        );
        if (sizes.every((to) => to > 0)) return [...sizes, ...shape.slice(-1)];
        throw new ShapeError({
          layer: "resize",
          rule: say("a position of each axis must be left"),
          found: say("found {found}", { found: sizes.join("×") }),
          argument: { name: "factor", instead: 1 },
        });
      },
      cost(shape) {
        const output = [
          ...axesOf(shape).map(({ to }) => to),
          ...shape.slice(-1),
        ];
        const most = { nearest: 1, linear: 2, cubic: 4 }[values.mode];
        return resampleCost(shape, output, most);
      },
      bind(site) {
        const [shape] = site.inputShapes;
        const axes = axesOf(shape).map(({ to, times }, axis) =>
          resizeShares(shape[axis], to, times, values)
        );
        return resample(site, axes);
      },
    };
  },
});

/**
 * How many positions each axis will have, and how many times as many as before.
 *
 * @throws {ShapeError} unless there is either a size or a factor.
 */
export function resizedAxes(
  shape: Shape,
  { size, factor }: {
    readonly size?: Extents | undefined;
    readonly factor?: Extents | undefined;
  },
): readonly { readonly to: number; readonly times: number }[] {
  const images = requireImage("resize", shape);
  if ((size === undefined) === (factor === undefined)) {
    throw new ShapeError({
      layer: "resize",
      rule: size === undefined
        ? say("it needs a size or a factor")
        : say("it takes a size or a factor, not both"),
      found: size === undefined ? say("found neither") : say("found both"),
      ...size === undefined
        ? {
          wayOut: say(
            "`resize(8)` makes 8 positions, `resize(factor=2)` twice as many",
          ),
        }
        : { argument: { name: "factor" } },
    });
  }
  const of = (name: "size" | "factor", given: Extents) =>
    extentsOf("resize", name, given, images.length);
  if (factor !== undefined) {
    return of("factor", factor).map((times, axis) => ({
      to: Math.floor(images[axis] * times),
      times,
    }));
  }
  return of("size", size ?? 1).map((to, axis) => ({
    to,
    times: to / images[axis],
  }));
}
