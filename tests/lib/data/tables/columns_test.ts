// Ranges of columns, columns for several inputs and losses, and which may be used
// twice.
import { assertEquals, assertThrows } from "@std/assert";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import { positionsOf } from "../../../../lib/data/tables/column_ranges.ts";
import {
  chooseColumns,
  type ColumnOptions,
} from "../../../../lib/data/tables/columns.ts";
import type { Table } from "../../../../lib/data/tables/table.ts";

function tableOf(...columns: string[]): Table {
  return {
    name: "t.csv",
    columns,
    rows: async function* () {},
  };
}

const table = tableOf("p0", "kind", "p1", "p10", "p2", "a..b", "w", "x");

const ranges: readonly (readonly [names: string[], found: number[]])[] = [
  [["p0..p2"], [0, 2, 4]],
  [["p1 .. p2"], [2, 4]],
  [["p2..p2"], [4]],
  [["kind..p10"], [1, 2, 3]],
  [["2..4", "x"], [1, 2, 3, 7]],
  [["a..b"], [5]],
  [["w", "p0..p1"], [6, 0, 2]],
];
for (const [names, found] of ranges) {
  Deno.test(`columns ${names.join(" and ")} are at ${found.join(", ")}`, () => {
    assertEquals(positionsOf(table, names, "inputs"), found);
  });
}

const wrong: readonly (readonly [names: string[], message: string])[] = [
  [["p0..p10"], 'there must be a column "p3"'],
  [["p0..q"], 'there must be a column "q"'],
  [["p2..p0"], "a range of columns must end after it begins: found p2..p0"],
  [["x..w"], "a range of columns must end after it begins: found x..w"],
];
for (const [names, message] of wrong) {
  Deno.test(`columns ${names} are refused`, () => {
    assertThrows(() => positionsOf(table, names), DataError, message);
  });
}

Deno.test("a range of 100,000 columns is found", () => {
  const many = tableOf(...Array.from({ length: 100_000 }, (_, i) => `c${i}`));
  assertEquals(positionsOf(many, ["c0..c99999"]).length, 100_000);
});

const uses: readonly (readonly [what: string, options: ColumnOptions])[] = [
  ["two inputs", { inputs: { a: ["p0", "w"], b: ["w"] }, target: "kind" }],
  ["two losses", { inputs: ["p0"], target: { early: "kind", late: "kind" } }],
  ["an input and what it gives back", {
    inputs: ["p0", "p1"],
    target: ["p1", "p0"],
  }],
  ["one of several inputs and what it gives back", {
    inputs: { a: ["p0", "p1"], b: ["w"] },
    target: { back: ["p0", "p1"], kind: "kind" },
  }],
];
for (const [what, options] of uses) {
  Deno.test(`a column may be used by ${what}`, () => {
    const { inputs, targets } = chooseColumns(table, options);
    assertEquals(inputs.length + targets.length > 2, true);
  });
}

const misuses: readonly (readonly [what: string, options: ColumnOptions])[] = [
  ["twice in an input", { inputs: { a: ["w", "w"] }, target: "kind" }],
  ["as an input and its answer", { inputs: ["w"], target: "w" }],
  ["as one of the inputs, and as the target", {
    inputs: ["w", "p0"],
    target: "w",
  }],
  ["as a part of what is given back", {
    inputs: { a: ["p0", "p1"], b: ["w"] },
    target: { back: ["p0", "w"] },
  }],
];
for (const [what, options] of misuses) {
  Deno.test(`a column must not be used ${what}`, () => {
    assertThrows(
      () => chooseColumns(table, options),
      DataError,
      "a column must be used once",
    );
  });
}
