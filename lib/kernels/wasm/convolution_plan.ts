import type { ConvolutionShape } from "../contract/convolution.ts";
import {
  backwardAxes,
  forwardAxis,
  isOverEdge,
  type WindowAxis,
} from "./convolution_axes.ts";
import type { KernelMemory } from "./memory.ts";

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
  const [, kernelHeight, kernelWidth] = geometry.kernel;
  const [ins, outs] = [geometry.channels / groups, outputs / groups];
  const taps = kernelHeight * kernelWidth;
  const [row, column] = [forwardAxis(geometry, 1), forwardAxis(geometry, 2)];
  const strides = { groups, tapStride: ins, groupStride: outs * taps * ins };
  const images = shape.images * geometry.size[0];
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
  const planOf = (rows: WindowAxis, columns: WindowAxis, channels: Channels) =>
    writePlan(memory, {
      rows,
      columns,
      channels: isAlone ? alone : channels,
      images,
      kernelWidth,
      size,
    });
  const forward = planOf(row, column, {
    ...strides,
    read: ins,
    written: outs,
    readStride: 1,
    writtenStride: taps * ins,
  });
  if (forward === undefined) return;
  const backward: ConvolutionPlan[] = [];
  for (const rows of backwardAxes(geometry, 1)) {
    for (const columns of backwardAxes(geometry, 2)) {
      const plan = planOf(rows, columns, {
        ...strides,
        read: outs,
        written: ins,
        readStride: taps * ins,
        writtenStride: 1,
      });
      if (plan === undefined) return;
      backward.push(plan);
    }
  }
  return { forward, backward };
}

function writePlan(
  memory: KernelMemory,
  { rows, columns, channels, images, kernelWidth, size }: {
    readonly rows: WindowAxis;
    readonly columns: WindowAxis;
    readonly channels: Channels;
    readonly images: number;
    readonly kernelWidth: number;
    readonly size: number;
  },
): ConvolutionPlan | undefined {
  const { read, written, groups, tapStride, isAlone = false } = channels;
  const isLine = groups === 1 &&
    columns.taps.every(({ offset }, i) => offset === i);
  const taps = rows.taps.flatMap((row) =>
    columns.taps.map((column) => ({ row, column }))
  );
  const segments = isLine && taps.length > 0
    ? rows.taps.map((row) => ({ row, column: columns.taps[0] }))
    : taps;
  const runs = isAlone ? 1 : segments.length;
  const run = runs === 0 ? 0 : taps.length / runs * read;
  const all = groups * (isAlone ? written : read);
  // Several numbers are read at once: in place, only those that are seen.
  const isWhole = isAlone ? all * size % 32 === 0 : run % 4 === 0;
  const isCopied = isOverEdge(rows) || isOverEdge(columns) || !isWhole;
  const pitch = all *
    (isCopied
      ? (columns.count - 1) * columns.step + columns.reach
      : columns.length);
  // The scratch holds addresses, or what the gradient of the weight packs, before the lines.
  const most = memory.instance.exports.productScratch() - 36 * bandWindows;
  const rowsIn = (bytes: number) => {
    const lines = Math.floor(bytes / (pitch * size));
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
  const numbers = [
    rows.length,
    columns.length,
    all,
    rows.count,
    columns.count,
    rows.first,
    columns.first,
    rows.step,
    columns.step,
    rows.reach,
    rows.targetLength * columns.targetLength * groups * written,
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
    pitch,
    channels.groupStride,
    channels.writtenStride,
    channels.readStride,
    taps.length,
    isAlone ? 1 : 0,
    ...taps.map(({ row, column }) =>
      (row.tap * kernelWidth + column.tap) * tapStride
    ),
    ...(isAlone ? taps : segments).map(({ row, column }) =>
      row.offset * pitch + column.offset * all
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
    rows: images * rows.count,
    work: columns.count * groups * written * depth,
    start: (rows.target * columns.targetLength + columns.target) * groups *
      written,
  };
}
