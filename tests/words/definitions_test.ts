import { assertEquals } from "@std/assert";
import { kinds } from "../../dsl/manual/registries.ts";
import { zh } from "../../words/zh.ts";

Deno.test("whatever a definition says of itself and of its arguments has its Chinese", () => {
  const known = new Set(Object.keys(zh.sentences));
  // Layers, whose words are formulas too, have a test of their own.
  for (const { name, definitions } of kinds.slice(1)) {
    const said = [...definitions.values()].flatMap((each) => [
      each.summary,
      ...Object.values(each.arguments).map(({ summary }) => summary),
    ]);
    assertEquals([name, said.filter((each) => !known.has(each))], [name, []]);
  }
});
