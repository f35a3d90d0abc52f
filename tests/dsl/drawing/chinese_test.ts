import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { diagramOf } from "../../../dsl/drawing/diagram.ts";
import { diagramToDot, diagramToMermaid } from "../../../dsl/drawing/dot.ts";
import { neuronsToSvg } from "../../../dsl/drawing/neurons.ts";
import { diagramToSvg } from "../../../dsl/drawing/svg.ts";
import { isCompiled, runExercise } from "../../../dsl/exercise/exercise.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

/** The words of every picture of a text. */
function picturesOf(text: string): string {
  const compiled = compile(text);
  assert(isCompiled(compiled));
  const exercise = runExercise(compiled);
  const diagram = diagramOf(compiled, "", exercise);
  return [
    diagramToSvg(diagram),
    neuronsToSvg(compiled, "", exercise) ?? "",
  ].map((svg) => svg.replace(/<[^>]*>/g, "\n")).concat(
    [diagramToDot(diagram), diagramToMermaid(diagram)]
      .flatMap((code) => code.match(/"[^"]*"/g) ?? [])
      .map((words) => words.slice(1, -1).replace(/\\n|<br\/>/g, "\n")),
  ).join("\n");
}

const texts = {
  "a circuit": "given a = 2\nb = a*a + 3*a",
  "neurons": "fc(2,3) -> tanh -> fc(1) -> mse",
  "many weights": "fc(8,9) -> tanh -> fc(6)",
  "several losses": `a: input(2)
a -> fc(1) -> p: mse(weight=2)
a -> fc(2) -> q: cross_entropy`,
};

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`the pictures of ${name} have no English in Chinese`, () => {
    const said = spoken(zh, () => picturesOf(text));
    assertEquals(mixed(said), [], said);
  });
}

Deno.test("lines and keys of pictures are in Chinese, gradients in their colour", () => {
  const said = spoken(zh, () => picturesOf(texts["a circuit"]));
  for (const line of ["值 2", "梯度 7", "∂：箭头所指的值对箭尾的值的导数"]) {
    assertStringIncludes(said, line);
  }
  const svg = (language: typeof zh | undefined) => {
    const draw = () => {
      const compiled = compile(texts.neurons);
      assert(isCompiled(compiled));
      return diagramToSvg(diagramOf(compiled, "", runExercise(compiled)));
    };
    return language === undefined ? draw() : spoken(language, draw);
  };
  const colored = (text: string) => text.match(/fill="#b5492f"/g)?.length;
  assertEquals(colored(svg(zh)), colored(svg(undefined)));
});
