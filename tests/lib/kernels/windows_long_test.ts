// Windows over images: the fast loops against the plain ones over random
// geometries, and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../lib/base/random.ts";
import type { Precision, Values } from "../../../lib/base/values.ts";
import { plainWindows, tapCounts } from "../../../lib/kernels/plain/windows.ts";
import {
  shareOf,
  type WindowGeometry,
  type WindowKernels,
} from "../../../lib/kernels/contract/windows.ts";
import { draw } from "./agreement.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

const small = fc.integer({ min: 1, max: 9 });
const few = fc.integer({ min: 1, max: 3 });
const pair = (each: fc.Arbitrary<number>) => fc.tuple(each, each);
const triple = (planes: fc.Arbitrary<number>, each: fc.Arbitrary<number>) =>
  fc.tuple(planes, each, each);
/** Mostly flat windows, as those of images. */
const mostly = (value: number, else_: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, else_);
const zeros = fc.nat(3);

/** A geometry, some of whose windows may see nothing, and what goes with it. */
const example = fc.record({
  size: triple(few, small),
  channels: fc.oneof(small, fc.constantFrom(16, 17)),
  part: pair(fc.nat()),
  kernel: triple(mostly(1, few), few),
  stride: triple(mostly(1, few), few),
  dilation: triple(fc.constant(1), few),
  pad: triple(mostly(0, zeros), zeros),
  after: triple(mostly(0, zeros), zeros),
  // Whether what the last windows see beyond the edge counts.
  isCounted: fc.boolean(),
  // One column, as series have it.
  isSeries: fc.boolean(),
  images: few,
  seed: fc.nat(),
}).map(({ channels, part, isCounted, isSeries, images, seed, ...all }) => {
  const of = (
    [planes, rows, columns]: readonly [number, number, number],
    one: number,
  ) => [planes, rows, isSeries ? one : columns] as const;
  const [size, kernel] = [of(all.size, 1), of(all.kernel, 1)];
  const [stride, dilation] = [of(all.stride, 1), of(all.dilation, 1)];
  const [pad, after] = [of(all.pad, 0), of(all.after, 0)];
  const start = part[0] % channels;
  const seen = kernel.map((k, axis) => (k - 1) * dilation[axis] + 1);
  const out = size.map((n, axis) =>
    Math.floor((n + pad[axis] + after[axis] - seen[axis]) / stride[axis]) +
    1
  );
  const three = ([a, b, c]: readonly number[]) => [a, b, c] as const;
  const geometry: WindowGeometry = {
    size,
    channels,
    start,
    count: 1 + part[1] % (channels - start),
    out: three(out),
    kernel,
    stride,
    dilation,
    pad: pad,
    after: isCounted ? after : [0, 0, 0],
  };
  return { geometry, images, seed };
}).filter(({ geometry }) => geometry.out.every((count) => count > 0));

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
  const { size, channels, out, kernel } = whole;
  const product = (all: readonly number[]) => all.reduce((a, b) => a * b);
  const taps = product(kernel);
  const positions = images * product(size);
  const rows = images * out[0] * out[1];
  const count = rows * out[2];
  const windows = make(whole);
  const pool = make({
    ...whole,
    dilation: [1, 1, 1],
    start: 0,
    count: channels,
  });
  const [x, dy] = [array(positions * channels), array(count * channels)];
  const cols = array(count * taps * whole.count);
  const found: Record<string, Values> = {};
  const output = (name: string, length: number, isDrawn = false) =>
    found[name] = array(length, isDrawn);
  windows.patches(output("patches", cols.length), x, 0, rows);
  // A slice from the middle on, and the rest.
  const middle = Math.floor(rows / 2);
  const rest = rows - middle;
  const row = out[2] * taps * whole.count;
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
function isPool(geometry: WindowGeometry): boolean {
  const { kernel, pad, after, dilation } = geometry;
  return dilation.every((each) => each === 1) &&
    [pad, after].every((zeros) =>
      zeros.every((each, axis) => each < kernel[axis])
    ) && !tapCounts(geometry, false).flat().includes(0);
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
              // At most 27 numbers of a size of some 5 are added up.
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
    size: [1, 37, 41],
    channels: 24,
    start: 0,
    count: 24,
    out: [1, 19, 21],
    kernel: [1, 3, 3],
    stride: [1, 2, 2],
    pad: [0, 1, 1],
    after: [0, 1, 1],
    dilation: [1, 1, 1],
  };
  for (const precision of ["float32", "float64"] as const) {
    const [first, ...others] = kinds.map((kind) =>
      everything(kind, kind.kernels.windows, precision, geometry, 3, 1)
    );
    for (const other of others) assertEquals(other, first);
  }
});

Deno.test("the gradient of large windows goes to the winners, on any number of threads", async () => {
  const kinds = [1, 2, 3].map(onThreads);
  for (const kind of kinds) await kind.ready();
  const pools = [
    { kernel: 5, stride: 2, pad: 2, out: 21 },
    { kernel: 4, stride: 6, pad: 1, out: 7 },
    { kernel: 41, stride: 1, pad: 0, out: 1 },
  ];
  for (const { kernel, stride, pad, out } of pools) {
    const flat = (n: number, one = 1) => [one, n, n] as const;
    const geometry: WindowGeometry = {
      size: flat(41),
      channels: 19,
      start: 0,
      count: 19,
      out: flat(out),
      kernel: flat(kernel),
      stride: flat(stride),
      pad: flat(pad, 0),
      after: flat(pad, 0),
      dilation: flat(1),
    };
    const images = 4;
    const random = createRandom(kernel);
    const x = draw(random, images * 41 ** 2 * 19);
    const dy = draw(random, images * out ** 2 * 19);
    const [expected, ...found] = [undefined, ...kinds].map((kind) => {
      kind?.clear();
      const place = (numbers: Float64Array): Values =>
        kind?.place("float64", numbers, 1) ?? numbers;
      const own = (kind?.kernels.windows ?? plainWindows)(geometry);
      const [y, winner] = [0, 0].map(() => place(new Float64Array(dy.length)));
      own.maxPool(y, winner, place(x), images);
      const dx = place(new Float64Array(x.length).fill(7));
      own.maxPoolBackward(dx, winner, place(dy), images);
      return Array.from(dx);
    });
    for (const dx of found) assertEquals(dx, expected);
  }
});

/** Pools whose sizes need not divide the image, which may be the smaller. */
const shared = fc.record({
  size: triple(few, fc.integer({ min: 1, max: 20 })),
  out: triple(few, small),
  channels: fc.oneof(small, fc.constantFrom(16, 17)),
  images: few,
  seed: fc.nat(),
}).map(({ size, out, channels, images, seed }) => {
  const kernel = size.map((n, axis) =>
    Math.max(
      ...Array.from({ length: out[axis] }, (_, i) => {
        const [start, end] = shareOf(n, out[axis], i);
        return end - start;
      }),
    )
  );
  const [planes, rows, columns] = kernel;
  const geometry: WindowGeometry = {
    size,
    channels,
    start: 0,
    count: channels,
    out,
    kernel: [planes, rows, columns],
    stride: [1, 1, 1],
    pad: [0, 0, 0],
    after: [0, 0, 0],
    dilation: [1, 1, 1],
    isShared: true,
  };
  return { geometry, images, seed };
});

Deno.test("the largest of equal shares are those of the plain loops, on any number of threads", async () => {
  const kinds = [1, 3].map(onThreads);
  for (const kind of kinds) await kind.ready();
  fc.assert(
    fc.property(
      shared,
      fc.boolean(),
      ({ geometry, images, seed }, isSingle) => {
        const { size, out, channels } = geometry;
        const random = createRandom(seed);
        // Few different numbers, so that many are equal.
        const whole = (length: number) =>
          draw(random, length).map((number) => Math.round(2 * number));
        const lengths = [size, out].map((all) =>
          images * all[0] * all[1] * all[2] * channels
        );
        const [x, dy] = lengths.map(whole);
        const [expected, ...found] = [undefined, ...kinds].map((kind) => {
          kind?.clear();
          const place = (numbers: Float64Array): Values =>
            kind?.place(isSingle ? "float32" : "float64", numbers, 1) ??
              numbers;
          const own = (kind?.kernels.windows ?? plainWindows)(geometry);
          const [y, winner] = [0, 0].map(() =>
            place(new Float64Array(dy.length))
          );
          own.maxPool(y, winner, place(x), images);
          const dx = place(new Float64Array(x.length).fill(7));
          own.maxPoolBackward(dx, winner, place(dy), images);
          return [y, winner, dx].map((each) => Array.from(each));
        });
        for (const each of found) assertEquals(each, expected);
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("a pool takes NaN for the largest, and the first of equals", () => {
  const geometry: WindowGeometry = {
    size: [1, 1, 6],
    channels: 1,
    start: 0,
    count: 1,
    out: [1, 1, 2],
    kernel: [1, 1, 3],
    stride: [1, 1, 3],
    pad: [0, 0, 0],
    after: [0, 0, 0],
    dilation: [1, 1, 1],
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
