// Axes by their numbers, reductions, products of matrices and what moves numbers, by
// hand. The numbers against PyTorch's are in axes.json.
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Shape, ShapeError } from "../../../define.ts";
import {
  concat,
  cumsum,
  expand,
  flip,
  format,
  gather,
  id,
  input,
  layernorm,
  logsumexp,
  matmul,
  max,
  min,
  NablaError,
  nn,
  norm,
  type Part,
  pipeline,
  relu,
  reshape,
  softmax,
  stack,
  sum,
  transpose,
  value,
  variance,
  where,
} from "../../../mod.ts";

/** y and dx, where dy counts from 1. */
function through(text: string, x: readonly number[], batch = 1) {
  const net = nn(text).bind({ batch });
  net.x.set(x);
  net.dy.set(net.dy.map((_, i) => i + 1));
  net.forward();
  net.backward();
  return {
    shape: net.network.outputShape,
    y: [...net.y],
    dx: [...net.dx].map((n) => n + 0),
  };
}

Deno.test("a reduction loses its axes, or keeps them with one entry each", () => {
  const shapes: readonly (readonly [text: string, shape: Shape])[] = [
    ["sum", []],
    ["sum(keep=axes)", [1, 1, 1]],
    ["mean(axis=0)", [3, 4]],
    ["max(axis=-1)", [2, 3]],
    ["min(axis=[0,-1])", [3]],
    ["var(axis=[-1,0],keep=axes)", [1, 3, 1]],
    ["norm(axis=1,keep=axes)", [2, 1, 4]],
    ["logsumexp(axis=[0,1,2])", []],
  ];
  for (const [text, shape] of shapes) {
    assertEquals(nn(`input(2,3,4) -> ${text}`).outputShape, shape, text);
  }
});

Deno.test("the gradient of the largest and the smallest goes to the first of equals", () => {
  assertEquals(through("input(4) -> max", [1, 7, 7, 2]), {
    shape: [],
    y: [7],
    dx: [0, 1, 0, 0],
  });
  assertEquals(
    through("input(2,2) -> min(axis=0)", [3, 1, 3, 0]).dx,
    [1, 0, 0, 2],
  );
  assertEquals(through("input(3) -> max(id, id)", [1, 2, 3]).dx, [1, 2, 3]);
});

Deno.test("NaN is the largest and the smallest, so that it shows", () => {
  for (const text of ["max", "min", "max(id, 0) -> sum", "min(id, 0) -> sum"]) {
    assertEquals(through(`input(3) -> ${text}`, [1, NaN, 2]).y, [NaN], text);
  }
});

Deno.test("the variance divides by n, and large means cost it no digits", () => {
  assertEquals(through("input(4) -> var", [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3]), {
    shape: [],
    y: [1.25],
    dx: [-0.75, -0.25, 0.25, 0.75],
  });
});

Deno.test("a length neither overflows nor underflows, and has no slope at 0", () => {
  assertAlmostEquals(
    through("input(2) -> norm", [3e200, 4e200]).y[0],
    5e200,
    1e188,
  );
  assertEquals(through("input(2) -> norm", [3e-200, 4e-200]).dx, [0.6, 0.8]);
  assertEquals(through("input(2) -> norm", [0, 0]), {
    shape: [],
    y: [0],
    dx: [0, 0],
  });
});

Deno.test("logsumexp neither overflows nor loses what is small beside the largest", () => {
  assertEquals(through("input(2) -> logsumexp", [1000, 1000]).y, [
    1000 + Math.log(2),
  ]);
  assertEquals(through("input(2) -> logsumexp", [-1000, 0]).y, [0]);
});

Deno.test("layernorm over several axes has a weight for each of their entries", () => {
  const network = pipeline(input(2, 3, 4), layernorm({ axis: [0, -1] }));
  assertEquals(network.steps[0].parameters[0].shape, [2, 4]);
});

Deno.test("matmul is NumPy's, vectors and axes in front included", () => {
  const shapes: readonly (readonly [Shape, Shape, Shape])[] = [
    [[2, 3], [3, 4], [2, 4]],
    [[3], [3], []],
    [[3], [3, 4], [4]],
    [[2, 3], [3], [2]],
    [[5, 2, 3], [3, 4], [5, 2, 4]],
    [[2, 3], [5, 3, 4], [5, 2, 4]],
    [[7, 1, 2, 3], [5, 3, 4], [7, 5, 2, 4]],
    [[5, 2, 3], [3], [5, 2]],
    [[3], [5, 3, 4], [5, 4]],
  ];
  const { steps } = nn`input(1,1) -> matmul(id, id)`;
  const { outputShape } = steps[steps.length - 1].layer;
  for (const [a, b, both] of shapes) assertEquals(outputShape(a, b), both);
  assertEquals(through("input(2,2) -> matmul(id, transpose)", [1, 2, 3, 4]).y, [
    5,
    11,
    11,
    25,
  ]);
});

Deno.test("gather takes entries as often as they are named, from the last too", () => {
  assertEquals(
    through("given i = [0, -1, 0]\ninput(3) -> gather(id, i)", [5, 6, 7]),
    { shape: [3], y: [5, 7, 5], dx: [1 + 3, 0, 2] },
  );
  assertEquals(
    through("input(2,2) -> gather(id, 1, axis=1)", [1, 2, 3, 4]),
    { shape: [2], y: [2, 4], dx: [0, 1, 0, 2] },
  );
});

for (const index of [3, -4, 0.5, NaN]) {
  Deno.test(`gather has no entry ${index} of 3`, () => {
    const net = pipeline(input(3), gather(id(), value("i", [0, 1]))).bind();
    net.parameters.get("i").value[1] = index;
    const { facts } = assertThrows(() => net.forward(), NablaError);
    assertEquals(facts, {
      action: "compute gather",
      name: "the index at [1]",
      rule: "a whole number from 0 to 2, or from -3 to -1 from the last",
      found: index,
      place: { input: 1, entry: 1 },
    });
  });
}

Deno.test("where chooses by a condition, which has no gradient", () => {
  assertEquals(through("input(3) -> where(relu, id, 9)", [-1, 0, 2]), {
    shape: [3],
    y: [9, 9, 2],
    dx: [0, 0, 3],
  });
});

Deno.test("what moves numbers moves them", () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  const moved: readonly (readonly [string, readonly number[]])[] = [
    ["transpose", [1, 4, 2, 5, 3, 6]],
    ["flip", [6, 5, 4, 3, 2, 1]],
    ["flip(axis=0)", [4, 5, 6, 1, 2, 3]],
    ["cumsum", [1, 3, 6, 4, 9, 15]],
    ["cumsum(axis=0)", [1, 2, 3, 5, 7, 9]],
    ["slice(0,1) -> expand(2,2)", [1, 1, 4, 4]],
    ["slice(0,1,axis=0) -> stack(id, id)", [1, 2, 3, 1, 2, 3]],
    ["concat(id, id, axis=0) -> slice(2,4,axis=0)", numbers],
    ["reshape(-1,2) -> slice(2,3,axis=0)", [5, 6]],
  ];
  for (const [text, y] of moved) {
    assertEquals(through(`input(2,3) -> ${text}`, numbers).y, y, text);
  }
});

Deno.test("TypeScript says what texts say", () => {
  const cases: readonly (readonly [Part, string])[] = [
    [max(), "max"],
    [max({ axis: 0 }), "max(axis=0)"],
    [max(id(), 0.5), "max(id, 0.5)"],
    [
      min(id(), { axis: [0, -1], keep: "axes" }),
      "min(id, axis=[0,-1], keep=axes)",
    ],
    [sum({ axis: -1 }), "sum(axis=-1)"],
    [variance(), "var"],
    [norm({ keep: "axes" }), "norm(keep=axes)"],
    [logsumexp({ axis: 1 }), "logsumexp(axis=1)"],
    [softmax({ axis: 0 }), "softmax(axis=0)"],
    [concat(id(), relu(), { axis: 0 }), "concat(id, relu, axis=0)"],
    [stack(id(), relu()), "stack(id, relu)"],
    [matmul(id(), transpose()), "matmul(id, transpose)"],
    [gather(id(), 1, { axis: 1 }), "gather(id, 1, axis=1)"],
    [where(relu(), id(), 0), "where(relu, id, 0)"],
    [expand(4, -1, -1), "expand(4,-1,-1)"],
    [flip({ axis: 0 }), "flip(axis=0)"],
    [cumsum(), "cumsum"],
    [reshape(-1, 3), "reshape(-1,3)"],
  ];
  for (const [part, text] of cases) {
    const network = pipeline(input(2, 3), part);
    assertEquals(format(network), `input(2,3) -> ${text}`);
    assertEquals(
      format(nn(format(network))),
      format(network),
    );
  }
});

const refused: readonly (readonly [() => Part, Shape, string])[] = [
  [() => softmax({ axis: 2 }), [2, 3], "an axis 2, counted from 0: found 2×3"],
  [() => sum({ axis: -3 }), [2, 3], "an axis -3, counted from the last, -1"],
  [
    () => layernorm({ axis: [1, -1] }),
    [2, 3],
    "axis 1 is named twice in [1,-1]",
  ],
  [() => max(id(), id(), { axis: 0 }), [2], "axis is for a single one"],
  [() => min(id(), id(), { keep: "axes" }), [2], "keep is for a single one"],
  [() => concat(id(), id(), { axis: 1 }), [3], "an axis 1, counted from 0"],
  [() => stack(id(), id(), { axis: 2 }), [3], "an axis 2, counted from 0"],
  [() => transpose(), [3], "at least two axes: found 3"],
  [
    () => matmul(id(), id()),
    [2, 3],
    "3 columns on the left, 2 rows on the right",
  ],
  [() => matmul(id(), 2), [3], "both branches must have at least one axis"],
  [
    () => reshape(-1, 4),
    [2, 3],
    "a multiple of 4 numbers must come in: found 2×3 = 6",
  ],
  [() => reshape(-1, -1), [6], "found -1 twice in -1,-1"],
  [
    () => expand(4, 3),
    [2, 3],
    "each size must be that of 4×3, or 1: found 2×3",
  ],
  [() => expand(-1, 2, 3), [2, 3], "an axis in front has none"],
  [() => expand(3), [2, 3], "each size must be that of 3, or 1: found 2×3"],
];
for (const [part, shape, message] of refused) {
  Deno.test(`a shape that does not fit: ${message}`, () => {
    const error = assertThrows(() => pipeline(input(...shape), part()));
    const { cause } = error as Error;
    const refusal = cause instanceof ShapeError ? cause : error as Error;
    assertEquals(refusal.message.includes(message), true, refusal.message);
  });
}
