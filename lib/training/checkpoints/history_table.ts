/**
 * The history of a training as one array with a row for each epoch: with many
 * epochs, a text would be too long for the header of a file.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { EpochRecord, Evaluation } from "../evaluation/history.ts";

const metric = "metrics.";
const part = "losses.";
const whole = "objective";
const validation = "validation.";

/** A history as a table, whose columns are those of its last epoch: `loss`, `metrics.mae`, `validation.loss` … */
export function historyTable(history: readonly EpochRecord[]) {
  const columns = [...cellsOf(history.at(-1)).keys()];
  const rows = allocate("float64", history.length * columns.length);
  for (const [i, record] of history.entries()) {
    const cells = cellsOf(record);
    for (const [j, column] of columns.entries()) {
      rows[i * columns.length + j] = cells.get(column) ?? NaN;
    }
  }
  return { columns, rows };
}

function cellsOf(record: EpochRecord | undefined): Map<string, number> {
  const cells = new Map<string, number>();
  const add = (prefix: string, evaluation: Evaluation) => {
    const { loss, losses = {}, objective, metrics } = evaluation;
    cells.set(`${prefix}loss`, loss);
    if (objective !== undefined) cells.set(`${prefix}${whole}`, objective);
    for (const [name, value] of Object.entries(losses)) {
      cells.set(`${prefix}${part}${name}`, value);
    }
    for (const [name, value] of Object.entries(metrics)) {
      cells.set(`${prefix}${metric}${name}`, value);
    }
  };
  if (record === undefined) return cells;
  cells.set("learningRate", record.learningRate);
  add("", record);
  if (record.validation !== undefined) add(validation, record.validation);
  return cells;
}

/**
 * Reads what {@linkcode historyTable} gave.
 *
 * @throws {NablaError} if the columns are not of a history, or the numbers not of
 * whole epochs.
 */
export function readHistory(
  columns: readonly string[],
  rows: Values,
): readonly EpochRecord[] {
  if (columns.length === 0 && rows.length === 0) return [];
  const own = columns.filter((column) => !column.startsWith(validation));
  const tried = columns.slice(own.length);
  const places = [
    evaluationAt(own.slice(1), 1, ""),
    ...tried.length === 0 ? [] : [evaluationAt(tried, own.length, validation)],
  ];
  const isKnown = own[0] === "learningRate" && !places.includes(undefined) &&
    rows.length % columns.length === 0;
  if (!isKnown) {
    throw new NablaError("state", {
      subject: say("the training"),
      rule: say(
        "its history must have a learning rate, a loss and metrics for each epoch",
      ),
    });
  }
  const [measured, validated] = places;
  const { length } = columns;
  return Array.from({ length: rows.length / length }, (_, i): EpochRecord => {
    const row = rows.subarray(i * length, (i + 1) * length);
    return {
      epoch: i + 1,
      ...(measured?.(row) ?? { loss: NaN, metrics: {} }),
      learningRate: row[0],
      ...validated && { validation: validated(row) },
    };
  });
}

/** Reads an evaluation from a row, from its column `start` on; undefined if the columns are not of one. */
function evaluationAt(
  columns: readonly string[],
  start: number,
  prefix: string,
): ((row: Values) => Evaluation) | undefined {
  const [loss, ...more] = columns;
  const others = more.filter((column) => column !== prefix + whole);
  const objective = columns.indexOf(prefix + whole);
  const namesAt = (place: string) =>
    others.filter((column) => column.startsWith(prefix + place))
      .map((column) => column.slice(prefix.length + place.length));
  const [losses, metrics] = [namesAt(part), namesAt(metric)];
  if (loss !== `${prefix}loss`) return undefined;
  if (losses.length + metrics.length !== others.length) return undefined;
  const valuesIn = (row: Values, names: readonly string[], place: string) =>
    Object.fromEntries(names.map((name) => [
      name,
      row[start + columns.indexOf(prefix + place + name)],
    ]));
  return (row) => ({
    loss: row[start],
    ...objective > 0 && { objective: row[start + objective] },
    ...losses.length > 0 && { losses: valuesIn(row, losses, part) },
    metrics: valuesIn(row, metrics, metric),
  });
}
