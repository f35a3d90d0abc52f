import { extentsOf } from "../../../layers/images/image_windows.ts";
import {
  type AxisResize,
  resizeShares,
} from "../../../layers/images/resize_shares.ts";
import { resizedAxes } from "../../../layers/images/resize.ts";
import { basePlaces } from "../../../layers/images/affine_grid.ts";
import type { Shape } from "../../../base/shape.ts";
import type { Extents } from "../../../definition/kinds.ts";
import type { Sampling } from "../../../layers/images/sample_taps.ts";
import { int, word } from "./attributes.ts";
import { productsAlong, sharesMatrix } from "./matrices.ts";
import type { OnnxForm, OutStep, WrittenStep } from "./step.ts";

/** An axis with another number of positions. */
interface Resized {
  readonly to: number;
  readonly times: number;
}

const alignments = {
  centers: "half_pixel",
  corners: "align_corners",
  edges: "asymmetric",
} as const;

const roundings = {
  half_up: "round_prefer_ceil",
  half_down: "round_prefer_floor",
  down: "floor",
  up: "ceil",
} as const;

/** Other numbers of positions: by ONNX's operator where runtimes have what is asked for, and round as we do; else by entries or products along each axis. */
function resized(
  step: OutStep,
  how: AxisResize,
  axes: readonly Resized[],
): WrittenStep {
  const { g, shapes: [shape], image } = step;
  const { mode, align, round } = how;
  const isWhole = axes.every(({ times }) => Number.isInteger(times));
  const isPlain = mode === "nearest"
    ? isWhole && align !== "corners"
    : mode === "linear" && axes.length === 2 && how.antialias === "no" &&
      how.outside === "edge" &&
      axes.every(({ to, times }, axis) => times === to / shape[axis]);
  if (isPlain) {
    const scales = g.floats([1, 1, ...axes.map(({ times }) => times)], [
      axes.length + 2,
    ]);
    const sizes = isWhole ? ["", scales] : ["", "", sizesOf(step, axes)];
    return {
      first: g.node("Resize", [image(), ...sizes], {
        mode: word(mode),
        coordinate_transformation_mode: word(alignments[align]),
        nearest_mode: mode === "nearest" ? word(roundings[round]) : undefined,
      }),
    };
  }
  const shares = axes.map(({ to, times }, axis) =>
    resizeShares(shape[axis], to, times, how)
  );
  if (mode !== "nearest") {
    return productsAlong(
      step,
      shares.map((each, axis) => sharesMatrix(each, shape[axis])),
    );
  }
  let y = image();
  for (const [axis, { places }] of shares.entries()) {
    y = g.node("Gather", [y, g.ints([...places])], { axis: int(axis + 2) });
  }
  return { first: y };
}

/** The sizes of the output, with the batch of what comes in. */
function sizesOf(
  { g, shapes: [shape], image }: OutStep,
  axes: readonly Resized[],
): string {
  const batch = g.slice(g.node("Shape", [image()]), 0, 0, 1);
  const others = g.ints([
    shape[shape.length - 1],
    ...axes.map(({ to }) => to),
  ]);
  return g.node("Concat", [batch, others], { axis: int(0) });
}

/** Layers that read images between positions. */
export const resizingForms: Readonly<Record<string, OnnxForm>> = {
  upsample(
    step: OutStep<{ factor: Extents; mode: "nearest" | "linear" }>,
  ) {
    const { args, shapes: [shape] } = step;
    const factors = extentsOf(
      "upsample",
      "factor",
      args.factor,
      shape.length - 1,
    );
    return resized(
      step,
      {
        mode: args.mode,
        align: "centers",
        round: "half_up",
        slope: -0.75,
        outside: "edge",
        antialias: "no",
      },
      factors.map((times, axis) => ({ to: shape[axis] * times, times })),
    );
  },
  resize: (
    step: OutStep<AxisResize & { size?: Extents; factor?: Extents }>,
  ) => resized(step, step.args, resizedAxes(step.shapes[0], step.args)),
  grid_sample(step: OutStep<Sampling>) {
    const { g, args, shapes: [shape, grid], x, image } = step;
    const axes = shape.length - 1;
    const isVolume = axes === 3;
    if (isVolume && args.mode === "cubic") {
      step.refuse("grid_sample(mode=cubic)");
    }
    if (isVolume && g.opset < 20) step.refuse("grid_sample", "20");
    const isNew = g.opset >= 20;
    const attributes = {
      mode: word(
        isNew || args.mode === "nearest" ? args.mode : {
          linear: "bilinear",
          cubic: "bicubic",
        }[args.mode as "linear" | "cubic"],
      ),
      padding_mode: word(
        {
          zeros: "zeros",
          edge: "border",
          reflect: "reflection",
        }[args.outside as "zeros"],
      ),
      align_corners: int(args.align === "corners" ? 1 : 0),
    };
    if (axes > 1) {
      return { first: g.node("GridSample", [image(), x(1)], attributes) };
    }
    // A series as an image of one row, which is read at its middle.
    const [length, channels] = shape;
    const row = g.reshape(image(), [0, channels, 1, length]);
    const middle = g.node("Mul", [x(1), g.number(0)]);
    const places = g.node("Concat", [x(1), middle], { axis: int(-1) });
    const flat = g.reshape(places, [0, 1, grid[0], 2]);
    const y = g.node("GridSample", [row, flat], attributes);
    return { first: g.reshape(y, [0, channels, grid[0]]) };
  },
  affine_grid(step: OutStep<{ sizes: Shape; align: string }>) {
    const { g, args, x, output } = step;
    const axes = args.sizes.length;
    const base = basePlaces(args.sizes, args.align === "corners");
    const places = g.floats(base, [base.length / (axes + 1), axes + 1]);
    const y = g.node("MatMul", [places, g.transpose(x(), [1, 0])]);
    return g.reshape(y, [0, ...output]);
  },
};
