import type { Values } from "../../base/values.ts";
import type {
  Triple,
  WindowGeometry,
  WindowKernels,
} from "../contract/windows.ts";
import { plainWindows, tapCounts } from "../plain/windows.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** The distances of more taps of a window do not fit into a thread's scratch. */
const mostTaps = 1 << 16;

/** Puts the geometry into the memory, for all calls. Pools with gaps go the plain way. */
export function wasmWindows(
  { at, allocate }: KernelMemory,
  threads: KernelThreads,
  geometry: WindowGeometry,
): WindowKernels {
  const plain = plainWindows(geometry);
  const { channels, count, kernel: window } = geometry;
  const pool = lying(geometry);
  const [planes, height, width] = pool.size;
  const [outPlanes, outHeight, outWidth] = pool.out;
  const taps = window[0] * window[1] * window[2];
  const costOfPatches = costs.patches * geometry.out[2] * taps * count;
  const seenOfOutRow = outWidth * channels * taps;
  const costOfRow = costs.poolBackward * width * channels * taps;
  const [place, poolPlace] = [geometry, pool].map((own) =>
    at(writeGeometry(allocate("float32", 24), own))
  );
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
      const rows = images * outPlanes * outHeight;
      const work = costs.maxPool * rows * seenOfOutRow;
      threads.run(
        kernel,
        0,
        rows,
        1,
        work,
        poolPlace,
        at(y),
        at(winner),
        at(x),
      );
    },
    maxPoolBackward(dx, winner, dy, images) {
      if (geometry.isShared && taps > mostTaps) {
        return plain.maxPoolBackward(dx, winner, dy, images);
      }
      const kernel = functionOf("maxPoolBackward", dx);
      const rows = images * planes * height;
      const work = rows * costOfRow;
      threads.run(
        kernel,
        0,
        rows,
        1,
        work,
        poolPlace,
        at(dx),
        at(winner),
        at(dy),
      );
    },
    meanPool(y, x, images, isWhole) {
      if (isWhole && isPlain) return plain.meanPool(y, x, images, isWhole);
      const kernel = functionOf("meanPool", y);
      const rows = images * outPlanes * outHeight;
      const work = costs.meanPool * rows * seenOfOutRow;
      const whole = isWhole ? 1 : 0;
      threads.run(kernel, 0, rows, 1, work, poolPlace, at(y), at(x), whole);
    },
    meanPoolBackward(dx, dy, images, isWhole) {
      if (isWhole && isPlain) {
        return plain.meanPoolBackward(dx, dy, images, isWhole);
      }
      const kernel = functionOf("meanPoolBackward", dx);
      const rows = images * planes * height;
      const work = rows * costOfRow;
      const whole = isWhole ? 1 : 0;
      threads.run(kernel, 0, rows, 1, work, poolPlace, at(dx), at(dy), whole);
    },
  };
  // Pools have no gaps there.
  return geometry.dilation.every((each) => each === 1)
    ? fast
    : { ...plain, patches: fast.patches, addPatches: fast.addPatches };
}

/** A series is an image of one column, for short slices of patches; pools take it as one of one row, since each row costs them as much as some dozens of numbers. */
function lying(geometry: WindowGeometry): WindowGeometry {
  const { size, out, kernel, stride, pad, after, dilation } = geometry;
  const isColumn = [size, out, kernel].every((all) => all[2] === 1) &&
    pad[2] === 0 && after[2] === 0;
  if (!isColumn) return geometry;
  const turned = ([planes, rows, columns]: Triple): Triple => [
    planes,
    columns,
    rows,
  ];
  return {
    ...geometry,
    size: turned(size),
    out: turned(out),
    kernel: turned(kernel),
    stride: turned(stride),
    pad: turned(pad),
    after: turned(after),
    dilation: turned(dilation),
  };
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

/** The rows of the images that some rows of windows see; if windows have a depth, those of all planes that they see. */
function seenRows(
  geometry: WindowGeometry,
  first: number,
  end: number,
): readonly [number, number] {
  const { size, out, kernel, stride, pad, dilation } = geometry;
  const axis = isFlat(geometry) ? 1 : 0;
  const lines = axis === 1 ? 1 : size[1];
  // A window may lie wholly above its image, or below.
  const within = (place: number) => Math.min(Math.max(place, 0), size[axis]);
  const lineOf = (row: number, reach: number) => {
    const index = axis === 1 ? row : Math.floor(row / out[1]);
    const image = Math.floor(index / out[axis]);
    const start = (index - image * out[axis]) * stride[axis] - pad[axis];
    return lines * (image * size[axis] + within(start + reach));
  };
  const reach = (kernel[axis] - 1) * dilation[axis] + 1;
  return [lineOf(first, 0), lineOf(end - 1, reach)];
}

/** Writes the numbers in the order of the class Geometry of assembly/windows.ts. */
function writeGeometry(room: Values, geometry: WindowGeometry): Values {
  const { size, channels, start, count, out } = geometry;
  const { kernel, stride, pad, dilation, isShared } = geometry;
  new Int32Array(room.buffer, room.byteOffset, 22).set([
    ...size,
    channels,
    start,
    count,
    ...[out, kernel, stride, pad, dilation].flat(),
    isShared ? 1 : 0,
  ]);
  return room;
}
