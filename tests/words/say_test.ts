import { assertEquals, assertThrows } from "@std/assert";
import { list, plural } from "../../lib/base/words.ts";
import { fc, NablaError } from "../../mod.ts";
import { say, setLanguage } from "../../words/say.ts";
import { zh } from "../../words/zh.ts";
import { spoken } from "../helpers/languages.ts";

Deno.test("a sentence has its facts in their places, in either language", () => {
  const asked = () => say("{name} must be {rule}", { name: "lr", rule: "2" });
  assertEquals(asked(), "lr must be 2");
  assertEquals(spoken(zh, asked), "lr 必须是 2");
});

Deno.test("a fact that looks like a place stays as it is", () => {
  assertEquals(
    say("{name} must be {rule}", { name: "{rule}", rule: "$& $1" }),
    "{rule} must be $& $1",
  );
});

Deno.test("a refusal is said in the language that is in force when it is made", () => {
  const refuse = () =>
    assertThrows(() => fc(2, 1).outputShape([3]), NablaError);
  assertEquals(/[\u4e00-\u9fff]/.test(refuse().message), false);
  assertEquals(/^无法应用 fc/.test(spoken(zh, refuse).message), true);
});

Deno.test("a space stands between Chinese and Latin, also where a fact begins or ends", () => {
  const asked = (name: string, rule: string) =>
    spoken(zh, () => say("{name} must be {rule}", { name, rule }));
  assertEquals(asked("lr", "正数"), "lr 必须是正数");
  assertEquals(asked("形状", "3×4"), "形状必须是 3×4");
  assertEquals(asked("`a`", "-1 或 1"), "`a` 必须是 -1 或 1");
  assertEquals(asked("x", "/a/b"), "x 必须是 /a/b");
});

Deno.test("counts and lists are those of the language", () => {
  assertEquals(spoken(zh, () => plural(1234, "number")), "1,234 个数");
  assertEquals(spoken(zh, () => list(["a", "b", "c"], "or")), "a、b 或 c");
  assertEquals(plural(1, "number"), "1 number");
  setLanguage(undefined);
});
