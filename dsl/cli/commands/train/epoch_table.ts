/**
 * The epochs of a training as a table that grows line by line.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { formatCount } from "../../../../lib/base/words.ts";
import {
  type EpochRecord,
  type Evaluation,
  measuresOf,
} from "../../../../lib/training/evaluation/history.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import { padded } from "../../../typesetting/table.ts";
import { textWidth } from "../../../typesetting/width.ts";
import { measureTitle, totals } from "../../words/measure_titles.ts";
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
        columns = columnsWithin(io.columns, cells);
        io.out(line(({ title }) => title));
      }
      if (epoch % every !== 0 && epoch !== 1 && epoch !== epochs) return;
      io.out(line(({ index }) => cells[index].text));
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
  cells: readonly Cell[],
): readonly Column[] {
  const all = cells.map(({ title }, index): Column => ({
    title,
    index,
    width: index === 0 ? 5 : Math.max(textWidth(title), widest) + 2,
  }));
  const ranked = all.toSorted((a, b) =>
    cells[a.index].rank - cells[b.index].rank
  );
  let left = room;
  const fitting = new Set(ranked.filter(({ width }) => {
    if (width > left) return false;
    left -= width;
    return true;
  }));
  return all.filter((column) => fitting.has(column));
}

interface Cell {
  readonly title: string;
  readonly text: string;
  /** Which of them stay where not all fit: those of the lowest. */
  readonly rank: number;
}

function cellsOf(
  record: EpochRecord,
  examplesPerSecond: number,
): readonly Cell[] {
  const numbers = (
    titleOf: (name: string) => string,
    evaluation: Evaluation,
    rank: number,
  ) =>
    measuresOf(evaluation).map(([name, value]): Cell => ({
      title: titleOf(measureTitle(name)),
      text: formatNumber(value, 4),
      rank: totals.has(name) ? 1 : rank,
    }));
  const { epoch, validation } = record;
  const pace = formatCount(Number(examplesPerSecond.toPrecision(3)));
  return [
    { title: say("epoch"), text: String(epoch), rank: 0 },
    ...numbers((name) => name, record, 3),
    ...validation === undefined
      ? []
      : numbers((name) => say("val. {name}", { name }), validation, 2),
    { title: say("examples/s"), text: pace, rank: 4 },
  ];
}
