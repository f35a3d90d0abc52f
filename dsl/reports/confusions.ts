import type { ConfusionMatrix } from "../../lib/metrics/confusion_matrix.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { renderTable } from "../typesetting/table.ts";

/** The true class of each row, what it was taken for, and how well it is told from others. */
export function confusions(
  matrix: ConfusionMatrix,
  names: readonly string[] | undefined,
): string {
  const nameOf = (i: number) => names?.[i] ?? String(i);
  const scores = matrix.scores();
  const rows = rowsOf(matrix).map((counts, i) => [
    nameOf(i),
    ...counts.map((count) => count === 0 ? "·" : String(count)),
    ...[scores[i].precision, scores[i].recall, scores[i].f1].map((share) =>
      formatNumber(share, 3)
    ),
  ]);
  const right = (title: string) => ({ title, align: "right" as const });
  const table = renderTable([
    { title: "is \\ taken for" },
    ...rows.map((_, i) => right(nameOf(i))),
    ...["precision", "recall", "f1"].map(right),
  ], rows);
  return [table.header, ...table.rows].join("\n");
}

/** How many examples of each class, row by row, were taken for which. */
export function rowsOf({ counts, classes }: ConfusionMatrix): number[][] {
  return Array.from(
    { length: classes },
    (_, row) => [...counts.subarray(row * classes, (row + 1) * classes)],
  );
}
