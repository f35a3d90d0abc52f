import { assertEquals } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { isLiteral } from "../../../lib/network/gates.ts";
import { id, input, mul, pipeline, value } from "../../../mod.ts";

Deno.test("a number in a text is told from a layer of this name, and from a given value", () => {
  const number = defineLayer({ name: "number", f: (x) => 2 * x, df: () => 2 });
  const { steps } = pipeline(input(2), number(), mul(id(), 0.5));
  assertEquals(
    steps.filter(isLiteral).map(({ layer }) => layer.arguments),
    [{ value: 0.5, text: "0.5" }],
  );
  const given = pipeline(value("a", [1, 2]), mul(id(), 3));
  assertEquals(given.steps.filter(isLiteral).length, 1);
});
