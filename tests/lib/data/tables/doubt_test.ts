// What hardly is a table.
import { assertEquals, assertRejects } from "@std/assert";
import { csvTable } from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { guessTarget } from "../../../../lib/fitting/target_column.ts";
import { positionOf } from "../../../../lib/data/tables/header.ts";
import { DataError } from "../../../../mod.ts";
import { source } from "../../../helpers/text_sources.ts";

/** The mistake of naming a column, and its help. */
async function refusal(csv: string, wanted?: string, options = {}) {
  const table = await csvTable(source(csv), options);
  const { message, help = "" } = await assertRejects(
    () =>
      Promise.try(() =>
        wanted === undefined ? guessTarget(table) : positionOf(table, wanted)
      ),
    DataError,
  );
  return { message, help: formatAdvice(help) };
}

for (
  const [text, why] of [
    [
      "Dear diary,\ntoday I saw penguins.\n\nThey were black and white, and some were tall.\nBye\n",
      "with lines divided at commas, 2 of 3 lines do not have as many fields as the first",
    ],
    [
      "Penguins are birds.\nThey swim well.\nThey do not fly.\n",
      "with lines divided at commas, there is one column, without a number in it",
    ],
  ] as const
) {
  Deno.test(`a text that hardly is a table: ${why}`, async () => {
    for (const wanted of ["kind", undefined]) {
      assertEquals(
        (await refusal(text, wanted)).help,
        `This does not look like a table: ${why}. Another delimiter is given with delimiter.`,
      );
    }
  });
}

Deno.test("a table with a line or two of another width is one, and so is a column of numbers", async () => {
  for (const csv of ["x,y\n1,2\n3\n4,5\n", "x\n1\n2\n"]) {
    assertEquals((await csvTable(source(csv))).doubt, undefined);
  }
});

for (
  const [columns, wanted, meant] of [
    ["Beak (mm),Body Mass (g),Sex", "Body Mass", "Body Mass (g)"],
    ["Beak (mm),Body Mass (g),Sex", "mass", "Body Mass (g)"],
    ["Mass,Body Mass (g)", "body", "Body Mass (g)"],
    ["mass of body,body", "bodi", "body"],
    ["body mass,body height", "body", undefined],
    ["width,kind", "d", undefined],
  ] as const
) {
  Deno.test(`${wanted} among ${columns} is ${meant ?? "nothing that anyone could guess"}`, async () => {
    const row = columns.split(",").map((_, i) => i).join();
    assertEquals(
      (await refusal(`${columns}\n${row}\n`, wanted)).help,
      meant === undefined ? "" : `Perhaps "${meant}" is meant.`,
    );
  });
}

Deno.test("a column without a name is told by its number, and one called by a number by its name", async () => {
  const unnamed = await refusal(",kind\n0,a\n1,b\n", "width");
  assertEquals(
    unnamed.message,
    't.csv: there must be a column "width": found column 1 (no name), "kind"',
  );
  const named = await refusal("1,kind\n0,a\n1,b\n", "width", { header: true });
  assertEquals(
    named.message,
    't.csv: there must be a column "width": found "1", "kind"',
  );
});
