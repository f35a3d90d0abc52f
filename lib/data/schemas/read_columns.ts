import { say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import { DataError } from "../../bytes/data_error.ts";
import type {
  ChosenColumn,
  ChosenColumns,
  ColumnOptions,
} from "../tables/columns.ts";
import { numberReader } from "../tables/decimal_marks.ts";
import type { Cell, Table } from "../tables/table.ts";
import { losesDigits, type ReadColumn } from "./cell_reader.ts";
import { openLabels } from "./labels.ts";
import type { MissingRule } from "./missing.ts";

/** Looks at rows until each column that is used has had a value, which decides on its shape and kind. */
export async function columnsToRead(
  table: Table,
  { inputs, targets, classes }: ChosenColumns,
  missing: MissingRule,
  { targetKind = "auto" }: ColumnOptions,
): Promise<readonly ReadColumn[]> {
  const { name: file, columns } = table;
  const numberOf = numberReader(table.decimal);
  const open = new Set(
    [...inputs, ...targets].map(({ position }) => position),
  );
  const shapes = new Map<number, Shape>();
  const texts = new Set<number>();
  search: for await (const rows of table.rows()) {
    for (const { line, cells } of rows) {
      for (const i of open) {
        if (missing.isMissing(cells[i])) continue;
        open.delete(i);
        shapes.set(i, arrayShape(file, line, columns[i], cells[i]));
        if (isText(cells[i], numberOf)) texts.add(i);
      }
      if (open.size === 0) break search;
    }
  }
  const isArray = (i: number) => (shapes.get(i)?.length ?? 0) > 0;
  const kindOf = (part = "") =>
    typeof targetKind === "string"
      ? targetKind
      : new Map(Object.entries(targetKind)).get(part) ?? "auto";
  const isClass = (i: number, kind: string) =>
    (kind === "auto" && texts.has(i)) || (kind === "class" && !isArray(i));
  const use =
    (role: "input" | "target") =>
    ({ position: i, part }: ChosenColumn): ReadColumn => {
      const own = { name: columns[i], position: i, role, part };
      const isLabelled = classes.has(i) ||
        (role === "target" && isClass(i, kindOf(part)));
      return isLabelled
        ? { ...own, shape: [], labels: openLabels() }
        : { ...own, shape: shapes.get(i) ?? [] };
    };
  return [...inputs.map(use("input")), ...targets.map(use("target"))];
}

function isText(cell: Cell, numberOf: (text: string) => number): boolean {
  return typeof cell === "boolean" ||
    (typeof cell === "string" &&
      (Number.isNaN(numberOf(cell)) || losesDigits(cell, numberOf(cell))));
}

/** How deep the arrays of a cell may nest. */
const maxDepth = 8;

/** The shape of a cell's arrays; `[]` for another value. */
function arrayShape(
  file: string,
  line: number,
  column: string,
  cell: Cell,
): Shape {
  const shape: number[] = [];
  while (Array.isArray(cell)) {
    if (cell.length > 0 && shape.push(cell.length) <= maxDepth) {
      cell = cell[0];
      continue;
    }
    throw new DataError(
      { file, line, column },
      cell.length === 0
        ? say("an array must hold numbers: found {found}", {
          found: say("none"),
        })
        : say("arrays must nest at most {most} deep: found deeper ones", {
          most: maxDepth,
        }),
    );
  }
  return shape;
}
