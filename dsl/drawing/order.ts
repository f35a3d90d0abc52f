import { pathOf } from "./blocks.ts";
import type { LayoutCell } from "./cells.ts";

const sweeps = 16;

/**
 * Orders each row by the barycenters of its neighbours, down and up in turn, then
 * exchanges neighbours where that saves crossings; keeps the order with the fewest.
 * The cells of a block stand side by side between its borders, and two blocks the
 * same way round in every row.
 */
export function orderRows(table: readonly LayoutCell[][]): void {
  const start = blockKeys(table, ([first]) => first);
  for (const row of table) arrange(row, ({ order }) => order, start);
  let best = table.map((row) => [...row]);
  let fewest = crossings(table);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    const means = blockKeys(table, mean);
    for (const row of isDown ? table : table.toReversed()) {
      arrange(row, (each) => barycenter(each, isDown), means);
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

/** A key for each block, by its path, from the places of its cells, upper rows first. */
function blockKeys(
  table: readonly (readonly LayoutCell[])[],
  keyOf: (orders: readonly number[]) => number,
): ReadonlyMap<string, number> {
  const orders = new Map<string, number[]>();
  for (const { blocks, border, order } of table.flat()) {
    if (border !== undefined) continue;
    blocks.forEach((_, depth) => {
      const path = pathOf(blocks.slice(0, depth + 1));
      const before = orders.get(path);
      if (before === undefined) orders.set(path, [order]);
      else before.push(order);
    });
  }
  return new Map(Array.from(orders, ([path, all]) => [path, keyOf(all)]));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** Sorts a row by a key of its cells, and by that of each block. */
function arrange(
  row: LayoutCell[],
  keyOf: (cell: LayoutCell) => number,
  keys: ReadonlyMap<string, number>,
): void {
  const sorted = level(row, 0);
  sorted.forEach((each, i) => {
    row[i] = each;
    each.order = i;
  });

  /** Cells that share their blocks down to a depth. */
  function level(cells: readonly LayoutCell[], depth: number): LayoutCell[] {
    const blocks = new Map<string, LayoutCell[]>();
    const items: { readonly key: number; readonly cells: LayoutCell[] }[] = [];
    const borders = new Map<LayoutCell["border"], LayoutCell>();
    for (const each of cells) {
      const isOwn = each.blocks.length === depth;
      if (!isOwn) {
        const path = pathOf(each.blocks.slice(0, depth + 1));
        const inside = blocks.get(path) ?? [];
        if (inside.length === 0) {
          const key = keys.get(path) ?? 0;
          items.push({ key, cells: inside });
        }
        inside.push(each);
        blocks.set(path, inside);
      } else if (each.border !== undefined) borders.set(each.border, each);
      else items.push({ key: keyOf(each), cells: [each] });
    }
    const inner = new Set(blocks.values());
    const middle = items.sort((a, b) => a.key - b.key).flatMap(({ cells }) =>
      inner.has(cells) ? level(cells, depth + 1) : cells
    );
    const [left, right] = [borders.get("left"), borders.get("right")];
    return left === undefined || right === undefined
      ? middle
      : [left, ...middle, right];
  }
}

function barycenter(cell: LayoutCell, isDown: boolean): number {
  const near = neighbours(cell, isDown);
  return near.length === 0 ? cell.order : mean(near);
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
        const isSame = a.border === undefined && b.border === undefined &&
          pathOf(a.blocks) === pathOf(b.blocks);
        if (!isSame) continue;
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
