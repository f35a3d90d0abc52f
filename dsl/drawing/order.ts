import type { LayoutCell } from "./cells.ts";

const sweeps = 16;

/**
 * Orders each row by the barycenters of its neighbours, down and up in turn, then
 * exchanges neighbours where that saves crossings; keeps the order with the fewest.
 */
export function orderRows(table: readonly LayoutCell[][]): void {
  let best = table.map((row) => [...row]);
  let fewest = crossings(table);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? table : table.toReversed()) {
      const keys = new Map(row.map((each) => [each, barycenter(each, isDown)]));
      row.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      row.forEach((each, i) => each.order = i);
    }
    exchange(table);
    const count = crossings(table);
    if (count < fewest) {
      fewest = count;
      best = table.map((row) => [...row]);
    }
  }
  for (const [i, row] of best.entries()) {
    table[i].splice(0, row.length, ...row);
    row.forEach((each, k) => each.order = k);
  }
}

function barycenter(cell: LayoutCell, isDown: boolean): number {
  const near = neighbours(cell, isDown);
  if (near.length === 0) return cell.order;
  return near.reduce((sum, order) => sum + order, 0) / near.length;
}

/** The orders of the cells above or below. */
function neighbours({ above, below }: LayoutCell, isAbove: boolean): number[] {
  return isAbove
    ? above.map(({ from }) => from.order)
    : below.map(({ to }) => to.order);
}

/** Exchanges two cells that stand side by side as long as that saves crossings. */
function exchange(table: readonly LayoutCell[][]): void {
  for (const row of table) {
    for (let hasChanged = true; hasChanged;) {
      hasChanged = false;
      for (let i = 1; i < row.length; i++) {
        const [a, b] = [row[i - 1], row[i]];
        if (saved(a, b, true) + saved(a, b, false) <= 0) continue;
        [row[i - 1], row[i]] = [b, a];
        [a.order, b.order] = [i, i - 1];
        hasChanged = true;
      }
    }
  }
}

/** How many crossings are saved on one side if `a` and `b` change places. */
function saved(a: LayoutCell, b: LayoutCell, isAbove: boolean): number {
  let count = 0;
  for (const i of neighbours(a, isAbove)) {
    for (const k of neighbours(b, isAbove)) count += Math.sign(i - k);
  }
  return count;
}

function crossings(table: readonly (readonly LayoutCell[])[]): number {
  let count = 0;
  for (const row of table) {
    const pairs = row.flatMap(({ order, below }) =>
      below.map(({ to }) => [order, to.order] as const)
    );
    for (const [i, [a, b]] of pairs.entries()) {
      for (const [c, d] of pairs.slice(i + 1)) {
        if ((a - c) * (b - d) < 0) count++;
      }
    }
  }
  return count;
}
