import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { arrayExamples, examplesOf } from "../../../../data.ts";
import { DataError, NablaError } from "../../../../mod.ts";

const values = Float32Array.from({ length: 24 }, (_, i) => i);
const x = { shape: [2, 3, 4], values };

Deno.test("the first axis counts examples, the others are their shape", () => {
  const target = { shape: [2], values: Float32Array.of(0, 1) };
  const data = arrayExamples({ x, target });
  assertEquals([data.length, data.inputShape, data.targetShape], [
    2,
    [3, 4],
    [],
  ]);
  assertStrictEquals(data.memory.x, values);
  assertStrictEquals(data.memory.target, target.values);
});

for (const inputShape of [[12], [3, 4, 1], [4, 3]]) {
  Deno.test(`3×4 fits an input of ${inputShape.join("×")}`, () => {
    const data = arrayExamples({ x }, { inputShape });
    assertEquals([data.length, data.inputShape], [2, inputShape]);
    assertEquals(data.targetShape, undefined);
  });
}

Deno.test("only another precision makes a copy", () => {
  const target = { shape: [2, 1], values: Float64Array.of(0.1, 1) };
  const data = arrayExamples({ x, target }, {
    precision: "float32",
    targetShape: [],
  });
  assertStrictEquals(data.memory.x, values);
  assertEquals(data.memory.target, Float32Array.of(0.1, 1));
});

const nan = values.slice();
nan[12 + 5] = NaN;
const infinite = values.slice();
infinite[0] = -Infinity;

const refused: readonly (readonly [
  what: string,
  run: () => unknown,
  message: string,
])[] = [
  [
    "a shape of other numbers",
    () => arrayExamples({ x }, { inputShape: [11] }),
    "x: each example must have the numbers of 11: found 3×4",
  ],
  [
    "values of another length",
    () => arrayExamples({ x: { shape: [3, 3, 4], values } }),
    "each example must have",
  ],
  [
    "a single number",
    () => arrayExamples({ x: { shape: [], values: values.subarray(23) } }),
    "at least one: found a single number",
  ],
  [
    "no examples",
    () => arrayExamples({ x: { shape: [0, 4], values: new Float32Array() } }),
    "at least one: found 0×4",
  ],
  [
    "fewer targets",
    () =>
      arrayExamples({
        x,
        target: { name: "labels.idx", shape: [1], values: values.subarray(23) },
      }),
    "labels.idx: each input must have a target: found 2 inputs and 1 targets",
  ],
  [
    "NaN",
    () => arrayExamples({ x: { ...x, name: "a.npy", values: nan } }),
    "a.npy, example 2: its numbers must be finite: found NaN at x[1,1]",
  ],
  [
    "an infinite number",
    () => arrayExamples({ x: { ...x, values: infinite } }),
    "x, example 1: its numbers must be finite: found -Infinity at x[0,0]",
  ],
  [
    "a target that is NaN",
    () =>
      arrayExamples({
        x,
        target: { shape: [2], values: Float32Array.of(0, NaN) },
      }),
    "target, example 2: its numbers must be finite: found NaN at target",
  ],
];
for (const [what, run, message] of refused) {
  Deno.test(`${what} is refused`, () => {
    const error = assertThrows(run, DataError);
    assertEquals(error.message.includes(message), true, error.message);
  });
}

Deno.test("numbers that are not whole examples, and targets that are not one for each, are refused", () => {
  const cases: readonly (readonly [() => unknown, message: string])[] = [
    [
      () => examplesOf([1, 2, 3], { inputShape: [2] }),
      "the length of inputs of 2 must be a multiple of 2: found 3",
    ],
    [
      () => examplesOf([1, 2], { target: [1, 2, 3], targetShape: [2] }),
      "the length of targets of 2 must be a multiple of 2: found 3",
    ],
    [
      () => examplesOf([1, 2, 3], { target: [1] }),
      "each input must have a target: found 3 inputs and 1 targets",
    ],
  ];
  for (const [run, message] of cases) assertThrows(run, NablaError, message);
});
