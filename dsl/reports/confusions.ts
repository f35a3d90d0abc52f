import { say } from "../../words/say.ts";
import type { ConfusionMatrix } from "../../lib/metrics/confusion_matrix.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { renderTable, tableLines } from "../typesetting/table.ts";
import { shorten, textWidth } from "../typesetting/width.ts";

/**
 * A row for each true class: the predictions, precision, recall and f1. In a narrow
 * terminal predictions and scores are two tables, with names cut short.
 */
export function confusions(
  matrix: ConfusionMatrix,
  names: readonly string[] | undefined,
  width = Infinity,
): string {
  const right = (title: string) => ({ title, align: "right" as const });
  const counts = confusionRows(matrix).map((row) => row.map(String));
  const scores = matrix.scores().map(({ precision, recall, f1 }) =>
    [precision, recall, f1].map((share) => formatNumber(share, 3))
  );
  const all = counts.map((_, i) => names?.[i] ?? String(i));
  const scoreColumns = [say("precision"), say("recall"), "f1"].map(right);
  const corner = say("true \\ predicted");
  const table = renderTable(
    [corner, ...all.map(right), ...scoreColumns],
    all.map((name, i) => [name, ...counts[i], ...scores[i]]),
  );
  if (textWidth(table.header) <= width) return tableLines(table).join("\n");
  const room = Math.floor((width - textWidth(corner)) / all.length) - 2;
  const short = all.map((name) => shorten(name, Math.max(room, leastName)));
  const parts = [
    renderTable(
      [corner, ...short.map(right)],
      all.map((name, i) => [shorten(name, textWidth(corner)), ...counts[i]]),
      { width },
    ),
    renderTable(
      ["", ...scoreColumns],
      all.map((name, i) => [name, ...scores[i]]),
      { width },
    ),
  ];
  return parts.map((part) => tableLines(part).join("\n")).join("\n\n");
}

/** Shorter names of classes say nothing. */
const leastName = 4;

/** The rows of the matrix: for a true class, the number of examples by predicted class. */
export function confusionRows(
  { counts, classes }: ConfusionMatrix,
): number[][] {
  return Array.from(
    { length: classes },
    (_, row) => [...counts.subarray(row * classes, (row + 1) * classes)],
  );
}
