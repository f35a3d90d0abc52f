/**
 * Places the cells of each row from left to right: the method of linear segments and
 * regions (Sander, "Graph layout through the VCG tool", 1994). A column of cells
 * straight below one another moves as one; each is drawn to where its slanted arrows
 * would be straight, and those that touch and press on each other move together.
 *
 * @module
 */

import { isPoint, type LayoutCell } from "./cells.ts";

const columnGap = 26;
const pointGap = 14;
/** Room around the nodes of a block. */
export const blockPadding = 12;

const mostPasses = 400;
/** Movements below this, in pixels, are not seen. */
const leastMove = 0.02;

/** Cells with one middle. */
interface Column {
  readonly cells: readonly LayoutCell[];
  /** The columns to the right of it that it borders on, with the least distance. */
  readonly next: Map<Column, number>;
  readonly previous: Set<Column>;
  x: number;
}

/** Columns that move as one. */
interface Region {
  readonly columns: readonly Column[];
  /** The sum of the pulls of their arrows, and how many these are. */
  readonly pull: number;
  readonly weight: number;
}

/** Sets the middle of each cell. */
export function placeCells(table: readonly (readonly LayoutCell[])[]): void {
  const columns = columnsOf(table);
  const columnOf = new Map(
    columns.flatMap((column) =>
      column.cells.map((each) => [each, column] as const)
    ),
  );
  placeLeft(columns);
  for (let pass = 0; pass < mostPasses; pass++) {
    closeBorders(columns);
    let most = 0;
    const pulls = new Map(
      columns.map((column) => [column, pullOf(column, columnOf)]),
    );
    for (const region of regionsOf(columns, pulls)) {
      if (region.weight === 0) continue;
      const move = within(region.columns, 0.6 * region.pull / region.weight);
      for (const column of region.columns) column.x += move;
      most = Math.max(most, Math.abs(move));
    }
    if (most < leastMove) break;
  }
  closeBorders(columns);
  for (const { cells, x } of columns) for (const each of cells) each.center = x;
}

function columnsOf(
  table: readonly (readonly LayoutCell[])[],
): readonly Column[] {
  const columnOf = new Map<LayoutCell, Column>();
  const columns: Column[] = [];
  for (const first of table.flat()) {
    if (first.straightAbove !== undefined) continue;
    const cells: LayoutCell[] = [];
    for (
      let each: LayoutCell | undefined = first;
      each !== undefined;
      each = each.straightBelow
    ) cells.push(each);
    const column = {
      cells,
      next: new Map(),
      previous: new Set<Column>(),
      x: 0,
    };
    columns.push(column);
    for (const each of cells) columnOf.set(each, column);
  }
  for (const row of table) {
    for (const [i, cell] of row.slice(1).entries()) {
      const [a, b] = [columnOf.get(row[i]), columnOf.get(cell)];
      if (a === undefined || b === undefined) continue;
      const gap = row[i].right + gapBetween(row[i], cell) + cell.left;
      a.next.set(b, Math.max(gap, a.next.get(b) ?? 0));
      b.previous.add(a);
    }
  }
  return columns;
}

function gapBetween(a: LayoutCell, b: LayoutCell): number {
  if (a.border !== undefined || b.border !== undefined) return blockPadding;
  return isPoint(a) || isPoint(b) ? pointGap : columnGap;
}

/** Each as far left as those before it allow. */
function placeLeft(columns: readonly Column[]): void {
  const waiting = new Map(
    columns.map((column) => [column, column.previous.size]),
  );
  const ready = columns.filter(({ previous }) => previous.size === 0);
  for (const column of ready) {
    for (const [next, gap] of column.next) {
      next.x = Math.max(next.x, column.x + gap);
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
}

/** Moves each border to what it surrounds, inner ones first. */
function closeBorders(columns: readonly Column[]): void {
  const borders = columns.filter(({ cells }) => cells[0].border !== undefined)
    .sort((a, b) => b.cells[0].blocks.length - a.cells[0].blocks.length);
  for (const column of borders) {
    column.x = column.cells[0].border === "left"
      ? Math.min(...Array.from(column.next, ([next, gap]) => next.x - gap))
      : Math.max(
        ...Array.from(
          column.previous,
          (each) => each.x + (each.next.get(column) ?? 0),
        ),
      );
  }
}

/** How far the arrows to other columns draw a column, in sum. */
function pullOf(
  column: Column,
  columnOf: ReadonlyMap<LayoutCell, Column>,
): readonly [pull: number, weight: number] {
  let [pull, weight] = [0, 0];
  for (const { above, below } of column.cells) {
    for (const { from, start, end } of above) {
      const other = columnOf.get(from);
      if (other === undefined || other === column) continue;
      pull += other.x + start - column.x - end;
      weight++;
    }
    for (const { to, start, end } of below) {
      const other = columnOf.get(to);
      if (other === undefined || other === column) continue;
      pull += other.x + end - column.x - start;
      weight++;
    }
  }
  return [pull, weight];
}

/** Columns that touch and are drawn towards each other make one region. */
function regionsOf(
  columns: readonly Column[],
  pulls: ReadonlyMap<Column, readonly [pull: number, weight: number]>,
): readonly Region[] {
  const regionOf = new Map(columns.map((column): [Column, Region] => {
    const [pull, weight] = pulls.get(column) ?? [0, 0];
    return [column, { columns: [column], pull, weight }];
  }));
  const touching = columns.flatMap((column) =>
    [...column.next].filter(([next, gap]) => next.x - column.x - gap < 1e-6)
      .map(([next]) => [column, next] as const)
  );
  const speed = ({ pull, weight }: Region) => weight === 0 ? 0 : pull / weight;
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const [left, right] of touching) {
      const [a, b] = [regionOf.get(left), regionOf.get(right)];
      if (a === undefined || b === undefined || a === b) continue;
      if (speed(a) <= speed(b)) continue;
      const region = {
        columns: [...a.columns, ...b.columns],
        pull: a.pull + b.pull,
        weight: a.weight + b.weight,
      };
      for (const column of region.columns) regionOf.set(column, region);
      hasChanged = true;
    }
  }
  return [...new Set(regionOf.values())];
}

/** As much of a movement as the neighbours leave room for. */
function within(columns: readonly Column[], move: number): number {
  const own = new Set(columns);
  let [least, most] = [-Infinity, Infinity];
  for (const column of columns) {
    for (const [next, gap] of column.next) {
      if (!own.has(next)) most = Math.min(most, next.x - column.x - gap);
    }
    for (const previous of column.previous) {
      const gap = previous.next.get(column) ?? 0;
      if (!own.has(previous)) {
        least = Math.max(least, previous.x + gap - column.x);
      }
    }
  }
  return Math.min(Math.max(move, Math.min(least, 0)), Math.max(most, 0));
}
