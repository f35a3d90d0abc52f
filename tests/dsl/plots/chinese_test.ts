import { assertEquals, assertStringIncludes } from "@std/assert";
import { moons } from "../../../data.ts";
import { boundaryToSvg } from "../../../dsl/plots/boundary_svg.ts";
import { curveToSvg } from "../../../dsl/plots/curve_svg.ts";
import { renderCurve } from "../../../dsl/plots/curve_text.ts";
import { trainingMedia } from "../../../dsl/showing/training_media.ts";
import { trainingText } from "../../../dsl/showing/training_words.ts";
import { nn, train } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

const wordsOf = (svg: string) =>
  svg.replace(/<style>[^]*?<\/style>|<[^>]*>/g, "\n");

Deno.test("the curves of a training, and what it came to, are told in Chinese", async () => {
  const network = nn`fc(2,3) -> tanh -> fc(2) -> cross_entropy`;
  const data = moons({ examples: 20 });
  const result = await train(network, data, { epochs: 3, validation: data });
  const { history } = result;
  const broken = [...history, { ...history[0], epoch: 4, loss: Infinity }];
  const said = spoken(zh, () =>
    [
      trainingText(result),
      wordsOf(trainingMedia(result)["text/html"]),
      ...[history, broken, history.slice(0, 1)].flatMap((each) => [
        renderCurve(each),
        wordsOf(curveToSvg(each, { saved: 2 })),
      ]),
    ].join("\n"));
  // The names of metrics are names.
  assertEquals(mixed(said, ["accuracy"]), [], said);
  for (const words of ["第 3 轮", "⠒⠒ 训练", "验证", "最佳：", "参数为第"]) {
    assertStringIncludes(said, words);
  }
});

Deno.test("a decision boundary is drawn in Chinese, and refused in it", () => {
  const data = moons({ examples: 20 });
  const predict = (points: ArrayLike<number>, count: number) =>
    Float64Array.from({ length: count }, (_, i) => points[2 * i]);
  const said = spoken(zh, () => wordsOf(boundaryToSvg(predict, data)));
  assertEquals(mixed(said), [], said);
  assertStringIncludes(said, "决策边界");
  assertStringIncludes(said, "类别 1");
  let refusal = "";
  spoken(zh, () => {
    try {
      boundaryToSvg(predict, data, { resolution: 1 });
    } catch (error) {
      refusal = `${error}`;
    }
  });
  assertEquals(
    refusal,
    "NablaError: 无法画出决策边界：resolution 必须是 2 到 400 的整数，实际为 1",
  );
});
