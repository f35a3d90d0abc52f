/**
 * The epochs of a training as a table that grows line by line.
 *
 * @module
 */

import { formatCount } from "../../../../lib/base/words.ts";
import type { EpochRecord } from "../../../../lib/training/evaluation/history.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import { padded } from "../../../typesetting/table.ts";
import type { Io } from "../../world/io.ts";

/** The most epochs that are printed; the log has all. */
const mostLines = 100;

/** The characters of a number with four digits. */
const widest = 9;

export function epochTable(epochs: number, io: Io) {
  const every = Math.ceil(epochs / mostLines);
  let widths: readonly number[] | undefined;
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => padded(cell, widths?.[i] ?? 0, "right")).join("");
  return {
    /** Adds an epoch, with how many examples a second were processed in it. */
    add(record: EpochRecord, examplesPerSecond: number): void {
      const { epoch } = record;
      const cells = cellsOf(record, examplesPerSecond);
      if (widths === undefined) {
        widths = cells.map(([title], i) =>
          i === 0 ? 5 : Math.max(title.length, widest) + 2
        );
        io.out(`${line(cells.map(([title]) => title))}\n`);
      }
      if (epoch % every !== 0 && epoch !== 1 && epoch !== epochs) return;
      io.out(`${line(cells.map(([, cell]) => cell))}\n`);
    },
  };
}

function cellsOf(
  { epoch, loss, metrics, validation }: EpochRecord,
  examplesPerSecond: number,
): readonly (readonly [title: string, cell: string])[] {
  const numbers = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([name, value]) =>
      [prefix + name, formatNumber(value, 4)] as const
    );
  return [
    ["epoch", String(epoch)],
    ["loss", formatNumber(loss, 4)],
    ...numbers("", metrics),
    ...validation === undefined ? [] : [
      ["val. loss", formatNumber(validation.loss, 4)] as const,
      ...numbers("val. ", validation.metrics),
    ],
    ["examples/s", formatCount(Number(examplesPerSecond.toPrecision(3)))],
  ];
}
