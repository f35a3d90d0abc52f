/**
 * Where the nodes of a diagram stand: in rows from top to bottom, such that
 * every arrow goes down, few cross, and none is longer than it must be. The
 * method is that of Sugiyama, Tagawa and Toda, "Methods for visual understanding
 * of hierarchical system structures", 1981: rows by longest path, points on the
 * way of long arrows, the order in a row by barycenters of neighbours, and
 * places by least squares.
 *
 * @module
 */

import { textWidth } from "../typesetting/width.ts";
import type { Diagram, DiagramNode } from "./diagram.ts";
import { separate } from "./separate.ts";

/** Width of a character of the font, in pixels. */
export const letterWidth = 7.8;
/** Height of a line of text. */
export const lineHeight = 17;

const padding = 10;
const rowGap = 46;
const columnGap = 26;
/** Room round the nodes of a block, and for its name. */
const blockPadding = 12;
const blockTitle = 18;

/** A rectangle in pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node in its place. */
export interface PlacedNode extends Rectangle {
  readonly node: DiagramNode;
}

/** An arrow on its way. */
export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  /** From the lower edge of the one to the upper edge of the other. */
  readonly points: readonly Point[];
}

/** A block round its nodes. */
export interface PlacedBlock extends Rectangle {
  readonly name: string;
  /** How many blocks stand round it. */
  readonly depth: number;
}

/** A diagram in its place. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** By id. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** Outer blocks before inner ones. */
  readonly blocks: readonly PlacedBlock[];
}

/** A node in a row, or a point on the way of a long arrow. */
interface Cell {
  readonly width: number;
  readonly height: number;
  readonly row: number;
  readonly blocks: readonly string[];
  readonly above: Cell[];
  readonly below: Cell[];
  center: number;
  order: number;
}

/** Places a diagram. */
export function layOutDiagram(diagram: Diagram): DiagramLayout {
  const rows = rowsOf(diagram);
  const cells = diagram.nodes.map((node, i) => cell(node, rows[i]));
  const chains = diagram.edges.map(({ from, to }) =>
    connect(cells[from], cells[to])
  );
  const all = [...cells, ...chains.flatMap((chain) => chain.slice(1, -1))];
  const table = tableOf(all);
  order(table);
  place(table);
  const tops = topsOf(table);

  const left = Math.min(...all.map(({ center, width }) => center - width / 2));
  const margin = marginOf(diagram);
  const x = (cell: Cell) => cell.center - left + margin;
  const nodes = cells.map((each, i) => ({
    node: diagram.nodes[i],
    x: x(each) - each.width / 2,
    y: tops[each.row],
    width: each.width,
    height: each.height,
  }));
  const edges = diagram.edges.map(({ from, to }, i) => {
    const chain = chains[i];
    const inner = chain.slice(1, -1).flatMap((point) => [
      { x: x(point), y: tops[point.row] },
      { x: x(point), y: tops[point.row] + heightOf(table[point.row]) },
    ]);
    return {
      from,
      to,
      points: [
        { x: x(cells[from]), y: nodes[from].y + nodes[from].height },
        ...inner,
        { x: x(cells[to]) + spread(cells[to], chain), y: nodes[to].y },
      ],
    };
  });
  const blocks = blocksOf(nodes);
  const right = Math.max(
    ...nodes.map(({ x, width }) => x + width),
    ...blocks.map(({ x, width }) => x + width),
    ...edges.flatMap(({ points }) => points.map(({ x }) => x)),
  );
  const bottom = Math.max(
    ...nodes.map(({ y, height }) => y + height),
    ...blocks.map(({ y, height }) => y + height),
  );
  return {
    width: Math.ceil(right + margin),
    height: Math.ceil(bottom + 24),
    nodes,
    edges,
    blocks,
  };
}

/** Arrows that end at one node end side by side, in the order in which they come. */
function spread(to: Cell, chain: readonly Cell[]): number {
  const last = chain[chain.length - 2];
  const sorted = [...to.above].sort((a, b) => a.center - b.center);
  const place = sorted.indexOf(last) - (sorted.length - 1) / 2;
  return place * Math.min(16, to.width / (sorted.length + 1));
}

function cell({ title, lines, blocks }: DiagramNode, row: number): Cell {
  const columns = Math.max(...[title, ...lines].map(textWidth));
  return {
    width: Math.max(48, columns * letterWidth + 2 * padding),
    height: (1 + lines.length) * lineHeight + padding,
    row,
    blocks,
    above: [],
    below: [],
    center: 0,
    order: 0,
  };
}

/** The row of each node: as far down as its longest way from the top, and a source right above its first use. */
function rowsOf({ nodes, edges }: Diagram): number[] {
  const rows = nodes.map(() => 0);
  for (const { id } of nodes) {
    for (const { from, to } of edges) {
      if (to === id) rows[id] = Math.max(rows[id], rows[from] + 1);
    }
  }
  for (const { id } of nodes) {
    if (edges.some(({ to }) => to === id)) continue;
    const uses = edges.filter(({ from }) => from === id);
    const first = Math.min(...uses.map(({ to }) => rows[to]));
    if (uses.length > 0) rows[id] = first - 1;
  }
  return rows;
}

/** The cells that an arrow passes, both ends included. */
function connect(from: Cell, to: Cell): Cell[] {
  const chain = [from];
  const common = from.blocks.filter((name, i) => to.blocks[i] === name);
  for (let row = from.row + 1; row < to.row; row++) {
    chain.push({
      width: 8,
      height: 0,
      row,
      blocks: common,
      above: [],
      below: [],
      center: 0,
      order: 0,
    });
  }
  chain.push(to);
  for (let i = 1; i < chain.length; i++) {
    chain[i - 1].below.push(chain[i]);
    chain[i].above.push(chain[i - 1]);
  }
  return chain;
}

function tableOf(cells: readonly Cell[]): Cell[][] {
  const table: Cell[][] = [];
  for (const each of cells) (table[each.row] ??= []).push(each);
  for (const row of table) row.forEach((each, i) => each.order = i);
  return table;
}

/** Orders each row by the barycenters of its neighbours, down and up in turn; the order with the fewest crossings stays. */
function order(table: readonly Cell[][]): void {
  let best = table.map((row) => [...row]);
  let fewest = crossings(table);
  for (let sweep = 0; sweep < 12 && fewest > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? table : table.toReversed()) {
      const key = new Map(row.map((each) => {
        const near = isDown ? each.above : each.below;
        const mean = near.reduce((sum, { order }) => sum + order, 0) /
          near.length;
        return [each, near.length === 0 ? each.order : mean];
      }));
      row.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
      row.forEach((each, i) => each.order = i);
    }
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

/** How many arrows cross between neighbouring rows. */
export function crossings(
  table: readonly (readonly {
    readonly order: number;
    readonly below: readonly { readonly order: number }[];
  }[])[],
): number {
  let count = 0;
  for (const row of table) {
    const pairs = row.flatMap(({ order, below }) =>
      below.map((to) => [order, to.order] as const)
    );
    for (const [i, [a, b]] of pairs.entries()) {
      for (const [c, d] of pairs.slice(i + 1)) {
        if ((a - c) * (b - d) < 0) count++;
      }
    }
  }
  return count;
}

/** Places each row as near to the cells above and below as the order and the widths allow. */
function place(table: readonly Cell[][]): void {
  for (const row of table) {
    let x = 0;
    for (const each of row) {
      each.center = x + each.width / 2;
      x += each.width + columnGap;
    }
  }
  for (let sweep = 0; sweep < 40; sweep++) {
    for (const row of sweep % 2 === 0 ? table : table.toReversed()) {
      const wanted = row.map((each) => {
        const near = [...each.above, ...each.below];
        const weights = near.map((other) => straightness(each, other));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return total === 0
          ? each.center
          : near.reduce((sum, { center }, i) => sum + weights[i] * center, 0) /
            total;
      });
      const gaps = row.slice(1).map((each, i) =>
        (each.width + row[i].width) / 2 + gapBetween(row[i], each)
      );
      separate(wanted, gaps).forEach((center, i) => row[i].center = center);
    }
  }
}

/** How much it counts that two cells stand right above each other: most between points of one long arrow. */
function straightness(a: Cell, b: Cell): number {
  const points = [a, b].filter(({ height }) => height === 0).length;
  return [1, 2, 8][points];
}

/** Neighbours in different blocks stand further apart. */
function gapBetween(a: Cell, b: Cell): number {
  const shared = a.blocks.filter((name, i) => b.blocks[i] === name).length;
  const borders = a.blocks.length + b.blocks.length - 2 * shared;
  return columnGap + borders * (blockPadding + 4);
}

/** The upper edge of each row; blocks that begin or end between two rows need room. */
function topsOf(table: readonly Cell[][]): number[] {
  const tops: number[] = [];
  const depth = (row: readonly Cell[]) =>
    Math.max(0, ...row.map(({ blocks }) => blocks.length));
  let y = 24 + depth(table[0]) * (blockPadding + blockTitle);
  for (const [i, row] of table.entries()) {
    tops.push(y);
    const next = table.at(i + 1);
    const room = Math.max(depth(row), next === undefined ? 0 : depth(next));
    y += heightOf(row) + rowGap + room * (blockPadding + blockTitle / 2);
  }
  return tops;
}

function heightOf(row: readonly Cell[]): number {
  return Math.max(...row.map(({ height }) => height));
}

function marginOf({ nodes }: Diagram): number {
  const depth = Math.max(0, ...nodes.map(({ blocks }) => blocks.length));
  return 24 + depth * blockPadding;
}

/** A rectangle round the nodes of each block, with room for the blocks in it. */
function blocksOf(nodes: readonly PlacedNode[]): PlacedBlock[] {
  const members = new Map<string, PlacedNode[]>();
  for (const each of nodes) {
    each.node.blocks.forEach((_, depth) => {
      const path = each.node.blocks.slice(0, depth + 1).join(".");
      members.set(path, [...members.get(path) ?? [], each]);
    });
  }
  return [...members].map(([path, inside]) => {
    const depth = path.split(".").length - 1;
    const deepest = Math.max(...inside.map(({ node }) => node.blocks.length));
    const room = (deepest - depth) * blockPadding;
    const title = (deepest - depth) * blockTitle;
    const x = Math.min(...inside.map((each) => each.x)) - room;
    const y = Math.min(...inside.map((each) => each.y)) - room / 2 - title;
    const right = Math.max(...inside.map((each) => each.x + each.width)) + room;
    const bottom = Math.max(...inside.map((each) => each.y + each.height)) +
      room;
    const name = path.split(".").at(-1) ?? path;
    const least = textWidth(name) * letterWidth + 2 * padding;
    const width = Math.max(right - x, least);
    return { name, depth, x, y, width, height: bottom - y };
  }).sort((a, b) => a.depth - b.depth);
}
