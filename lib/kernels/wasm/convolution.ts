import type { Values } from "../../base/values.ts";
import type {
  ConvolutionKernels,
  ConvolutionShape,
} from "../contract/convolution.ts";
import {
  type Axis,
  backwardAxes,
  forwardAxis,
  isOverEdge,
} from "./convolution_axes.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";
import { isFlat } from "./windows.ts";

/** Channels, those of the images that are read and of the output. */
interface Channels {
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
interface Plan {
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

/** Numbers in a tile of the gradient of the weight, in bytes. */
const tileBytes = 128;

/**
 * Convolutions that lay out nothing; undefined where windows have a depth or are
 * too large for a thread's scratch.
 *
 * @param scratch an array in the network's precision.
 */
export function wasmConvolution(
  memory: KernelMemory,
  threads: KernelThreads,
  shape: ConvolutionShape,
  scratch: (length: number) => Values,
): ConvolutionKernels | undefined {
  const { geometry, outputs, groups } = shape;
  if (!isFlat(geometry)) return;
  const { at } = memory;
  const [, kernelHeight, kernelWidth] = geometry.kernel;
  const size = scratch(0).BYTES_PER_ELEMENT;
  const [ins, outs] = [geometry.channels / groups, outputs / groups];
  const taps = kernelHeight * kernelWidth;
  const [row, column] = [forwardAxis(geometry, 1), forwardAxis(geometry, 2)];
  const strides = { groups, tapStride: ins, groupStride: outs * taps * ins };
  const images = shape.images * geometry.size[0];
  const planOf = (rows: Axis, columns: Axis, channels: Channels) =>
    writePlan(memory, { rows, columns, channels, images, kernelWidth, size });
  const forward = planOf(row, column, {
    ...strides,
    read: ins,
    written: outs,
    readStride: 1,
    writtenStride: taps * ins,
  });
  if (forward === undefined) return;
  const backward: Plan[] = [];
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
  const room = scratch(Math.max(
    ...[forward, ...backward].map(({ panelNumbers }) => panelNumbers),
    forward.tiles * tileBytes / size,
  ));

  function run(
    plan: Plan,
    y: Values,
    x: Values,
    weight: Values,
    bias: Values | undefined,
  ): void {
    const { place, panels, panelNumbers, rows, work, start } = plan;
    threads.run(
      functionOf("packFilters", y),
      0,
      panels,
      1,
      panelNumbers * costOfPacking,
      place,
      at(room),
      at(weight),
      bias === undefined ? 0 : at(bias),
    );
    threads.run(
      functionOf("convolve", y),
      0,
      rows,
      1,
      rows * work,
      place,
      at(y) + start * size,
      at(x),
      at(room),
    );
  }

  return {
    forward: (y, x, weight, bias) => run(forward, y, x, weight, bias),
    backward(dx, dy, weight, bias) {
      for (const plan of backward) run(plan, dx, dy, weight, bias);
    },
    backwardWeight(dweight, x, dy) {
      const { place, tiles, rows, work } = forward;
      threads.run(
        functionOf("convolveWeight", dweight),
        0,
        tiles,
        1,
        rows * work,
        place,
        at(dweight),
        at(x),
        at(dy),
        at(room),
        images,
      );
    },
  };
}

const costOfPacking = 8;

function writePlan(
  memory: KernelMemory,
  { rows, columns, channels, images, kernelWidth, size }: {
    readonly rows: Axis;
    readonly columns: Axis;
    readonly channels: Channels;
    readonly images: number;
    readonly kernelWidth: number;
    readonly size: number;
  },
): Plan | undefined {
  const { read, written, groups, tapStride } = channels;
  const isLine = groups === 1 &&
    columns.taps.every(({ offset }, i) => offset === i);
  const taps = rows.taps.flatMap((row) =>
    columns.taps.map((column) => ({ row, column }))
  );
  const segments = isLine && taps.length > 0
    ? rows.taps.map((row) => ({ row, column: columns.taps[0] }))
    : taps;
  const run = segments.length === 0 ? 0 : taps.length / segments.length * read;
  const all = groups * read;
  // Four numbers are read at once: in place, only those that are seen.
  const isCopied = isOverEdge(rows) || isOverEdge(columns) || run % 4 !== 0;
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
    segments.length,
    run,
    bandRows,
    Math.min(blockRows, bandRows),
    isCopied ? 1 : 0,
    pitch,
    channels.groupStride,
    channels.writtenStride,
    channels.readStride,
    taps.length,
    ...segments.map(({ row, column }) =>
      row.offset * pitch + column.offset * all
    ),
    ...taps.map(({ row, column }) =>
      (row.tap * kernelWidth + column.tap) * tapStride
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
    tiles: wide * segments.length * Math.ceil(run / 4),
    rows: images * rows.count,
    work: columns.count * groups * written * depth,
    start: (rows.target * columns.targetLength + columns.target) * groups *
      written,
  };
}
