// Windows over images: the fast loops against the plain ones over random
// geometries, and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../lib/base/random.ts";
import type { Precision, Values } from "../../../lib/base/values.ts";
import { plainWindows } from "../../../lib/kernels/plain/windows.ts";
import type {
  WindowGeometry,
  WindowKernels,
} from "../../../lib/kernels/contract/windows.ts";
import { draw } from "./agreement.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

const small = fc.integer({ min: 1, max: 9 });
const few = fc.integer({ min: 1, max: 3 });
const pair = (each: fc.Arbitrary<number>) => fc.tuple(each, each);

/** A geometry whose every window sees something, and what goes with it. */
const example = fc.record({
  size: pair(small),
  channels: fc.oneof(small, fc.constantFrom(16, 17)),
  part: pair(fc.nat()),
  kernel: pair(few),
  stride: pair(few),
  dilation: pair(few),
  pad: pair(fc.nat(2)),
  images: few,
  seed: fc.nat(),
}).map(({ size, channels, part, kernel, stride, dilation, pad, ...rest }) => {
  const start = part[0] % channels;
  const seen = kernel.map((k, axis) => (k - 1) * dilation[axis] + 1);
  const own = pad.map((zeros, axis) => Math.min(zeros, seen[axis] - 1));
  const out = size.map((n, axis) =>
    Math.floor((n + 2 * own[axis] - seen[axis]) / stride[axis]) + 1
  );
  const geometry: WindowGeometry = {
    height: size[0],
    width: size[1],
    channels,
    start,
    count: 1 + part[1] % (channels - start),
    outHeight: out[0],
    outWidth: out[1],
    kernel,
    stride,
    dilation,
    pad: [own[0], own[1]],
  };
  return { geometry, ...rest };
}).filter(({ geometry }) => geometry.outHeight > 0 && geometry.outWidth > 0);

/** Everything that windows compute of random numbers. */
function everything(
  kind: Kind | undefined,
  make: (geometry: WindowGeometry) => WindowKernels,
  precision: Precision,
  whole: WindowGeometry,
  images: number,
  seed: number,
): Record<string, Values> {
  kind?.clear();
  const random = createRandom(seed);
  const array = (length: number, isDrawn = true): Values => {
    const numbers = isDrawn ? draw(random, length) : new Float64Array(length);
    if (precision === "float32") {
      for (let i = 0; i < length; i++) numbers[i] = Math.fround(numbers[i]);
    }
    return kind?.place(precision, numbers, 1) ?? numbers;
  };
  const { height, width, channels, outHeight, outWidth, kernel } = whole;
  const taps = kernel[0] * kernel[1];
  const positions = images * height * width;
  const count = images * outHeight * outWidth;
  const windows = make(whole);
  const pool = make({ ...whole, dilation: [1, 1], start: 0, count: channels });
  const [x, dy] = [array(positions * channels), array(count * channels)];
  const cols = array(count * taps * whole.count);
  const found: Record<string, Values> = {};
  const output = (name: string, length: number, isDrawn = false) =>
    found[name] = array(length, isDrawn);
  windows.patches(output("patches", cols.length), x, 0, images * outHeight);
  // A slice from the middle on, and the rest.
  const middle = Math.floor(images * outHeight / 2);
  const rest = images * outHeight - middle;
  const row = outWidth * taps * whole.count;
  windows.patches(output("slice", rest * row), x, middle, rest);
  const sum = output("addPatches", x.length, true);
  if (middle > 0) windows.addPatches(sum, cols, 0, middle);
  windows.addPatches(sum, cols.subarray(middle * row), middle, rest);
  if (isPool(whole)) {
    const [y, winner] = [output("max", dy.length), output("winner", dy.length)];
    pool.maxPool(y, winner, x, images);
    pool.maxPoolBackward(output("dx of max", x.length), winner, dy, images);
    for (const isWhole of [true, false]) {
      pool.meanPool(output(`mean ${isWhole}`, y.length), x, images, isWhole);
      const dx = output(`dx of mean ${isWhole}`, x.length);
      pool.meanPoolBackward(dx, dy, images, isWhole);
    }
  }
  return found;
}

/** Whether pools fit: they have no gaps, so the windows see less. */
function isPool({ kernel, pad, dilation }: WindowGeometry): boolean {
  return dilation.every((each) => each === 1) &&
    pad.every((zeros, axis) => zeros < kernel[axis]);
}

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };

for (const kind of builds) {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${kind.name} windows agree with the plain ones in ${precision}`, () => {
      fc.assert(
        fc.property(example, ({ geometry, images, seed }) => {
          const [fast, plain] = [
            everything(
              kind,
              kind.kernels.windows,
              precision,
              geometry,
              images,
              seed,
            ),
            everything(
              undefined,
              plainWindows,
              precision,
              geometry,
              images,
              seed,
            ),
          ];
          for (const [name, expected] of Object.entries(plain)) {
            for (let i = 0; i < expected.length; i++) {
              const error = Math.abs(fast[name][i] - expected[i]);
              // At most 9 numbers of a size of some 5 are added up.
              assert(
                error <= 100 * rounding[precision],
                `${name}[${i}] is ${fast[name][i]}, not ${expected[i]}`,
              );
            }
          }
        }),
        { numRuns: 200 },
      );
    });
  }
}

Deno.test("the bits of windows do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3].map(onThreads);
  for (const kind of kinds) await kind.ready();
  const geometry: WindowGeometry = {
    height: 37,
    width: 41,
    channels: 24,
    start: 0,
    count: 24,
    outHeight: 19,
    outWidth: 21,
    kernel: [3, 3],
    stride: [2, 2],
    pad: [1, 1],
    dilation: [1, 1],
  };
  for (const precision of ["float32", "float64"] as const) {
    const [first, ...others] = kinds.map((kind) =>
      everything(kind, kind.kernels.windows, precision, geometry, 3, 1)
    );
    for (const other of others) assertEquals(other, first);
  }
});

Deno.test("a pool takes NaN for the largest, and the first of equals", () => {
  const geometry: WindowGeometry = {
    height: 1,
    width: 6,
    channels: 1,
    start: 0,
    count: 1,
    outHeight: 1,
    outWidth: 2,
    kernel: [1, 3],
    stride: [1, 3],
    pad: [0, 0],
    dilation: [1, 1],
  };
  const numbers = [1, NaN, 2, -Infinity, -Infinity, -Infinity];
  for (const kind of builds) {
    for (const windows of [plainWindows, kind.kernels.windows]) {
      kind.clear();
      const x = kind.place("float64", numbers, 0);
      const [y, winner] = [0, 0].map(() => kind.place("float64", [0, 0], 0));
      windows(geometry).maxPool(y, winner, x, 1);
      assertEquals([...y, ...winner], [NaN, -Infinity, 1, 0]);
    }
  }
});
