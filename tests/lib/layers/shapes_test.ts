import { assertEquals, assertThrows } from "@std/assert";
import { type Layer, type Shape, ShapeError } from "../../../define.ts";
import {
  channel_shuffle,
  clip,
  conv,
  conv_transpose,
  glu,
  hard_tanh,
  input,
  maxpool,
  NablaError,
  pad,
  permute,
  pipeline,
  pixel_shuffle,
  pixel_unshuffle,
  reshape,
  resize,
  slice,
  split,
  tile,
} from "../../../mod.ts";

/** y and dx, where x and dy count from 1. */
function through(layer: Layer, shape: Shape, batch = 1) {
  const net = pipeline(input(...shape), layer).bind({ batch });
  net.x.set(net.x.map((_, i) => i + 1));
  net.dy.set(net.dy.map((_, i) => i + 1));
  net.forward();
  net.backward();
  return {
    shape: net.network.outputShape,
    y: [...net.y],
    dx: [...net.dx],
  };
}

Deno.test("reshape keeps the order of the numbers", () => {
  assertEquals(through(reshape(3, 2), [2, 3]), {
    shape: [3, 2],
    y: [1, 2, 3, 4, 5, 6],
    dx: [1, 2, 3, 4, 5, 6],
  });
});

Deno.test("permute turns each example", () => {
  assertEquals(through(permute(1, 0), [2, 3], 2), {
    shape: [3, 2],
    y: [1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12],
    dx: [1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12],
  });
});

Deno.test("permute and its inverse are nothing", () => {
  const net = pipeline(input(2, 3, 4), permute(2, 0, 1), permute(1, 2, 0));
  assertEquals(net.outputShape, [2, 3, 4]);
  const bound = net.bind({ batch: 2 });
  bound.x.set(bound.x.map((_, i) => i));
  bound.forward();
  assertEquals([...bound.y], [...bound.x]);
});

Deno.test("slice takes entries of an axis, and gives the others no gradient", () => {
  assertEquals(through(slice(1, 3), [4], 2), {
    shape: [2],
    y: [2, 3, 6, 7],
    dx: [0, 1, 2, 0, 0, 3, 4, 0],
  });
  assertEquals(through(slice(1, 2, { axis: 0 }), [2, 3]), {
    shape: [1, 3],
    y: [4, 5, 6],
    dx: [0, 0, 0, 1, 2, 3],
  });
});

Deno.test("the parts of split are all of it", () => {
  const parts = [0, 1, 2].map((index) => through(split(3, index), [2, 6]));
  assertEquals(parts.map(({ y }) => y), [
    [1, 2, 7, 8],
    [3, 4, 9, 10],
    [5, 6, 11, 12],
  ]);
  assertEquals(parts[1].dx, [0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0]);
});

Deno.test("pad adds positions, not channels, unless it is told by axis", () => {
  assertEquals(through(pad(1), [1, 2]), {
    shape: [3, 2],
    y: [0, 0, 1, 2, 0, 0],
    dx: [3, 4],
  });
  assertEquals(through(pad(1, 0, { value: 9 }), [2]).y, [9, 1, 2]);
  assertEquals(through(pad([0, 1], [1, 0]), [1, 2]).y, [0, 1, 2, 0, 0, 0]);
});

const refused: readonly (readonly [() => Layer, Shape, string])[] = [
  [() => reshape(4, 7), [5, 5], "4×7 = 28 numbers must come in: found 5×5"],
  [() => permute(0, 0), [2, 3], "each of the axes 0, 1 of 2×3 once"],
  [() => permute(0), [2, 3], "of 2×3 once: found 0"],
  [() => permute(0, 2), [2, 3], "of 2×3 once: found 0, 2"],
  [() => slice(1, 5), [4], "axis 0 must have at least 5 entries"],
  [() => slice(3, 2), [4], "larger than `from`: found from 3 to 2"],
  [
    () => slice(0, 1, { axis: 2 }),
    [4, 4],
    "an axis 2, counted from 0: found 4×4",
  ],
  [() => split(3, 0), [4], "4 entries are 1 for each and 1 left over"],
  [() => split(2, 2), [4], "its index must be from 0 to 1: found 2"],
  [() => clip(2, 1), [3], "above `high`: found low 2 and high 1"],
  [() => hard_tanh(2, 1), [3], "above `high`: found low 2 and high 1"],
  [
    () => glu(),
    [2, 3],
    "axis 1 must have an even number of entries, half of them gates: axis 1 of 2×3 has 3",
  ],
  [() => glu({ axis: 2 }), [4], "an axis 2, counted from 0: found 4"],
  [
    () => tile([2]),
    [2, 3],
    "a list must have a number for each axis, 2 for 2×3: found 1 in [2]",
  ],
  [() => resize({}), [4, 1], "it needs a size or a factor: found neither"],
  [
    () => resize(2, { factor: 2 }),
    [4, 1],
    "it takes a size or a factor, not both: found both",
  ],
  [
    () => resize({ factor: 0.2 }),
    [4, 1],
    "a position of each axis must be left: found 0",
  ],
  [
    () => resize([2, 3]),
    [4, 1],
    "size must be one number, as its input has one axis before the channels: found [2,3]",
  ],
  [
    () => maxpool(2),
    [4],
    "length×channels, height×width×channels or depth×height×width×channels: found 4",
  ],
  [
    () => maxpool(2, { dilation: 4, pad: 1 }),
    [3, 1],
    "each of its windows must see a position of its input: found dilation 4 with pad 1",
  ],
  [
    () => maxpool(3, { pad: 0, after: 3, stride: 2 }),
    [4, 1],
    "larger than the zeros on one side: a window of 3 would see only zeros with pad 3",
  ],
  [
    () => conv(3, 1, { pad: "same", after: 1 }),
    [4, 1],
    "`after` goes with a number of zeros before, not with `pad=same`: found after 1",
  ],
  [
    () => conv_transpose(2, 3, { groups: 2 }),
    [4, 2],
    "its channels must be divisible into 2 groups: 3 go out, 3 / 2 = 1.5",
  ],
  [
    () => pixel_shuffle(2),
    [2, 2, 6],
    "its channels must be divisible by 2·2: found 6 channels",
  ],
  [
    () => pixel_unshuffle(2),
    [3, 2],
    "the sizes of its input must be divisible by 2: found 3×2",
  ],
  [() => channel_shuffle(2), [5], "divisible into 2 groups: found 5"],
  [() => pad([1, 2]), [3], "a list must have a number for each axis, 1 for 3"],
];
for (const [layer, shape, message] of refused) {
  Deno.test(`a shape that does not fit: ${message}`, () => {
    assertThrows(
      () => pipeline(input(...shape), layer()),
      ShapeError,
      message,
    );
  });
}

Deno.test("sizes, axes and entries are whole numbers", () => {
  assertThrows(() => reshape(0), NablaError, "a positive integer");
  assertThrows(() => permute(-1), NablaError, "a whole number");
  assertThrows(() => slice(0.5, 1), NablaError, "from must be a whole number");
  assertThrows(() => split(2, -1), NablaError, "index must be a whole number");
  assertThrows(() => pad(-1), NablaError, "before must be a whole number");
  assertThrows(
    () => resize({ factor: 0 }),
    NablaError,
    "factor must be a number above 0 or a list with one for each axis",
  );
});
