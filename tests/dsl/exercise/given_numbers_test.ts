// What a text gives, as gradcheck takes it: the gradients that it checks are those
// that `nabla run` computes, times the one weight of the one loss.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { gradcheck } from "../../../mod.ts";
import {
  compile,
  givenNumbers,
  isCompiled,
  runExercise,
} from "../../../text.ts";

function compiledOf(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return compiled;
}

const weights =
  "given fc1.weight = [[0.5, -1], [2, 0.25]]\ngiven fc1.bias = [0.1, 0.2]\n";
const texts: Readonly<Record<string, string>> = {
  "a class number":
    `fc(2,2) -> cross_entropy\n${weights}given x = [1, 2]\ngiven target = 1\n`,
  "a distribution":
    `fc(2,2) -> cross_entropy\n${weights}given x = [1, 2]\ngiven target = [0.25, 0.75]\n`,
  "a batch axis of one":
    `fc(2,2) -> mse\n${weights}given x = [[1, 2]]\ngiven target = [[3, 1]]\n`,
  "a label of the input":
    `h: input(2) -> fc(2) -> add(id, h) -> mse\n${weights}given h = [1, 2]\ngiven target = [3, 1]\n`,
  "steps of a let":
    "let block(n) = fc(n) -> tanh\ninput(1) -> block(1) -> mse\ngiven x = [2]\ngiven target = [1]\n" +
    "given block1.fc1.weight = [[0.5]]\ngiven block1.fc1.bias = [0.25]\n",
  "class numbers as input":
    "input(2) -> embedding(3,1) -> flatten -> mse\ngiven x = [2, 0]\ngiven target = [1, 0]\n" +
    "given embedding1.weight = [[0.5], [-1], [2]]\n",
  "several inputs":
    "given q = [3, 1]\ninput(2) -> mul(id, q) -> mse\ngiven x = [2, -1]\ngiven target = [1, 1]\n",
};
for (const [what, text] of Object.entries(texts)) {
  Deno.test(`gradients are checked where the text says: ${what}`, () => {
    const compiled = compiledOf(text);
    const { bound, drawn } = runExercise(compiled);
    assertEquals(drawn, []);
    bound.backward();
    const report = gradcheck(compiled.network, {
      ...givenNumbers(compiled),
      keepNumbers: true,
    });
    assertEquals([report.verdict, report.batch, report.drawn], ["pass", 1, []]);
    const ratios = report.checks[report.checks.length - 1].gradients.flatMap((
      { path, numbers },
    ) => {
      const own = path === "x" ? bound.dx : bound.parameters.get(path).gradient;
      assertEquals(own.length, numbers?.analytic.length);
      return Array.from(own, (d, i) => (numbers?.analytic[i] ?? NaN) / d)
        .filter((_, i) => own[i] !== 0);
    });
    assert(ratios.length > 1);
    for (const ratio of ratios) assertAlmostEquals(ratio / ratios[0], 1, 1e-9);
  });
}

Deno.test("the batch is given with x or target, and by them alone", () => {
  const parts: readonly (readonly [text: string, batch: number | undefined])[] =
    [
      ["fc(2,2)\ngiven x = [[1, 2], [3, 4]]", 2],
      ["fc(2,2) -> cross_entropy\ngiven target = [0, 1, 1, 0]", 4],
      ["fc(2,2)\ngiven fc1.bias = [1, 2]", undefined],
      ["fc(2,2)\ngiven y.grad = [1, 0]", undefined],
      ["fc(2,2)", undefined],
    ];
  for (const [text, batch] of parts) {
    assertEquals(givenNumbers(compiledOf(text)).batch, batch, text);
  }
  const { batch, given, drawn } = gradcheck(
    compiledOf(parts[1][0]).network,
    givenNumbers(compiledOf(parts[1][0])),
  );
  assertEquals([batch, given], [4, ["target"]]);
  assertEquals(drawn, ["x", "fc1.weight", "fc1.bias"]);
});

Deno.test("a text without an input has one example, given or not", () => {
  const circuit = compiledOf("given x = [3, 2]\nx -> square");
  assertEquals(givenNumbers(circuit), { batch: 1 });
  const { batch, checks } = gradcheck(circuit.network, givenNumbers(circuit));
  assertEquals([batch, checks[0].gradients[0].shape], [1, [1, 2]]);
  assertEquals(givenNumbers(compiledOf("fc(2,1)")), {});
  const weight = "given x = [1]\ngiven fc1.bias = [0]\nx -> fc(1)";
  assertEquals(givenNumbers(compiledOf(weight)).batch, 1);
});
