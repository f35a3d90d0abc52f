// What a layer of a user may answer wrongly, in TypeScript with a cast or in
// JavaScript, is refused where it comes from.
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  defineLayer,
  type LayerDeclaration,
  type LayerType,
  zeros,
} from "../../../define.ts";
import { differingExamples } from "../../../dsl/reports/gradient_tests.ts";
import { gradcheck, NablaError, nn } from "../../../mod.ts";

const right = {
  outputShape: (shape: unknown) => shape,
  bind: () => ({ forward() {}, backward() {} }),
};

function define(declaration: object): LayerType {
  return defineLayer(
    { name: "mine", ...declaration } as LayerDeclaration<Record<never, never>>,
  );
}

const shape = "must be an array of positive integers, [] for a single number";
const forms = "must be f and df, or outputShape and bind, all functions: found";
const weight = { name: "w", shape: [2], initializer: zeros };

const wrong: readonly (readonly [declaration: object, message: string])[] = [
  ...([
    [[1.5], "[1.5]"],
    [[-1], "[-1]"],
    [[0], "[0]"],
    [[NaN], "[NaN]"],
    [[2, "3"], '[2, "3"]'],
    ["3", '"3"'],
    [3, "3"],
    [undefined, "nothing"],
    [null, "null"],
    [Promise.resolve([3]), "a promise"],
  ] as const).map(([found, words]) =>
    [
      { ...right, outputShape: () => found },
      `what outputShape returns ${shape}: found ${words}`,
    ] as const
  ),
  [
    { ...right, bind: () => undefined },
    "what bind returns must be an object with the functions forward and backward: found nothing",
  ],
  [
    { ...right, bind: () => ({ forward() {} }) },
    "forward and backward: found { forward }",
  ],
  [
    { ...right, parameters: () => weight },
    "what parameters returns must be an array: found { name, shape, initializer }",
  ],
  [
    { ...right, parameters: () => [weight, weight] },
    'the name of its parameter 2 must be a text of its own: found "w"',
  ],
  [
    { ...right, parameters: () => [{ ...weight, name: 3 }] },
    "the name of its parameter 1 must be a text of its own: found 3",
  ],
  [
    { ...right, parameters: () => [undefined] },
    "the name of its parameter 1 must be a text of its own: found nothing",
  ],
  [
    { ...right, parameters: () => [{ ...weight, shape: [2.5] }] },
    `the shape of its parameter w ${shape}: found [2.5]`,
  ],
  [
    { ...right, parameters: () => [{ ...weight, initializer: "he" }] },
    'the initializer of its parameter w must be an object with a function fill, such as zeros: found "he"',
  ],
  [
    { ...right, loss: { targets: () => [] } },
    `the shape of the first target that loss.targets returns ${shape}: found nothing`,
  ],
  [{ f: (x: number) => x }, `its declaration ${forms} { f }`],
  [
    { outputShape: right.outputShape },
    `its declaration ${forms} { outputShape }`,
  ],
  [{ create: () => undefined }, `what create returns ${forms} nothing`],
  [
    { f: (x: number) => `${x}`, df: () => 1 },
    'what f returns must be a number: found "0.5"',
  ],
  [
    { f: (x: number) => x, df: () => undefined },
    "what df returns must be a number: found nothing",
  ],
  [
    { f: (x: number) => Promise.resolve(x), df: () => 1 },
    "what f returns must be a number: found a promise",
  ],
  [
    { ...right, examples: [{ arguments: [], inputs: [3] }] },
    "each of its examples must be as { arguments: [2], inputs: [[3, 4]] }, a shape for each input: found inputs [3]",
  ],
];

for (const [declaration, message] of wrong) {
  Deno.test(`a layer is refused alone and in a network: ${message}`, () => {
    for (
      const use of [
        () => gradcheck(define(declaration)(), { inputs: [[2]] }),
        () => nn("input(2) -> mine", { layers: [define(declaration)] }).bind(),
      ]
    ) {
      const error = assertThrows(use, NablaError);
      assertStringIncludes(error.message, message);
    }
  });
}

const even = defineLayer({
  name: "even",
  outputShape(shape) {
    if (shape.length === 2 && shape[1] % 2 === 0) return shape;
    throw new Error("the width must be even");
  },
  bind: ({ x, dx, y, dy }) => ({
    forward: () => y.set(x),
    backward: () => dx.set(dy.subarray(0, dx.length)),
  }),
});

Deno.test("gradientTests on a shape that the layer cannot take points at examples", () => {
  const [found] = differingExamples(even.definition, [0], [1]);
  assertEquals(
    found,
    `even cannot be tried with no arguments on 1 input of 3: the width must be even
Tell defineLayer what to try it on, as in examples: [{ arguments: [], inputs: [[2, 4]] }]: arguments as in a call, a shape for each input, without the batch.`,
  );
  const examples = [{ arguments: [], inputs: [[2, 4]] }];
  assertEquals(
    [...differingExamples({ ...even.definition, examples }, [0], [1])],
    [],
  );
});

Deno.test("a check of a layer alone on a shape that nobody gave points at inputs", () => {
  assertThrows(
    () => gradcheck(even()),
    NablaError,
    "Cannot check even as it cannot take 3, which is tried where no shape is given (the width must be even): give shapes that it takes, without the batch, as in `inputs: [[2, 4]]`",
  );
  assertEquals(gradcheck(even(), { inputs: [[2, 4]] }).verdict, "pass");
});
