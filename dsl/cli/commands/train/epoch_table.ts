/**
 * The epochs of a training as a table that grows line by line.
 *
 * @module
 */

import { formatCount } from "../../../../lib/base/words.ts";
import {
  type EpochRecord,
  type Evaluation,
  measuresOf,
} from "../../../../lib/training/evaluation/history.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import { padded } from "../../../typesetting/table.ts";
import { textWidth } from "../../../typesetting/width.ts";
import type { Io } from "../../world/io.ts";

/** The most epochs that are printed; the log has all. */
const mostLines = 100;

/** The characters of a number with four digits. */
const widest = 9;

export function epochTable(epochs: number, io: Io) {
  const every = Math.ceil(epochs / mostLines);
  let columns: readonly Column[] | undefined;
  const line = (textOf: (column: Column) => string) =>
    columns?.map((each) => padded(textOf(each), each.width, "right")).join("") +
    "\n";
  return {
    /** Adds an epoch, with how many examples a second were processed in it. */
    add(record: EpochRecord, examplesPerSecond: number): void {
      const { epoch } = record;
      const cells = cellsOf(record, examplesPerSecond);
      if (columns === undefined) {
        columns = columnsWithin(io.columns, cells.map(([title]) => title));
        io.out(line(({ title }) => title));
      }
      if (epoch % every !== 0 && epoch !== 1 && epoch !== epochs) return;
      io.out(line(({ index }) => cells[index][1]));
    },
  };
}

interface Column {
  readonly title: string;
  /** Its place among all cells of an epoch. */
  readonly index: number;
  readonly width: number;
}

/** The columns that fit: losses before metrics, those of validation before those of training. */
function columnsWithin(
  room = Infinity,
  titles: readonly string[],
): readonly Column[] {
  const rankOf = (title: string) =>
    titles.length - 1 === titles.indexOf(title)
      ? 4
      : title === "epoch"
      ? 0
      : /^(val\. )?(loss|objective)$/.test(title)
      ? 1
      : title.startsWith("val. ")
      ? 2
      : 3;
  const all = titles.map((title, index): Column => ({
    title,
    index,
    width: index === 0 ? 5 : Math.max(textWidth(title), widest) + 2,
  }));
  const ranked = all.toSorted((a, b) => rankOf(a.title) - rankOf(b.title));
  let left = room;
  const fitting = new Set(ranked.filter(({ width }) => {
    if (width > left) return false;
    left -= width;
    return true;
  }));
  return all.filter((column) => fitting.has(column));
}

function cellsOf(
  record: EpochRecord,
  examplesPerSecond: number,
): readonly (readonly [title: string, cell: string])[] {
  const numbers = (prefix: string, evaluation: Evaluation) =>
    measuresOf(evaluation).map(([name, value]) =>
      [prefix + name, formatNumber(value, 4)] as const
    );
  const { epoch, validation } = record;
  return [
    ["epoch", String(epoch)],
    ...numbers("", record),
    ...validation === undefined ? [] : numbers("val. ", validation),
    ["examples/s", formatCount(Number(examplesPerSecond.toPrecision(3)))],
  ];
}
