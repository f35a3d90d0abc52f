// What is said of a file that holds no network, in Chinese.
import { assertEquals, assertThrows } from "@std/assert";
import { descriptionIn } from "../../../dsl/network_file/network_description.ts";
import { NablaError } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

Deno.test("a description that makes no sense is refused in Chinese", () => {
  const whole = { version: 1, text: "", libraries: [], precision: "float32" };
  const found = [
    "{",
    JSON.stringify({ ...whole, version: 2 }),
    JSON.stringify({ ...whole, means: ["a"] }),
    JSON.stringify({ ...whole, arrays: { inputs: 1 } }),
    JSON.stringify({ ...whole, schema: {} }),
  ].map((text) => {
    const metadata = new Map([["nabla", text]]);
    const { message } = spoken(
      zh,
      () => assertThrows(() => descriptionIn("n", { metadata }), NablaError),
    );
    return message;
  });
  assertEquals(found, [
    "n：其描述必须是 JSON",
    "n：其描述必须有版本号 1、文本、库和精度",
    "n：means 必须是数",
    "n：其数组的读法必须给出名称和形状",
    "n：无法读取数据模式：inputs 和 targets 必须是名称互不相同的列的列表，且至少有一个输入",
  ]);
  assertEquals(mixed(found.join("\n")), []);
});
