import type { Values } from "../../base/values.ts";
import type { WindowGeometry, WindowKernels } from "../contract/windows.ts";
import { plainWindows, tapCounts } from "../plain/windows.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** Puts the geometry into the memory, for all calls. Windows with a depth, and pools with gaps, go the plain way. */
export function wasmWindows(
  { at, allocate }: KernelMemory,
  threads: KernelThreads,
  geometry: WindowGeometry,
): WindowKernels {
  const plain = plainWindows(geometry);
  if (!isFlat(geometry)) return plain;
  const { size, channels, count, out } = geometry;
  const [planes, height, width] = size;
  const [, outHeight, outWidth] = out;
  const [, kernelHeight, kernelWidth] = geometry.kernel;
  const taps = kernelHeight * kernelWidth;
  const costOfPatches = costs.patches * outWidth * taps * count;
  const costOfOutRow = costs.pool * outWidth * channels * taps;
  const costOfRow = costs.pool * width * channels * taps;
  const place = at(writeGeometry(allocate("float32", 16), geometry));
  const isPlain = isOver(geometry);

  const fast: WindowKernels = {
    patches(y, x, first, rows) {
      const work = rows * costOfPatches;
      const kernel = functionOf("patches", y);
      const end = first + rows;
      threads.run(kernel, first, end, 1, work, place, at(y), at(x), first);
    },
    addPatches(x, y, first, rows) {
      const work = rows * costOfPatches;
      const end = first + rows;
      const kernel = functionOf("addPatches", x);
      const [from, to] = seenRows(geometry, first, end);
      if (to <= from) return;
      threads.run(kernel, from, to, 1, work, place, at(x), at(y), first, end);
    },
    maxPool(y, winner, x, images) {
      const kernel = functionOf("maxPool", y);
      const rows = images * planes * outHeight;
      const work = rows * costOfOutRow;
      threads.run(kernel, 0, rows, 1, work, place, at(y), at(winner), at(x));
    },
    maxPoolBackward(dx, winner, dy, images) {
      const kernel = functionOf("maxPoolBackward", dx);
      const rows = images * planes * height;
      const work = rows * costOfRow;
      threads.run(kernel, 0, rows, 1, work, place, at(dx), at(winner), at(dy));
    },
    meanPool(y, x, images, isWhole) {
      if (isWhole && isPlain) return plain.meanPool(y, x, images, isWhole);
      const kernel = functionOf("meanPool", y);
      const rows = images * planes * outHeight;
      const work = rows * costOfOutRow;
      const whole = isWhole ? 1 : 0;
      threads.run(kernel, 0, rows, 1, work, place, at(y), at(x), whole);
    },
    meanPoolBackward(dx, dy, images, isWhole) {
      if (isWhole && isPlain) {
        return plain.meanPoolBackward(dx, dy, images, isWhole);
      }
      const kernel = functionOf("meanPoolBackward", dx);
      const rows = images * planes * height;
      const work = rows * costOfRow;
      const whole = isWhole ? 1 : 0;
      threads.run(kernel, 0, rows, 1, work, place, at(dx), at(dy), whole);
    },
  };
  // Pools have no gaps there.
  return geometry.dilation.every((each) => each === 1)
    ? fast
    : { ...plain, patches: fast.patches, addPatches: fast.addPatches };
}

/** Whether each plane is seen by itself, so that planes are images. */
export function isFlat(
  { size, out, kernel, stride, pad }: WindowGeometry,
): boolean {
  return out[0] === size[0] && kernel[0] === 1 && stride[0] === 1 &&
    pad[0] === 0;
}

/** Whether the last windows reach over what counts, so that they divide by less. */
function isOver(geometry: WindowGeometry): boolean {
  return tapCounts(geometry, true).some((counts, axis) =>
    counts.some((count) => count < geometry.kernel[axis])
  );
}

/** The rows of the images that some rows of windows see. */
function seenRows(
  { size, out, kernel, stride, pad, dilation }: WindowGeometry,
  first: number,
  end: number,
): readonly [number, number] {
  const [height, outHeight] = [size[1], out[1]];
  const image = Math.floor(first / outHeight);
  const top = (first - image * outHeight) * stride[1] - pad[1];
  const lastImage = Math.floor((end - 1) / outHeight);
  const bottom = (end - 1 - lastImage * outHeight) * stride[1] - pad[1] +
    (kernel[1] - 1) * dilation[1];
  // A window may lie wholly above its image, or below.
  const within = (row: number) => Math.min(Math.max(row, 0), height);
  return [
    image * height + within(top),
    lastImage * height + within(bottom + 1),
  ];
}

/** Writes the numbers in the order of the class Geometry of assembly/windows.ts. */
function writeGeometry(room: Values, geometry: WindowGeometry): Values {
  const { size, channels, start, count, out } = geometry;
  const { kernel, stride, pad, dilation } = geometry;
  new Int32Array(room.buffer, room.byteOffset, 16).set([
    ...size.slice(1),
    channels,
    start,
    count,
    ...[out, kernel, stride, pad, dilation].flatMap((all) => all.slice(1)),
  ]);
  return room;
}
