import type { ConvolutionShape } from "../contract/convolution.ts";
import type { Triple, WindowGeometry } from "../contract/windows.ts";
import {
  backwardAxes,
  forwardAxis,
  isOverEdge,
  onePlane,
  type WindowAxis,
} from "./convolution_axes.ts";
import type { KernelMemory } from "./memory.ts";
import { isFlat } from "./windows.ts";

/** Channels of a group, those of the images that are read and of the output. */
interface Channels {
  /** Whether each sees only itself; they are one group then. */
  readonly isAlone?: boolean;
  readonly read: number;
  readonly written: number;
  readonly groups: number;
  /** How far apart numbers of the weight are: by channels read, and by channels written. */
  readonly readStride: number;
  readonly writtenStride: number;
  readonly groupStride: number;
  /** From one tap to the next. */
  readonly tapStride: number;
}

/** The three axes of a convolution. */
interface Axes {
  readonly planes: WindowAxis;
  readonly rows: WindowAxis;
  readonly columns: WindowAxis;
}

/** See Plan in assembly/convolve_plan.ts. */
export interface ConvolutionPlan {
  readonly place: number;
  /** Panels of the weight, and the numbers in them. */
  readonly panels: number;
  readonly panelNumbers: number;
  /** Tiles of the gradient of the weight. */
  readonly tiles: number;
  /** Rows of windows, and the multiplications that one takes. */
  readonly rows: number;
  readonly work: number;
  /** Where its first output lies. */
  readonly start: number;
}

/** Windows whose addresses fit into a thread's scratch, and about how many are done at once for a gradient of the weight. */
const bandWindows = 4096;
const blockWindows = 256;

/** What copied lines may take: they stay in the second cache. */
const bandBytes = 2 ** 18;

/** The plan of a convolution, and those of the gradient of its input, which have positions of their own. */
interface Plans {
  readonly forward: ConvolutionPlan;
  readonly backward: readonly ConvolutionPlan[];
}

/** Puts the plans of a convolution into the memory, for numbers of `size` bytes; undefined if its windows do not fit into a thread's scratch. */
export function convolutionPlans(
  memory: KernelMemory,
  shape: ConvolutionShape,
  size: number,
): Plans | undefined {
  const { geometry, outputs, groups } = shape;
  const [ins, outs] = [geometry.channels / groups, outputs / groups];
  const { kernel } = geometry;
  const taps = kernel[0] * kernel[1] * kernel[2];
  const flat = isFlat(geometry);
  const images = shape.images * (flat ? geometry.size[0] : 1);
  const strides = { groups, tapStride: ins, groupStride: outs * taps * ins };
  // Channels that see only themselves lie along vectors, if they fill one.
  const isAlone = ins === 1 && outs === 1 && groups * size >= 16;
  const alone: Channels = {
    isAlone,
    groups: 1,
    read: 1,
    written: groups,
    readStride: 1,
    writtenStride: taps,
    groupStride: 0,
    tapStride: 1,
  };
  const planOf = (axes: Axes, channels: Channels) =>
    writePlan(memory, {
      axes,
      channels: isAlone ? alone : channels,
      images,
      kernel,
      size,
    });
  const all: Axes = {
    planes: flat ? onePlane : forwardAxis(geometry, 0),
    rows: forwardAxis(geometry, 1),
    columns: forwardAxis(geometry, 2),
  };
  const forward = planOf(all, {
    ...strides,
    read: ins,
    written: outs,
    readStride: 1,
    writtenStride: taps * ins,
  });
  if (forward === undefined) return;
  const backward: ConvolutionPlan[] = [];
  for (const axes of backwardOf(geometry, flat)) {
    const plan = planOf(axes, {
      ...strides,
      read: outs,
      written: ins,
      readStride: taps * ins,
      writtenStride: 1,
    });
    if (plan === undefined) return;
    backward.push(plan);
  }
  return { forward, backward };
}

/** The axes of each convolution that is a part of the gradient of the input. */
function backwardOf(geometry: WindowGeometry, flat: boolean): readonly Axes[] {
  const planes = flat ? [onePlane] : backwardAxes(geometry, 0);
  return planes.flatMap((planes) =>
    backwardAxes(geometry, 1).flatMap((rows) =>
      backwardAxes(geometry, 2).map((columns) => ({ planes, rows, columns }))
    )
  );
}

function writePlan(
  memory: KernelMemory,
  { axes, channels, images, kernel, size }: {
    readonly axes: Axes;
    readonly channels: Channels;
    readonly images: number;
    readonly kernel: Triple;
    readonly size: number;
  },
): ConvolutionPlan | undefined {
  const { planes, rows, columns } = axes;
  const { read, written, groups, tapStride, isAlone = false } = channels;
  const isLine = groups === 1 &&
    columns.taps.every(({ offset }, i) => offset === i);
  const lines = planes.taps.flatMap((plane) =>
    rows.taps.map((row) => ({ plane, row }))
  );
  const taps = lines.flatMap((line) =>
    columns.taps.map((column) => ({ ...line, column }))
  );
  const segments = isLine && taps.length > 0
    ? lines.map((line) => ({ ...line, column: columns.taps[0] }))
    : taps;
  const runs = isAlone ? 1 : segments.length;
  const run = runs === 0 ? 0 : taps.length / runs * read;
  const all = groups * (isAlone ? written : read);
  // Several numbers are read at once: in place, only those that are seen.
  const isWhole = isAlone ? all * size % 32 === 0 : run % 4 === 0;
  const isCopied = [planes, rows, columns].some(isOverEdge) || !isWhole;
  const pitch = all *
    (isCopied
      ? (columns.count - 1) * columns.step + columns.reach
      : columns.length);
  // The scratch holds addresses, or what the gradient of the weight packs, before the lines.
  const most = memory.instance.exports.productScratch() - 36 * bandWindows;
  const rowsIn = (bytes: number) => {
    const lines = Math.floor(bytes / (pitch * size * planes.reach));
    return isCopied
      ? Math.floor((lines - rows.reach) / rows.step) + 1
      : Infinity;
  };
  const bandRows = Math.min(
    Math.max(rowsIn(bandBytes), 1),
    Math.floor(bandWindows / columns.count),
  );
  if (bandRows < 1 || rowsIn(most) < 1) return;
  const blockRows = Math.max(Math.floor(blockWindows / columns.count), 1);
  const planePitch = pitch *
    (isCopied ? (bandRows - 1) * rows.step + rows.reach : rows.length);
  const face = rows.targetLength * columns.targetLength * groups * written;
  const three = [planes, rows, columns];
  const numbers = [
    ...three.map(({ length }) => length),
    all,
    ...three.map(({ count }) => count),
    ...three.map(({ first }) => first),
    ...three.map(({ step }) => step),
    planes.reach,
    rows.reach,
    planes.targetLength * face,
    planes.targetStep * face,
    rows.targetStep * columns.targetLength * groups * written,
    columns.targetStep * groups * written,
    groups,
    read,
    written,
    runs,
    run,
    bandRows,
    Math.min(blockRows, bandRows),
    isCopied ? 1 : 0,
    planePitch,
    pitch,
    channels.groupStride,
    channels.writtenStride,
    channels.readStride,
    taps.length,
    isAlone ? 1 : 0,
    ...taps.map(({ plane, row, column }) =>
      ((plane.tap * kernel[1] + row.tap) * kernel[2] + column.tap) * tapStride
    ),
    ...(isAlone ? taps : segments).map(({ plane, row, column }) =>
      plane.offset * planePitch + row.offset * pitch + column.offset * all
    ),
  ];
  const place = memory.allocate("float32", numbers.length);
  new Int32Array(place.buffer, place.byteOffset, numbers.length).set(numbers);
  // A panel has one output where all are fewer than a vector; see isNarrow there.
  const isNarrow = written < 16 / size;
  const wide = groups * Math.ceil(written * size / 32);
  const panels = isNarrow ? groups * written : wide;
  const depth = taps.length * read;
  return {
    place: memory.at(place),
    panels,
    panelNumbers: panels *
      (isNarrow ? depth + 16 / size : (depth + 1) * 32 / size),
    tiles: wide * runs * Math.ceil(run / 4),
    rows: images * planes.count * rows.count,
    work: columns.count * groups * written * depth,
    start: planes.target * face +
      (rows.target * columns.targetLength + columns.target) * groups * written,
  };
}
