import { say } from "../../words/say.ts";
import type { EpochRecord } from "../../lib/training/evaluation/history.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { padded } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import {
  isDrawable,
  type Scale,
  scaleOf,
  wholeScale,
} from "../drawing/scale.ts";
import { piecesOf, type Series, seriesOf, thinned } from "./series.ts";

/** How {@linkcode renderCurve} draws. */
export interface CurveTextOptions {
  /** The most columns, 24 or more; default: 72. */
  readonly width?: number;
  /** The number of lines, 5 or more; default: 10. */
  readonly height?: number;
}

/** Dots of a Braille character, by row and column: bits above U+2800. */
const dots = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/** Marks of validation, and of a loss that is not a finite number. */
const [ring, cross] = ["o", "×"];

/**
 * The loss of each epoch as lines of text: training as a line of Braille dots,
 * validation as rings, and a cross at the top for a loss that is not a finite number.
 * The axis is logarithmic if they span more than 1.5 decades. Empty without epochs.
 *
 * ```ts
 * import { renderCurve } from "@nabla/nabla/plots";
 * import { assertEquals } from "@std/assert";
 *
 * const history = [0.7, 0.4, 0.3].map((loss, i) => (
 *   { epoch: i + 1, loss, metrics: {}, learningRate: 0.1 }
 * ));
 * assertEquals(renderCurve(history, { height: 6 }).split("\n").length, 6);
 * ```
 */
export function renderCurve(
  history: readonly EpochRecord[],
  options: CurveTextOptions = {},
): string {
  const all = seriesOf(history);
  const [training] = all;
  if (training === undefined) return "";
  const rows = Math.max(5, Math.floor(options.height ?? 10)) - 2;
  const values = all.flatMap(({ points }) => points.map(({ value }) => value));
  const y = scaleOf(values, Math.ceil(rows / 2));
  const labels = rowLabels(y, rows);
  const margin = Math.max(...labels.map((each) => each.length));
  const width = Math.max(24, Math.floor(options.width ?? 72));
  const columns = width - margin - 2;
  const epochs = training.points.map(({ epoch }) => epoch);
  const [first, last] = [epochs[0], epochs[epochs.length - 1]];
  const x = wholeScale(first, last);

  const cells = Array.from({ length: rows }, () => Array(columns).fill(" "));
  for (const [cell, bits] of brailleOf(training, x, y, columns, rows)) {
    cells[Math.floor(cell / columns)][cell % columns] = String.fromCharCode(
      0x2800 + bits,
    );
  }
  const validation = all.find(({ name }) => name === "validation");
  if (validation !== undefined) {
    for (const cell of brailleOf(validation, x, y, columns, rows).keys()) {
      // Every other column, so that training shows between them.
      if (cell % columns % 2 === 0) {
        cells[Math.floor(cell / columns)][cell % columns] = ring;
      }
    }
  }
  for (const { epoch, value } of all.flatMap(({ points }) => points)) {
    if (isDrawable(value)) continue;
    cells[0][Math.floor(placeOf(x.at(epoch), 2 * columns) / 2)] = cross;
  }
  return [
    ...cells.map((row, i) =>
      `${labels[i].padStart(margin)} ${labels[i] === "" ? "│" : "┤"}${
        row.join("")
      }`.trimEnd()
    ),
    `${" ".repeat(margin)} └${"─".repeat(columns)}`,
    `${" ".repeat(margin + 2)}${
      footer(columns, first, last, validation !== undefined)
    }`,
  ].join("\n");
}

/** The first epoch on the left, the last on the right, and the legend between them. */
function footer(
  columns: number,
  first: number,
  last: number,
  hasValidation: boolean,
): string {
  const [from, to] = first === last ? ["", ""] : [`${first}`, `${last}`];
  const room = columns - from.length - to.length;
  const only = first === last
    ? say("epoch {epoch}", { epoch: first })
    : say("epoch");
  const names = hasValidation
    ? say("{epochs}   ⠒⠒ training  {ring} validation", { epochs: only, ring })
    : say("{epochs}   ⠒⠒ training loss", { epochs: only });
  const words = [names, only, ""].find((each) => textWidth(each) + 2 <= room) ??
    "";
  const before = Math.max(0, Math.floor((room - textWidth(words)) / 2));
  const middle = " ".repeat(before) + words;
  return `${from}${padded(middle, room)}${to}`.trimEnd();
}

/** The numbers beside the rows; empty for rows without one. */
function rowLabels(y: Scale, rows: number): string[] {
  const labels = Array<string>(rows).fill("");
  for (const tick of y.ticks) {
    const row = rows - 1 - Math.floor(placeOf(y.at(tick), 4 * rows) / 4);
    if (labels[row] === "") labels[row] = formatNumber(tick, 4);
  }
  return labels;
}

/** The index of a share among `count` places. */
function placeOf(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))));
}

/** The dots of the cells that a curve passes through; a cell is row · columns + column, with rows from the top. */
function brailleOf(
  series: Series,
  x: Scale,
  y: Scale,
  columns: number,
  rows: number,
): ReadonlyMap<number, number> {
  const across = (epoch: number) => placeOf(x.at(epoch), 2 * columns);
  const down = (value: number) => 4 * rows - 1 - placeOf(y.at(value), 4 * rows);
  const cells = new Map<number, number>();
  const light = (c: number, r: number) => {
    const cell = Math.floor(r / 4) * columns + Math.floor(c / 2);
    cells.set(cell, (cells.get(cell) ?? 0) | dots[r % 4][c % 2]);
  };
  for (const piece of piecesOf(series)) {
    const points = thinned(piece, across);
    for (const [i, to] of points.entries()) {
      const from = points[Math.max(i - 1, 0)];
      const [c, r] = [across(from.epoch), down(from.value)];
      const [dc, dr] = [across(to.epoch) - c, down(to.value) - r];
      const steps = Math.max(Math.abs(dc), Math.abs(dr), 1);
      for (let k = 0; k <= steps; k++) {
        light(Math.round(c + dc * k / steps), Math.round(r + dr * k / steps));
      }
    }
    // A single dot is hard to see.
    if (points.length === 1) {
      light(across(points[0].epoch) ^ 1, down(points[0].value));
    }
  }
  return cells;
}
