import type { ConfusionMatrix } from "../../lib/metrics/confusion_matrix.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { renderTable } from "../typesetting/table.ts";

/** A row for each true class: the predictions, precision, recall and f1. */
export function confusions(
  matrix: ConfusionMatrix,
  names: readonly string[] | undefined,
): string {
  const nameOf = (i: number) => names?.[i] ?? String(i);
  const scores = matrix.scores();
  const rows = confusionRows(matrix).map((counts, i) => [
    nameOf(i),
    ...counts.map((count) => count === 0 ? "·" : String(count)),
    ...[scores[i].precision, scores[i].recall, scores[i].f1].map((share) =>
      formatNumber(share, 3)
    ),
  ]);
  const right = (title: string) => ({ title, align: "right" as const });
  const table = renderTable([
    "is \\ taken for",
    ...rows.map((_, i) => right(nameOf(i))),
    ...["precision", "recall", "f1"].map(right),
  ], rows);
  return [table.header, ...table.rows].join("\n");
}

/** The rows of the matrix: for a true class, the number of examples by predicted class. */
export function confusionRows(
  { counts, classes }: ConfusionMatrix,
): number[][] {
  return Array.from(
    { length: classes },
    (_, row) => [...counts.subarray(row * classes, (row + 1) * classes)],
  );
}
