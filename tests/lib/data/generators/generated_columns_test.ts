// The columns of generated examples.
import { assertEquals } from "@std/assert";
import { digits, moons, regressionLine, spiral } from "../../../../data.ts";
import { generatedColumns } from "../../../../lib/data/generators/generated_columns.ts";

Deno.test("classes have categories, numbers have none", () => {
  const made = spiral({ examples: 9, classes: 3 });
  const { names, schema } = generatedColumns(spiral.definition, made);
  assertEquals(names, ["x", "y", "class"]);
  assertEquals(schema?.inputs, [{ name: "x" }, { name: "y" }]);
  const target = { name: "class", categories: ["0", "1", "2"] };
  assertEquals(schema?.targets, [target]);
  const line = regressionLine({ examples: 3 });
  const numbers = generatedColumns(regressionLine.definition, line);
  assertEquals(numbers.schema?.targets, [{ name: "y" }]);
});

Deno.test("columns that a generator does not name are numbered", () => {
  const { names } = generatedColumns(
    digits.definition,
    digits({ examples: 1 }),
  );
  assertEquals([names[0], names[191], names[192]], ["x1", "x192", "class"]);
});

for (
  const [target, last] of [["one_hot", "class2"], ["sign", "class"]] as const
) {
  Deno.test(`targets that are ${target} are not those of a table`, () => {
    const made = moons({ examples: 4, target });
    const { names, schema } = generatedColumns(moons.definition, made);
    assertEquals([names.at(-1), schema], [last, undefined]);
  });
}
