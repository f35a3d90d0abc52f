// Reports in Chinese: each kind of them, and no English in any.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineLayer, type Layer } from "../../../define.ts";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { judgeClaims } from "../../../dsl/exercise/claims.ts";
import {
  type CompiledNetwork,
  isCompiled,
  runExercise,
} from "../../../dsl/exercise/exercise.ts";
import { checkAnswers } from "../../../dsl/reports/checked_answers.ts";
import { claimItems } from "../../../dsl/reports/claims.ts";
import { confusions } from "../../../dsl/reports/confusions.ts";
import { renderDataMeaning } from "../../../dsl/reports/data_meaning.ts";
import { exerciseTestsOf } from "../../../dsl/reports/exercise_tests.ts";
import { reportToHtml } from "../../../dsl/reports/gradcheck_html.ts";
import { reportItems } from "../../../dsl/reports/gradcheck_items.ts";
import { differingExamples } from "../../../dsl/reports/gradient_tests.ts";
import { renderOutline } from "../../../dsl/reports/outline.ts";
import { renderRun } from "../../../dsl/reports/run_report.ts";
import { sweepToSvg } from "../../../dsl/reports/sweep_svg.ts";
import { toJunit } from "../../../dsl/reports/junit.ts";
import { toTap } from "../../../dsl/reports/tap.ts";
import { renderChecked, renderTotals } from "../../../dsl/reports/verdicts.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import { confusionMatrix } from "../../../lib/metrics/confusion_matrix.ts";
import {
  gradcheck,
  gradcheckSteps,
  input,
  nn,
  pipeline,
  renderReport,
  renderSweep,
  sweep,
} from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

const half = defineLayer({ name: "half", f: (x) => x * x, df: (x) => x });
const logarithm = defineLayer({ name: "ln", f: Math.log, df: (x) => 1 / x });
const careless: Layer = {
  ...half(),
  bind(site) {
    const pass = half().bind(site);
    return { ...pass, backward: () => site.x.fill(1) };
  },
};
const waived: Layer = {
  ...careless,
  waivers: { pure: "它只为测试而写", gradient: "它只为测试而写" },
};

/** A report in Chinese, without line breaks. */
const told = (make: () => string) => spoken(zh, make);
const flat = (text: string) => text.replace(/\s+/g, "");

const checks: readonly (readonly [
  words: string,
  make: () => ReturnType<typeof gradcheck>,
])[] = [
  [
    "通过 7 个梯度的 21 个数全部一致",
    () => gradcheck(nn`fc(2,1) -> sigmoid`),
  ],
  [
    "可能的错误：是正确值的一半，似乎缺少对平方求导得到的因子 2",
    () => gradcheck(pipeline(input(2), half())),
  ],
  [
    "ln：x 的 9 个数中有 9 个未比较：输出在那里不是有限数",
    () => gradcheck(logarithm(), { inputs: [[3]] }),
  ],
  [
    "half：反向传播改动了 x",
    () => gradcheck(careless, { inputs: [[3]] }),
  ],
  [
    "half 的“不改动输入”得到豁免，理由是：它只为测试而写",
    () => gradcheck(waived, { inputs: [[3]] }),
  ],
  [
    "half 没有示例，因此用形状为 3 的输入来试",
    () =>
      gradcheck(
        defineLayer({
          name: "half",
          outputShape: (shape) => shape,
          bind: half().bind,
        })(),
      ),
  ],
  [
    "固定步长有截断误差和舍入误差，问题可能就在这里：改用自适应步长即可分辨",
    () => gradcheck(half(), { scheme: "central", inputs: [[2]] }),
  ],
  [
    "fc1.weight（二阶）",
    () => gradcheck(nn`fc(2,1) -> tanh`, { order: 2, precision: "float32" }),
  ],
  [
    "网络：96 个数中抽取了 15 个",
    () => gradcheck(nn`fc(2,30) -> relu`, { mode: "sampled", samples: 5 }),
  ],
  [
    "fc1：21 个数按块比较",
    () => gradcheck(nn`fc(2,5) -> tanh`, { mode: "search" }),
  ],
  [
    "检验没有做完：21 个数中已比较",
    () => {
      const steps = gradcheckSteps(nn`fc(2,1) -> sigmoid`);
      for (let n = 0; n < 4; n++) steps.next();
      const { value, done } = steps.next();
      assert(!done);
      return value.report();
    },
  ],
  [
    "函数 f",
    () =>
      gradcheck({
        f: (x) => x.map((t) => Math.floor(t)),
        vjp: (dy) => dy,
        at: [[0.5, 1.5]],
      }),
  ],
];
for (const [words, make] of checks) {
  Deno.test(`a gradient check in Chinese: ${words}`, () => {
    const text = told(() => renderReport(make()));
    assertStringIncludes(flat(text), flat(words));
    assertChinese([text]);
  });
}

Deno.test("columns of a Chinese report stand below their titles", () => {
  const [title, , row] = told(() => renderReport(gradcheck(nn`fc(2,1)`)))
    .split("\n");
  const end = (line: string, word: string) =>
    textWidth(line.slice(0, line.indexOf(word))) + textWidth(word);
  const [, analytic, numeric] = /(-?[\d.]+)\s+(-?[\d.]+)\s+\S+$/.exec(row) ??
    [];
  assertEquals(end(title, "解析"), end(row, analytic));
  assertEquals(
    end(title, "数值"),
    row.lastIndexOf(numeric) < 0 ? -1 : textWidth(
      row.slice(0, row.lastIndexOf(numeric) + numeric.length),
    ),
  );
});

Deno.test("a page of reports is Chinese, and says so", () => {
  const page = told(() =>
    reportToHtml([{
      title: "net.nn",
      text: "input(2) -> half",
      report: gradcheck(pipeline(input(2), half()), { keepNumbers: true }),
    }])
  );
  assertStringIncludes(page, '<html lang="zh">');
  const bare = page.replace(/<style>[^]*?<\/style>/, "")
    .replace(/<[^>]+>/g, "\n");
  assertStringIncludes(bare, "误差图（以容差的倍数计）");
  assertChinese([bare]);
});

Deno.test("a sweep is Chinese, as a table and as a picture", () => {
  const found = sweep(nn`fc(2,1) -> sigmoid`);
  const text = told(() => renderSweep(found));
  assertStringIncludes(text, "步长   前向差分  中心差分  自适应步长");
  assertChinese([
    text,
    told(() => sweepToSvg(found, "net")).replace(/<[^>]+>/g, "\n"),
  ]);
});

function compiled(text: string): CompiledNetwork {
  const found = compile(text);
  assert(isCompiled(found));
  return found;
}

Deno.test("an outline and a run are Chinese", () => {
  const text = compiled("fc(2,8) -> tanh -> fc(3) -> cross_entropy");
  const outline = told(() => renderOutline(text.network));
  assertStringIncludes(outline, "步骤");
  assertStringIncludes(
    outline,
    "4 个步骤，2 → 3，再到 cross_entropy，51 个参数",
  );
  const run = told(() => renderRun(text, runExercise(text, {})));
  assertStringIncludes(run, "前向传播\n");
  assertStringIncludes(run, "随机种子");
  assertChinese([
    outline,
    run,
    told(() =>
      renderRun(compiled("fc(2,3)"), runExercise(compiled("fc(2,3)")))
    ),
  ]);
});

Deno.test("what a text expects and claims is judged in Chinese, for people and for test tools", () => {
  const source = {
    name: "net.nn",
    text: `sq(x) = x^2
sq'(x) = x
given a = 2
b = sq(a)
expect b = 5
`,
  };
  const texts = spoken(zh, () => {
    const found = compile(source.text);
    const { items } = checkAnswers(found, claimItems(judgeClaims(found)));
    const report = gradcheck(logarithm(), { inputs: [[3]] });
    const refused = {
      name: "x",
      verdict: "error",
      details: "无法读取",
    } as const;
    return [{
      title: "net.nn",
      source,
      drawn: { paths: ["a", "b"], seed: 3 },
      items: [
        // Diagnostics are not the reports' own.
        ...items.map(({ name, verdict }) => ({
          name,
          verdict,
          details: "有差别",
        })),
        ...reportItems({ report, reportSource: {}, diagnostics: [] }),
        ...reportItems({
          refusal: "无法计算",
          reportSource: {},
          diagnostics: [],
        }),
        refused,
      ],
    }];
  });
  const [{ items }] = texts;
  assertEquals(items.map(({ verdict }) => verdict).slice(0, 2), [
    "fail",
    "fail",
  ]);
  assertEquals(items[1].name, "声明的导数 sq'");
  const all = [
    told(() => renderChecked(texts[0])),
    told(() => renderTotals(texts)),
    told(() => toTap(texts)).replace(/^ *(?:\.\.\.|---|[a-z]+:.*)$/gm, "")
      .replaceAll(/\b(?:not ok|ok) |# SKIP|TAP version/g, ""),
    told(() => toJunit(texts)).replace(/<[^>]+>/g, "\n"),
  ];
  assertStringIncludes(all[0], "由随机种子 3 抽取的值：a、b");
  assertStringIncludes(all[1], "不通过  1 个文本：");
  assertChinese(all);
});

Deno.test("tests of layers and of exercises are named in Chinese", () => {
  const { definition } = half;
  assertChinese(spoken(zh, () => [...differingExamples(definition, [0], [2])]));
  const needy = {
    ...definition,
    examples: [{ arguments: [1], inputs: [[2]] }],
  };
  assertChinese(spoken(zh, () => [...differingExamples(needy, [0], [2])]));
  const names = spoken(zh, () => [
    ...exerciseTestsOf({ name: "a.nn", text: "fc(2,1)" }, { seed: 0 }),
    ...exerciseTestsOf({ name: "b.nn", text: "fc(2,1" }, { seed: 0 }),
  ]).map(({ name }) => name);
  assertEquals(names, ["a.nn：梯度", "b.nn 能够编译"]);
});

Deno.test("what a network knows of its data is said in Chinese, and so is how often classes are confused", () => {
  const normalization = { offset: [1, 2], scale: [3, 4] };
  const lines = spoken(zh, () =>
    renderDataMeaning({
      schema: {
        inputs: [
          { name: "width" },
          { name: "kind", categories: ["ash", "elm"] },
        ],
        targets: [{ name: "tall" }],
      },
      labels: [3, 5],
      reading: { missing: "mean", missingNames: ["-9"] },
      normalization,
      targetNormalization: normalization,
      losses: { left: { targetNormalization: normalization } },
    }));
  assertStringIncludes(
    lines.join("\n"),
    '缺失值取该输入的均值；"-9" 也表示缺失值',
  );
  const outputs = outputsOf(nn`fc(2,2) -> cross_entropy`);
  assert(outputs !== undefined);
  const matrix = confusionMatrix(outputs);
  assertChinese([
    lines.join("\n"),
    told(() => confusions(matrix, ["ash", "elm"])),
  ]);
});
