/**
 * Places the nodes of a diagram in rows from top to bottom, so that every arrow
 * goes down, few cross, and none is longer than necessary. The method is that of
 * Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
 * system structures", 1981: rows by longest path, points along long arrows, the
 * order in a row by barycenters of neighbours, and places by least squares.
 *
 * @module
 */

import { textWidth } from "../typesetting/width.ts";
import type { Diagram, DiagramNode } from "./diagram.ts";
import { separate } from "./separate.ts";

/** Width of a character of the font, in pixels. */
const letterWidth = 7.8;
/** Height of a line of text. */
export const lineHeight = 17;

const padding = 10;
const rowGap = 46;
const columnGap = 26;
/** Room around the nodes of a block, and for its name. */
const blockPadding = 12;
const blockTitle = 18;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Rectangle {
  readonly node: DiagramNode;
}

export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  /** From the lower edge of `from` to the upper edge of `to`. */
  readonly points: readonly Point[];
}

export interface PlacedBlock extends Rectangle {
  readonly name: string;
  /** The number of blocks around it. */
  readonly depth: number;
}

interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** By id. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** Outer blocks before inner ones. */
  readonly blocks: readonly PlacedBlock[];
}

/** A node in a row, or a point along a long arrow. */
interface LayoutCell {
  readonly width: number;
  readonly height: number;
  readonly row: number;
  readonly blocks: readonly string[];
  readonly above: LayoutCell[];
  readonly below: LayoutCell[];
  center: number;
  order: number;
}

export function layOutDiagram(diagram: Diagram): DiagramLayout {
  const rows = rowsOf(diagram);
  const cells = diagram.nodes.map((node, i) => nodeCell(node, rows[i]));
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
  const x = (cell: LayoutCell) => cell.center - left + margin;
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

/** Arrows to one node end side by side, in the order in which they arrive. */
function spread(to: LayoutCell, chain: readonly LayoutCell[]): number {
  const last = chain[chain.length - 2];
  const sorted = [...to.above].sort((a, b) => a.center - b.center);
  const place = sorted.indexOf(last) - (sorted.length - 1) / 2;
  return place * Math.min(16, to.width / (sorted.length + 1));
}

function cell(
  width: number,
  height: number,
  row: number,
  blocks: readonly string[],
): LayoutCell {
  const [above, below]: LayoutCell[][] = [[], []];
  return { width, height, row, blocks, above, below, center: 0, order: 0 };
}

function nodeCell({ title, lines, blocks }: DiagramNode, row: number) {
  const columns = Math.max(...[title, ...lines].map(textWidth));
  const width = Math.max(48, columns * letterWidth + 2 * padding);
  return cell(width, (1 + lines.length) * lineHeight + padding, row, blocks);
}

/** The row of each node: the length of its longest path from the top; a source is right above its first use. */
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

/** The cells along an arrow, with both ends. */
function connect(from: LayoutCell, to: LayoutCell): LayoutCell[] {
  const chain = [from];
  const common = from.blocks.filter((name, i) => to.blocks[i] === name);
  for (let row = from.row + 1; row < to.row; row++) {
    chain.push(cell(8, 0, row, common));
  }
  chain.push(to);
  for (let i = 1; i < chain.length; i++) {
    chain[i - 1].below.push(chain[i]);
    chain[i].above.push(chain[i - 1]);
  }
  return chain;
}

function tableOf(cells: readonly LayoutCell[]): LayoutCell[][] {
  const table: LayoutCell[][] = [];
  for (const each of cells) (table[each.row] ??= []).push(each);
  for (const row of table) row.forEach((each, i) => each.order = i);
  return table;
}

/** Orders each row by the barycenters of its neighbours, down and up in turn; keeps the order with the fewest crossings. */
function order(table: readonly LayoutCell[][]): void {
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

function crossings(table: readonly (readonly LayoutCell[])[]): number {
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

/** Places each row as close to the cells above and below as order and widths allow. */
function place(table: readonly LayoutCell[][]): void {
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

/** The weight of two cells being right above each other: largest between points of one long arrow. */
function straightness(a: LayoutCell, b: LayoutCell): number {
  const points = [a, b].filter(({ height }) => height === 0).length;
  return [1, 2, 8][points];
}

/** Neighbours in different blocks are further apart. */
function gapBetween(a: LayoutCell, b: LayoutCell): number {
  const shared = a.blocks.filter((name, i) => b.blocks[i] === name).length;
  const borders = a.blocks.length + b.blocks.length - 2 * shared;
  return columnGap + borders * (blockPadding + 4);
}

/** The upper edge of each row; blocks that begin or end between two rows need room. */
function topsOf(table: readonly LayoutCell[][]): number[] {
  const tops: number[] = [];
  const depth = (row: readonly LayoutCell[]) =>
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

function heightOf(row: readonly LayoutCell[]): number {
  return Math.max(...row.map(({ height }) => height));
}

function marginOf({ nodes }: Diagram): number {
  const depth = Math.max(0, ...nodes.map(({ blocks }) => blocks.length));
  return 24 + depth * blockPadding;
}

/** A rectangle around the nodes of each block, with room for the blocks in it. */
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
