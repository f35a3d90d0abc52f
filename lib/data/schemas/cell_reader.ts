import { say } from "../../../words/say.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { decimal } from "../tables/decimal.ts";
import { maxSingle, singleRule } from "../../base/values.ts";
import { type Cell, formatCell, type Row } from "../tables/table.ts";
import {
  type CellMistake,
  labelProblem,
  type MistakeReporter,
} from "./cell_mistakes.ts";
import type { Labels } from "./labels.ts";
import type { MissingRule } from "./missing.ts";

export interface ReadColumn {
  readonly name: string;
  /** Its index in a row. */
  readonly position: number;
  readonly role: "input" | "target";
  /** Which of several inputs, or of several losses, it is for. */
  readonly part?: string | undefined;
  /** The shape of a cell's value; `[]` for a category. */
  readonly shape: Shape;
  /** Its categories, if it has some. */
  readonly labels?: Labels | undefined;
}

/**
 * Writes the numbers of a column's cell from index `at`, NaN where there is none;
 * returns whether all are there.
 */
type CellReader = (row: Row, column: ReadColumn, at: number) => boolean;

/** What {@linkcode createCellReader} takes. */
interface CellReaderOptions {
  readonly missing: MissingRule;
  /** What a text means as a number. */
  readonly numberOf: (text: string) => number;
  /** Takes a mistake. */
  readonly report: MistakeReporter;
  /** Takes the mistake of an unknown label, whose number is -1: it is none in a row that is left out. */
  readonly reportLabel: MistakeReporter;
}

/** Makes a reader that writes to an array. */
export function createCellReader(
  numbers: Float64Array,
  { missing, numberOf, report, reportLabel }: CellReaderOptions,
): CellReader {
  function missed(row: Row, column: ReadColumn, cell: Cell): false {
    const { action } = missing;
    const isFatal = action === "mean" && column.role === "target";
    if (action !== "error" && !isFatal) return false;
    const problem = () =>
      say(
        isFatal
          ? "a target must not be missing: found {found}"
          : "a value is missing: found {found}",
        { found: formatCell(cell) },
      );
    report(mistake(row, column, "missing", cell, problem));
    return false;
  }

  /** The number of a cell; NaN for a text that is none, and where there is a mistake. */
  function readNumber(
    row: Row,
    column: ReadColumn,
    cell: Cell,
    notNumber: () => string,
  ): number {
    const number = typeof cell === "string"
      ? numberOf(cell)
      : typeof cell === "object"
      ? NaN
      : Number(cell);
    const found = numberMistake(cell, number);
    if (found === undefined) return number;
    const [kind, problem = notNumber] = found;
    report(mistake(row, column, kind, cell, problem));
    return NaN;
  }

  function read(row: Row, column: ReadColumn, at: number): boolean {
    const { role, shape, labels } = column;
    const cell = row.cells[column.position];
    if (missing.isMissing(cell)) {
      numbers.fill(NaN, at, at + elementCount(shape));
      return missed(row, column, cell);
    }
    if (labels !== undefined) {
      const isLabel = typeof cell !== "object";
      numbers[at] = isLabel ? labels.indexOf(cell) : -1;
      if (numbers[at] >= 0) return true;
      const problem = () => labelProblem(cell, role, labels.list);
      const kind = isLabel ? "label" : "other";
      const take = isLabel ? reportLabel : report;
      take(mistake(row, column, kind, cell, problem));
      return true;
    }
    if (shape.length > 0) {
      const end = readArray(row, column, cell, 0, at);
      return !numbers.subarray(at, end).some(Number.isNaN);
    }
    numbers[at] = readNumber(
      row,
      column,
      cell,
      () =>
        say(
          role === "input"
            ? "an input must be a number: found {found}"
            : "a target must be a number: found {found}",
          { found: formatCell(cell) },
        ),
    );
    return !Number.isNaN(numbers[at]);
  }

  /** Reads the arrays along the axes from `axis`; returns where their numbers end. */
  function readArray(
    row: Row,
    column: ReadColumn,
    cell: Cell,
    axis: number,
    at: number,
  ): number {
    const { shape } = column;
    if (axis < shape.length) {
      if (!Array.isArray(cell) || cell.length !== shape[axis]) {
        report(mistake(
          row,
          column,
          "other",
          cell,
          () => unlikeFirst(shape, cell),
        ));
        const end = at + elementCount(shape.slice(axis));
        numbers.fill(NaN, at, end);
        return end;
      }
      for (const item of cell) at = readArray(row, column, item, axis + 1, at);
      return at;
    }
    numbers[at] = NaN;
    const problem = () =>
      say("an array must hold numbers: found {found}", {
        found: formatCell(cell),
      });
    if (cell === null) missed(row, column, cell);
    else if (typeof cell === "number") {
      numbers[at] = readNumber(row, column, cell, problem);
    } else {
      const isLong = typeof cell === "string" &&
        losesDigits(cell, decimal(cell));
      const own = isLong ? () => lostDigits(cell) : problem;
      report(mistake(row, column, "other", cell, own));
    }
    return at + 1;
  }

  return read;
}

/** A whole number, its thousands grouped or not. */
const wholeNumber = /^[+-]?(?:\d+|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+)$/;

function lostDigits(cell: Cell): string {
  return say("a whole number beyond 2^53 would lose digits: found {found}", {
    found: formatCell(cell),
  });
}

function unlikeFirst(shape: Shape, cell: Cell): string {
  return Array.isArray(cell)
    ? say(
      "an array must be {shape} numbers, as the first is: found one with {count}",
      { shape: formatShape(shape), count: cell.length },
    )
    : say("an array must be {shape} numbers, as the first is: found {found}", {
      shape: formatShape(shape),
      found: formatCell(cell),
    });
}

/** Whether a text is a whole number, and the number that was read from it another. */
export function losesDigits(text: string, number: number): boolean {
  if (!(Math.abs(number) >= 2 ** 53)) return false;
  const trimmed = text.trim();
  if (!wholeNumber.test(trimmed)) return false;
  return !Number.isFinite(number) ||
    BigInt(trimmed.replaceAll(/[^\d-]/g, "")) !== BigInt(number);
}

/** What is wrong with the number that a cell says: a kind of mistake, and a problem unless it is none. */
function numberMistake(
  cell: Cell,
  number: number,
): readonly [kind: CellMistake["kind"], problem?: () => string] | undefined {
  if (Number.isNaN(number)) {
    return [typeof cell === "object" ? "other" : "text"];
  }
  if (typeof cell === "string" && losesDigits(cell, number)) {
    return ["digits", () => lostDigits(cell)];
  }
  if (Math.abs(number) <= maxSingle) return undefined;
  return [
    "other",
    () =>
      say("a number must {rule}: found {found}", {
        rule: say(singleRule),
        found: formatCell(typeof cell === "number" ? `${cell}` : cell),
      }),
  ];
}

/** A mistake in a cell of a row. */
function mistake(
  { line }: Row,
  { name, position, role }: ReadColumn,
  kind: CellMistake["kind"],
  cell: Cell,
  problem: () => string,
): CellMistake {
  return { line, column: name, position, role, kind, cell, problem };
}
