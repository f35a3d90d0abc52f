// Layers in Chinese: what they are, and what they refuse.
import { assert, assertEquals } from "@std/assert";
import { formulaOf } from "../../dsl/trace/formula.ts";
import { leaky_relu, NablaError } from "../../mod.ts";
import type { Layer, LayerDefinition, Shape } from "../../define.ts";
import { createRandom } from "../../lib/base/random.ts";
import { aloneSubject } from "../../lib/gradcheck/subjects/drawn_subjects.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import { targetKinds } from "../../lib/layer/loss_table.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";
import { translated } from "../../words/say.ts";
import { zh } from "../../words/zh.ts";
import { mixed, spoken } from "../helpers/languages.ts";

const layers = builtins.map(({ definition }) => definition);
const definitions = [
  ...layers,
  ...wiring.map(({ definition }) => definition),
];

/** Words of formulas: layers, values and gradients. */
const symbols = new Set([
  ...definitions.map(({ name }) => name),
  ..."dy dq dk dv ds da do dh dc weight bias mask memory mean variance width heads slope cos NaN KL one-hot"
    .split(" "),
]);

/** Formulas with a blank in them. */
const formulas = ["log p", "log t!", "[dq dk dv]"];

/** What is no name of the layer and no symbol of a formula. */
function wordsIn(
  text: string,
  { arguments: specs, branches }: Pick<
    LayerDefinition,
    "arguments" | "branches"
  >,
): string[] {
  const own = Object.entries(specs).flatMap(([name, { choices = [] }]) => [
    name,
    ...choices,
  ]);
  const bare = text.replace(/`[^`]*`/g, "");
  return [...bare.matchAll(/(?<![\p{L}\d_])[A-Za-z][a-z-]+(?![\w(])/gu)]
    .map(([word]) => word)
    .filter((word) =>
      !symbols.has(word) && !own.includes(word) &&
      !branches?.names?.includes(word)
    );
}

Deno.test("summaries, arguments and formulas of all layers have their Chinese", () => {
  const left = definitions.flatMap((definition) => {
    const { name, summary, arguments: specs, gradients = {} } = definition;
    const descriptions = Object.values(specs).map((spec) => spec.summary);
    return [summary, ...descriptions, ...Object.values(gradients)]
      .map((text) => spoken(zh, () => translated(text)))
      .filter((text) =>
        wordsIn(text, definition).length > 0 ||
        mixed(text, formulas).length > 0
      )
      .map((text) => `${name}: ${text}`);
  });
  assertEquals(left, []);
  const of = (name: string) =>
    definitions.find((definition) => definition.name === name);
  spoken(zh, () => {
    const { summary = "", gradients = {} } = of("relu") ?? {};
    assertEquals(translated(summary), "线性整流单元，y = max(x, 0)");
    assertEquals(translated(gradients.x), "x > 0 时为 dy，否则为 0");
    assertEquals(
      formulaOf(leaky_relu(), "x", 1),
      "x > 0 时为 dy，否则为 slope·dy",
    );
  });
});

Deno.test("what losses take, and why checks are waived, has its Chinese", () => {
  const texts = [
    ...Object.values(targetKinds).flatMap(({ words, rule }) =>
      rule === undefined ? [words] : [words, rule.words]
    ),
    ...layers.flatMap((definition) =>
      definition.examples.flatMap((example) =>
        Object.values(createLayer(definition, example.arguments).waivers ?? {})
      )
    ),
    ...definitions.flatMap(({ branches }) => branches?.verb ?? []),
  ];
  const said = texts.map((text) => spoken(zh, () => translated(text)));
  assertEquals(said.filter((text) => !/[\u4e00-\u9fff]|^-1 /.test(text)), []);
  assert(said.includes("推理时不抽取随机数"));
});

/** Shapes of all ranks, most of which most layers do not take. */
const shapes: readonly Shape[] = [
  [],
  [1],
  [5],
  [2, 3],
  [7, 7],
  [1, 11, 1],
  [3, 5, 7],
  [4, 4, 3, 2],
  [2, 2, 2, 2, 2],
];

/** What a layer refuses: shapes for one of its inputs or for all, and numbers that are no index, class or count. */
function* refusalsOf(
  layer: Layer,
  inputs: readonly Shape[],
): Generator<NablaError> {
  for (const shape of shapes) {
    for (
      const given of [
        inputs.map(() => shape),
        ...inputs.map((_, at) => inputs.with(at, shape)),
      ]
    ) {
      const error = refusal(() => layer.outputShape(...given));
      if (error !== undefined) yield error;
    }
  }
  const options = { seed: 0, batch: 2, inputs };
  const subject = aloneSubject(layer, options, createRandom(0));
  for (const values of subject.site?.inputs ?? []) {
    const before = values.slice();
    values.fill(-7.5);
    const error = refusal(() => subject.forward(0));
    if (error !== undefined) yield error;
    values.set(before);
  }
}

function refusal(attempt: () => void): NablaError | undefined {
  try {
    attempt();
  } catch (error) {
    assert(error instanceof NablaError, String(error));
    return error;
  }
}

Deno.test("no refusal of a layer has English in it", () => {
  const refusing = new Map<string, string[]>();
  const left = new Set<string>();
  spoken(zh, () => {
    for (const definition of layers) {
      for (const example of definition.examples) {
        const layer = createLayer(definition, example.arguments);
        for (
          const { message, help, facts } of refusalsOf(layer, example.inputs)
        ) {
          const way = "wayOut" in facts ? facts.wayOut ?? "" : "";
          for (const text of [message, way, `${help ?? ""}`]) {
            if (mixed(text).length > 0) left.add(text);
          }
          const { name } = definition;
          refusing.set(name, [...refusing.get(name) ?? [], message]);
        }
      }
    }
  });
  assertEquals([...left], []);
  assert(refusing.size > 80, `${refusing.size} layers refuse something`);
  const messages = new Set([...refusing.values()].flat());
  for (
    const message of [
      "无法应用 glu：轴 0 的元素个数必须是偶数，其中一半为门：形状 5 的轴 0 有 5 个元素",
      "无法应用 fc：它写明接受 3 个输入：实际收到 5 个",
      "无法应用 transpose：输入必须至少有两个轴，实际为 5",
      "无法计算 embedding：样本 0 的 x[0] 必须是从 0 到 4 的词元编号，实际为 -7.5",
    ]
  ) {
    assert(messages.has(message), message);
  }
});

/** Arguments that no layer takes. */
const wrong: readonly unknown[] = [
  -2.5,
  NaN,
  "nothing",
  [],
  [-0.5],
  true,
  null,
];

Deno.test("no refusal of an argument of a layer has English in it", () => {
  const messages = spoken(zh, () =>
    layers.flatMap((definition) =>
      [
        [],
        Array(9).fill(1),
        [{ nothing: 1 }],
        ...Object.keys(definition.arguments).flatMap((name) =>
          wrong.map((value) => [{ [name]: value }])
        ),
      ].flatMap((args) =>
        refusal(() => createLayer(definition, args))?.message ?? []
      )
    ));
  assertEquals(
    [...new Set(messages)].filter((text) => mixed(text).length > 0),
    [],
  );
  assert(messages.length > layers.length);
  for (
    const message of [
      "无法创建 fc：它需要 out（输出的个数）",
    ]
  ) assert(messages.includes(message), message);
});
