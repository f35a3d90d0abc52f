// `x` by name: the network's input, with its batch.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  add,
  fc,
  format,
  gradcheck,
  id,
  NablaError,
  nn,
  pipeline,
  reference,
  value,
} from "../../../mod.ts";
import {
  compile,
  givenNumbers,
  isCompiled,
  judgeNumbers,
  runExercise,
  withInput,
} from "../../../text.ts";

/** The numbers are PyTorch's. */
const skip = `fc(2,2) -> sigmoid -> concat(id, x) -> fc(1) -> mse
given x = [[1, 2], [3, 4]]
given target = [[1], [0]]
given fc1.weight = [[0.5, -1], [0.25, 0.75]]
given fc1.bias = [0.1, -0.2]
given fc2.weight = [[1, -2, 0.5, -0.25]]
given fc2.bias = [0.3]
expect y = [[-1.152011352], [-1.060982156]]
expect loss = 2.878417998
expect x.grad = [[-1.091342879, 1.345720482], [-0.556544606, 0.389347937]]
expect fc1.weight.grad = [[-0.584207281, -1.006604175], [0.794423410, 1.473654274]]
expect fc2.weight.grad = [[-0.513947264, -2.806580519, -5.334957820, -8.547951328]]
`;

function compiledOf(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return compiled;
}

for (
  const [name, text] of [
    ["a branch", skip],
    ["the beginning", skip.replace("fc(2,2)", "x -> fc(2,2)")],
    ["a label that stands for it", skip.replace("fc(2,2)", "a: x -> fc(2,2)")],
    [
      "a let",
      `let skip(f) = concat(f, x)\n${
        skip.replace("concat(id, x)", "skip(id)")
      }`,
    ],
  ]
) {
  Deno.test(`${name} takes x by name, with its batch, and gradients are added`, () => {
    const compiled = compiledOf(text);
    assertEquals(compiled.batch, 2);
    const judgements = judgeNumbers(compiled, runExercise(compiled));
    assertEquals(judgements.filter(({ agrees }) => !agrees), []);
    const report = gradcheck(compiled.network, givenNumbers(compiled));
    assertEquals([report.verdict, report.batch], ["pass", 2]);
  });
}

Deno.test("a network that uses x by name prints back as its text", () => {
  const text = "fc(2,2) -> sigmoid -> concat(id, x)";
  assertEquals(format(compiledOf(`given x = [1, 2]\n${text}`).network), text);
  assertEquals(format(nn(text)), text);
});

Deno.test("training, which wants no gradient of x, has the same gradients", () => {
  const { network, given } = compiledOf(skip);
  const gradientsOf = (
    options: { inputGradient?: boolean; inspect?: boolean },
  ) => {
    const bound = network.bind({ batch: 2, seed: 1, ...options });
    bound.x.set([1, 2, 3, 4]);
    bound.target.set([1, 0]);
    bound.forward();
    bound.backward();
    return [...bound.parameters].map(({ gradient }) => [...gradient]);
  };
  assertEquals(given.length, 6);
  assertEquals(
    gradientsOf({ inputGradient: false, inspect: false }),
    gradientsOf({}),
  );
});

Deno.test("where nothing says what an example is, x is one example as written", () => {
  const compiled = compiledOf("given x = [[1, 2], [3, 4]]\nx -> square -> sum");
  assertEquals(compiled.batch, 1);
  assertEquals(compiled.network.input, -1);
  const [x] = compiled.network.given;
  assertEquals([x.name, x.shape], ["x", [2, 2]]);
});

Deno.test("a label or a parameter named x hides the input", () => {
  const labelled = nn`input(2) -> x: fc(3) -> tanh -> add(id, x)`;
  assertEquals(labelled.outputShape, [3]);
  const parameter = nn`let f(x) = fc(x)
input(2) -> f(3)`;
  assertEquals(parameter.outputShape, [3]);
});

for (
  const [text, help] of [
    ["x -> relu", "give it, for example as a number"],
    ["given y = 2\nadd(x, y)", "give it, for example as a number"],
    ["fc(3) -> concat(id, x)", "write the number of inputs, for example 2"],
  ]
) {
  Deno.test(`nothing says what x is: ${text.replace("\n", "; ")}`, () => {
    const [{ code, helps }] = compile(text).diagnostics;
    assertEquals([code, helps[0].text], ["E112", help]);
    const { span, text: by } = helps[0].edit ?? { span: undefined, text: "" };
    assert(span !== undefined);
    const mended = text.slice(0, span.start) + by + text.slice(span.end);
    assertEquals(compile(mended).diagnostics, []);
  });
}

Deno.test("in TypeScript x is the input too, and no value takes its name beside it", () => {
  const twin = pipeline(fc(2, 2), add(id(), reference("x")));
  assertEquals(format(twin), "fc(2,2) -> add(id, x)");
  assertThrows(
    () => pipeline(fc(2, 2), add(id(), value("x", [1, 2]))),
    NablaError,
    "another than that of the input",
  );
  assertEquals(pipeline(value("x", 3)).outputShape, []);
});

Deno.test("the shape of an input that only its name stands for is declared on a line", () => {
  const open = compile("x -> fc(3) -> concat(id, x) -> mse");
  const text = withInput(open, [4]);
  assertEquals(
    text,
    "x: input(4)\nx -> fc(3) -> concat(id, x) -> mse",
  );
  assertEquals(compile(text).network?.inputShape, [4]);
});
