// Convolutions that lay out nothing against products of patches on the plain
// kernels in double precision, over random windows, and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../lib/base/random.ts";
import type { Precision, Values } from "../../../lib/base/values.ts";
import type {
  ConvolutionKernels,
  ConvolutionShape,
} from "../../../lib/kernels/contract/convolution.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { patchConvolution } from "../../../lib/layers/images/convolutions.ts";
import { draw } from "./agreement.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

const upTo = (max: number) => fc.integer({ min: 1, max });
const pair = <T>(each: fc.Arbitrary<T>) => fc.tuple(each, each);
/** For planes, rows and columns; mostly one plane, as of images. */
const three = (planes: fc.Arbitrary<number>, each: fc.Arbitrary<number>) =>
  fc.tuple(planes, each, each);
const mostly = (value: number, else_: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(value) }, else_);

/** Some windows may lie wholly beyond the edge, and strides may leave out positions. */
const example = fc.record({
  size: three(mostly(1, upTo(5)), upTo(12)),
  counts: pair(fc.oneof(upTo(9), fc.constantFrom(16, 20))),
  groups: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, upTo(3)),
  // As many groups as channels, each of one.
  alone: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, upTo(20)),
  kernel: three(mostly(1, upTo(3)), upTo(4)),
  stride: three(mostly(1, upTo(3)), upTo(3)),
  dilation: three(upTo(2), upTo(2)),
  pad: three(mostly(0, fc.nat(3)), fc.nat(4)),
  after: three(mostly(0, fc.nat(3)), fc.nat(4)),
  images: upTo(3),
  hasBias: fc.boolean(),
  seed: fc.nat(),
}).map(({ size, kernel, stride, dilation, alone, ...rest }) => {
  const { pad, after, images, hasBias, seed } = rest;
  const groups = alone > 0 ? alone : rest.groups;
  const counts = alone > 0 ? [1, 1] : rest.counts;
  const out = size.map((n, axis) => {
    const seen = (kernel[axis] - 1) * dilation[axis] + 1;
    return Math.floor((n + pad[axis] + after[axis] - seen) / stride[axis]) + 1;
  });
  const channels = groups * counts[0];
  const shape: ConvolutionShape = {
    geometry: {
      size,
      channels,
      start: 0,
      count: channels,
      out: [out[0], out[1], out[2]],
      kernel,
      stride,
      dilation,
      pad,
      after,
    },
    outputs: groups * counts[1],
    groups,
    images,
  };
  return { shape, hasBias, seed };
}).filter(({ shape }) => shape.geometry.out.every((count) => count > 0));

interface Example {
  readonly shape: ConvolutionShape;
  readonly hasBias: boolean;
  readonly seed: number;
}

/** Everything that a convolution computes of random numbers; of their sizes where `isSize`, for bounds. */
function everything(
  kind: Kind | undefined,
  precision: Precision,
  { shape, hasBias, seed }: Example,
  isSize = false,
): Record<string, Values> {
  kind?.clear();
  const random = createRandom(seed);
  const place = (numbers: Float64Array): Values =>
    kind?.place(precision, numbers, 1) ?? numbers;
  const array = (length: number): Values => {
    const numbers = draw(random, length);
    if (precision === "float32") {
      for (let i = 0; i < length; i++) numbers[i] = Math.fround(numbers[i]);
    }
    return place(isSize ? numbers.map(Math.abs) : numbers);
  };
  const { geometry, outputs, groups, images } = shape;
  const product = (all: readonly number[]) => all.reduce((a, b) => a * b);
  const scratch = (length: number) => place(new Float64Array(length));
  const own = kind?.kernels.convolution(shape, scratch);
  const kernels: ConvolutionKernels = own ??
    patchConvolution(plainKernels, shape, scratch);
  assertEquals(own === undefined, kind === undefined);
  const { channels } = geometry;
  const x = array(images * product(geometry.size) * channels);
  const y = array(images * product(geometry.out) * outputs);
  const weight = array(product(geometry.kernel) * outputs * channels / groups);
  const bias = hasBias ? array(outputs) : undefined;
  const inputBias = hasBias ? array(channels) : undefined;
  const found: Record<string, Values> = {};
  const output = (name: string, length: number) => found[name] = array(length);
  kernels.forward(output("y", y.length), x, weight, bias);
  kernels.backward(output("dx", x.length), y, weight, inputBias);
  kernels.backwardWeight(output("dweight", weight.length), x, y);
  return found;
}

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };

for (const kind of builds) {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${kind.name} convolution agrees with products of patches in ${precision}`, () => {
      fc.assert(
        fc.property(example, (each) => {
          const fast = everything(kind, precision, each);
          const plain = everything(undefined, precision, each);
          const sizes = everything(undefined, precision, each, true);
          const { geometry, images, outputs } = each.shape;
          const [planes, height, width] = geometry.out;
          const [depth, rows, columns] = geometry.kernel;
          // The most numbers in a sum, of either kind.
          const terms = 2 + images * planes * height * width +
            depth * rows * columns * (geometry.channels + outputs);
          for (const [name, expected] of Object.entries(plain)) {
            for (let i = 0; i < expected.length; i++) {
              const error = Math.abs(fast[name][i] - expected[i]);
              assert(
                error <= terms * rounding[precision] * sizes[name][i],
                `${name}[${i}] is ${fast[name][i]}, not ${expected[i]}`,
              );
            }
          }
        }),
        { numRuns: 300 },
      );
    });
  }
}

Deno.test("the bits of convolutions do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (
    const [groups, stride, outputs, planes] of [
      [1, 1, 20, 1],
      [1, 2, 20, 1],
      [2, 1, 20, 1],
      [24, 1, 24, 1],
      [1, 1, 20, 3],
      [1, 2, 20, 3],
    ]
  ) {
    const flat = (n: number) => [planes, n, n] as const;
    const shape: ConvolutionShape = {
      geometry: {
        size: flat(33),
        channels: 24,
        start: 0,
        count: 24,
        out: flat(stride === 1 ? 33 : 17),
        kernel: flat(3),
        stride: [1, stride, stride],
        dilation: [1, 1, 1],
        pad: [planes > 1 ? 1 : 0, 1, 1],
        after: [planes > 1 ? 1 : 0, 1, 1],
      },
      outputs,
      groups,
      images: 3,
    };
    for (const precision of ["float32", "float64"] as const) {
      const [first, ...others] = kinds.map((kind) =>
        everything(kind, precision, { shape, hasBias: true, seed: 1 })
      );
      for (const other of others) assertEquals(other, first);
    }
  }
});
