import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Code, codes } from "../../../dsl/diagnostics/codes.ts";
import { renderLesson } from "../../../dsl/manual/lessons.ts";
import { kinds } from "../../../dsl/manual/registries.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

/** Products in formulas, which look like words. */
const products = ["dq dk dv", "log p", "log t"];

Deno.test("each page of explain is told in one language", () => {
  for (const { definitions, page } of kinds) {
    for (const name of definitions.keys()) {
      const text = spoken(zh, () => page(name, 80));
      assertMatch(text, /^\S+：/);
      assertEquals([name, mixed(text, products)], [name, []]);
    }
  }
});

Deno.test("each list of explain is told in one language", () => {
  for (const { name, list } of kinds) {
    const text = spoken(zh, () => list(80));
    assertStringIncludes(text, "`nabla explain NAME` 说明其中一项。");
    assertEquals([name, mixed(text, products)], [name, []]);
  }
});

Deno.test("the page of an optimizer and of a layer, in Chinese", () => {
  const [layer, optimizer] = kinds;
  assertEquals(
    spoken(zh, () => optimizer.page("lion", 80)),
    `lion：按梯度均值的符号，每次将每个数恰好移动一个学习率

优化器；默认学习率：0.0001

写法：
  nabla train … --optimizer "lion(beta1=0.9)"

参数：
  beta1         梯度均值在移动方向中所占的比例：不小于 0 且小于 1 的数；默认 0.9
  beta2         梯度均值的保留比例：不小于 0 且小于 1 的数；默认 0.99
  weight-decay  在梯度之外把值拉向 0 的强度：不小于 0 的数；默认 0`,
  );
  const page = spoken(zh, () => layer.page("cross_entropy", 80));
  assertStringIncludes(
    page,
    "\n接受 logits，可以是任意数\n目标：若干类别之一；也可以是",
  );
  assertStringIncludes(page, "\n梯度：\n  dx = dy·(softmax(x) - t)/n");
});

Deno.test("the page of each code is headed in Chinese", () => {
  for (const code of Object.keys(codes) as Code[]) {
    const [head] = spoken(zh, () => renderLesson(code)).split("\n");
    assertMatch(head, new RegExp(`^${code}：.*\\p{sc=Han}`, "u"));
    assertEquals([code, mixed(head)], [code, []]);
  }
});
