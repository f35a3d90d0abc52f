import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { isCompiled, runExercise } from "../../../dsl/exercise/exercise.ts";
import { traceMedia } from "../../../dsl/showing/trace_media.ts";
import { nodeNamed, renderPath } from "../../../dsl/trace/path.ts";
import { renderTrace } from "../../../dsl/trace/render.ts";
import { renderNode } from "../../../dsl/trace/telling.ts";
import { traceOf } from "../../../dsl/trace/trace.ts";
import { sentences } from "../../../dsl/trace/walk.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

const texts = {
  "a circuit": "given x = 0\nA: x -> E: exp -> F: shift(1)",
  "a value that is used twice": "given a = 2\nb = a*a + 3*a\nc = b - a",
  "arrays": `given x = [[1, 2], [3, 4]]
fc(2,3) -> batchnorm -> h: tanh -> add(id, fc(3)) -> fc(1) -> mse`,
  "several losses": `a: input(2)
a -> fc(1) -> p: mse(weight=2)
a -> fc(2) -> q: cross_entropy`,
  "no start": "fc(2,2) -> tanh",
};

/** All that is said of the trace of a text. */
function saidOf(text: string): string {
  const compiled = compile(text);
  assert(isCompiled(compiled));
  const trace = traceOf(compiled, runExercise(compiled));
  const [first] = trace.nodes;
  const last = trace.nodes[trace.nodes.length - 1];
  return [
    renderTrace(trace),
    renderTrace(trace, { columns: 40 }),
    ...sentences(trace),
    ...trace.nodes.map((node) => renderNode(node, trace)),
    renderPath(trace, first, last),
    ...Object.values(traceMedia(trace)).map((html) =>
      html.replace(/<style>[^]*?<\/style>|<[^>]*>/g, "\n")
    ),
  ].join("\n");
}

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`a trace is told in Chinese, without English: ${name}`, () => {
    const said = spoken(zh, () => saidOf(text));
    assertEquals(mixed(said), [], said);
    assertEquals(said.match(/.*[:;,] [\u4e00-\u9fff].*/g), null);
  });
}

/** Wherever its lines are broken. */
const unspaced = (text: string) => text.replaceAll(/\s/g, "");

Deno.test("each step is a sentence in Chinese", () => {
  const said = spoken(zh, () => saidOf(texts["a circuit"]));
  for (
    const sentence of [
      "E 由 A 经 `exp` 得到：",
      "它的值为 1。",
      "反向传播从 F 开始：它的梯度为 1。",
      "经过 E：E 对 A 的局部导数为 E = 1，上游梯度为 1，两者之积为 1。",
      "因此 A 的梯度为 1。",
    ]
  ) assertStringIncludes(unspaced(said), unspaced(sentence));
});

Deno.test("a path that does not exist is refused in Chinese", () => {
  const compiled = compile("given x = 0\nA: x -> E: exp -> F: shift(1)");
  assert(isCompiled(compiled));
  const trace = traceOf(compiled, runExercise(compiled));
  const [from, to] = ["F", "A"].map((name) => nodeNamed(trace, name));
  assert(from && to);
  let message = "";
  spoken(zh, () => {
    try {
      renderPath(trace, from, to);
    } catch (error) {
      message = `${error}`;
    }
  });
  assertEquals(message, "NablaError: 无法显示路径：没有从 F 到 A 的路径");
});
