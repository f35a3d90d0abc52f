import type { Shape } from "../../../base/shape.ts";
import { type Axes, axesIn, axisIn } from "../../../layer/axes.ts";
import { folds, padsAlong } from "../../../layers/wiring/pad.ts";
import type { Extents } from "../../../definition/kinds.ts";
import { int, word } from "./attributes.ts";
import { axisOf } from "./rows.ts";
import type { OnnxForm, OutStep, WrittenStep } from "./step.ts";

/** The same numbers with other axes. */
const reshaped = ({ g, x, output }: OutStep) => g.reshape(x(), [0, ...output]);

/** The entries of an axis by their numbers, which are known. */
function taken(
  step: OutStep,
  x: string,
  axis: number,
  places: readonly number[],
) {
  return step.g.node("Gather", [x, step.g.ints(places)], { axis: int(axis) });
}

/** What is added around. */
interface Padded {
  readonly before: Extents;
  readonly after?: Extents;
  readonly mode: "constant" | keyof typeof folds;
  readonly value: number;
}

function pad(step: OutStep<Padded>): WrittenStep {
  const { g, args, shapes: [shape], x, image, isImage } = step;
  const before = padsAlong(shape, args.before);
  const after = args.after === undefined
    ? before
    : padsAlong(shape, args.after, "after");
  const fold = args.mode === "constant" ? undefined : folds[args.mode];
  const isPlain = args.mode === "constant" || args.mode === "edge" ||
    args.mode === "reflect" &&
      shape.every((size, i) => before[i] < size && after[i] < size);
  if (fold === undefined || isPlain) {
    const isFirst = isImage();
    const own = (pads: readonly number[]) =>
      isFirst ? [0, ...pads.slice(-1), ...pads.slice(0, -1)] : [0, ...pads];
    const pads = g.ints([...own(before), ...own(after)]);
    const y = args.mode === "constant"
      ? g.node("Pad", [isFirst ? image() : x(), pads, g.number(args.value)])
      : g.node("Pad", [isFirst ? image() : x(), pads], {
        mode: word(args.mode),
      });
    return isFirst ? { first: y } : y;
  }
  let y = x();
  for (const [axis, size] of shape.entries()) {
    if (before[axis] + after[axis] === 0) continue;
    const places = Array.from(
      { length: before[axis] + size + after[axis] },
      (_, i) => fold(i - before[axis], size),
    );
    y = taken(step, y, axis + 1, places);
  }
  return y;
}

/** Entries along axes that are repeated, each with its own times. */
function tileTimes(shape: Shape, times: Extents) {
  return typeof times === "number"
    ? shape.map((_, axis) => axis === shape.length - 1 ? times : 1)
    : times;
}

/** Positions out of channels, or back: axes are parted, change places and are joined. */
function pixels(isBack: boolean): OnnxForm {
  return (step: OutStep<{ factor: number; order: string }>) => {
    const { g, args: { factor, order }, shapes: [shape], output } = step;
    const wide = isBack ? shape : output;
    const deep = isBack ? output : shape;
    const axes = wide.length - 1;
    const isBlocks = order === "blocks";
    if (axes === 2 && isBlocks || axes === 2 && !isBack) {
      const attributes = {
        blocksize: int(factor),
        mode: isBack ? undefined : word(isBlocks ? "DCR" : "CRD"),
      };
      const op = isBack ? "SpaceToDepth" : "DepthToSpace";
      return { first: g.node(op, [step.image()], attributes) };
    }
    const places = Array.from({ length: axes }, (_, i) => i);
    const channels = wide[axes];
    // The deep form parted: positions, then channels and blocks; where each is in it.
    const blocks = places.map(() => factor);
    const parted = [
      ...deep.slice(0, -1),
      ...isBlocks ? [...blocks, channels] : [channels, ...blocks],
    ];
    const blockAt = (i: number) => axes + i + (isBlocks ? 0 : 1);
    const channelAt = isBlocks ? 2 * axes : axes;
    const toWide = [...places.flatMap((i) => [i, blockAt(i)]), channelAt];
    if (!isBack) {
      const all = g.reshape(step.x(), [0, ...parted]);
      return g.reshape(g.transpose(all, toWide), [0, ...output]);
    }
    const all = g.reshape(step.x(), [0, ...toWide.map((at) => parted[at])]);
    const back = parted.map((_, at) => toWide.indexOf(at));
    return g.reshape(g.transpose(all, back), [0, ...output]);
  };
}

/** Layers that move numbers. */
export const shapeForms: Readonly<Record<string, OnnxForm>> = {
  reshape: reshaped,
  flatten(step) {
    const { g, shapes: [shape], image, isImage, x } = step;
    if (!isImage()) return g.node("Flatten", [x()], { axis: int(1) });
    return { flat: g.node("Flatten", [image()], { axis: int(1) }), of: shape };
  },
  permute: ({ g, x, args }: OutStep<{ axes: Shape }>) =>
    g.transpose(x(), args.axes),
  transpose({ g, x, shapes: [shape] }) {
    const last = shape.length - 1;
    const before = Array.from({ length: last - 1 }, (_, i) => i);
    return g.transpose(x(), [...before, last, last - 1]);
  },
  diagonal(step) {
    const { g, x, shapes: [shape], output } = step;
    const [rows, columns] = shape.slice(-2);
    const before = shape.slice(0, -2);
    const flat = g.reshape(x(), [0, ...before, rows * columns]);
    const places = Array.from(
      { length: output[output.length - 1] },
      (_, i) => i * (columns + 1),
    );
    return taken(step, flat, before.length + 1, places);
  },
  expand({ g, x, shapes: [shape], output }) {
    const ones = output.slice(shape.length).map(() => 1);
    const own = g.reshape(x(), [0, ...ones, ...shape]);
    return g.node("Expand", [own, g.ints([1, ...output])]);
  },
  flip(step: OutStep<{ axis?: Axes }>) {
    const { g, args, shapes: [shape], x } = step;
    const axes = args.axis === undefined
      ? [...shape.keys()]
      : axesIn("flip", shape, args.axis);
    let y = x();
    for (const axis of axes) {
      // The end before the first entry is as far as numbers go.
      y = g.slice(y, axis + 1, shape[axis] - 1, -(2 ** 31), -1);
    }
    return y;
  },
  slice(
    step: OutStep<{ from: number; to: number; step: number; axis?: number }>,
  ) {
    const { g, args: { from, to, step: by }, x } = step;
    return by > 0 ? g.slice(x(), axisOf(step), from, to, by) : g.slice(
      x(),
      axisOf(step),
      to - 1,
      from === 0 ? -(2 ** 31) : from - 1,
      by,
    );
  },
  split(
    step: OutStep<{ parts: number; index: number; axis?: number }>,
  ) {
    const { g, args: { parts, index }, shapes: [shape], x } = step;
    const axis = axisOf(step);
    const size = shape[axis - 1] / parts;
    return g.slice(x(), axis, index * size, (index + 1) * size);
  },
  pad,
  tile({ g, x, args, shapes: [shape] }: OutStep<{ times: Extents }>) {
    const times = tileTimes(shape, args.times);
    return g.node("Tile", [x(), g.ints([1, ...times])]);
  },
  concat(step: OutStep<{ axis?: number }>) {
    const { g, shapes, count, x, image, isImage } = step;
    const all = Array.from({ length: count }, (_, i) => i);
    const axis = axisOf(step);
    return all.every((i) => isImage(i)) && axis === shapes[0].length
      ? { first: g.node("Concat", all.map((i) => image(i)), { axis: int(1) }) }
      : g.node("Concat", all.map((i) => x(i)), { axis: int(axis) });
  },
  stack(step: OutStep<{ axis?: number }>) {
    const { g, args, output, count, x, layer } = step;
    const axis = axisIn(layer.name, output, args.axis ?? 0) + 1;
    const rows = Array.from(
      { length: count },
      (_, i) => g.node("Unsqueeze", [x(i), g.ints([axis])]),
    );
    return g.node("Concat", rows, { axis: int(axis) });
  },
  pixel_shuffle: pixels(false),
  pixel_unshuffle: pixels(true),
  channel_shuffle(step: OutStep<{ groups: number }>) {
    const { g, args: { groups }, shapes: [shape], x, output } = step;
    const rows = shape.slice(0, -1);
    const each = shape[rows.length] / groups;
    const places = rows.map((_, i) => i);
    const parted = g.reshape(x(), [0, ...rows, groups, each]);
    const turned = g.transpose(parted, [
      ...places,
      rows.length + 1,
      rows.length,
    ]);
    return g.reshape(turned, [0, ...output]);
  },
};
