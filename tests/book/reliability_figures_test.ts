import { assertEquals } from "@std/assert";
import {
  figureParts,
  figureTable,
  reliabilityFigures,
} from "./reliability_figures.ts";
import { partsOf } from "./page.ts";

Deno.test("the page of figures has a place for each record", async () => {
  const page = await Deno.readTextFile(
    new URL("../../docs/reliability.md", import.meta.url),
  );
  assertEquals(partsOf(page), figureParts());
});

Deno.test("a figure is shown with its words, its thousands and its unit", () => {
  const table = figureTable({
    linesPercent: 97.4,
    textsFuzzed: 1_000_000,
    minutes: 10,
    seed: "7",
  });
  assertEquals(
    table,
    [
      "| figure       | found     |",
      "| ------------ | --------- |",
      "| lines        | 97.4 %    |",
      "| texts fuzzed | 1,000,000 |",
      "| minutes      | 10        |",
      "| seed         | 7         |",
    ].join("\n"),
  );
});

Deno.test("only records have figures", async () => {
  assertEquals(await reliabilityFigures("layers"), undefined);
  assertEquals(await reliabilityFigures("figures of layers"), undefined);
});
