/**
 * Places the nodes of a diagram in rows from top to bottom, so that every arrow
 * goes down, few cross, and chains stand straight. The method is that of Sugiyama,
 * Tagawa and Toda, "Methods for visual understanding of hierarchical system
 * structures", 1981: rows by longest path, points along long arrows, an order in each
 * row with few crossings, and then places.
 *
 * Arrows bend only in the channels between rows, where nothing stands, so they never
 * run through a box or over words.
 *
 * @module
 */

import { alignCells } from "./align.ts";
import { frame, type PlacedBlock } from "./blocks.ts";
import {
  type BoxLine,
  cellGraphOf,
  type LayoutCell,
  type Link,
} from "./cells.ts";
import type { Diagram, DiagramNode } from "./diagram.ts";
import { orderRows } from "./order.ts";
import { placeCells } from "./place.ts";
import { placePorts } from "./ports.ts";

/** Around the whole picture. */
const margin = 16;
/** Above a box, for arrow heads and the words beside them. */
const headRoom = 8;
const labelRoom = 20;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode {
  readonly node: DiagramNode;
  readonly lines: readonly BoxLine[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Words beside the head of an arrow. */
export interface PlacedLabel {
  readonly words: string;
  /** Where they begin, or end, on their base line. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly width: number;
}

export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  /** From the lower edge of `from` to the upper edge of `to`; upright at each. */
  readonly points: readonly Point[];
  readonly label: PlacedLabel | undefined;
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

export function layOutDiagram(diagram: Diagram): DiagramLayout {
  const graph = cellGraphOf(diagram);
  const { nodes: cells, edges: chains, table } = graph;
  const frames = frame(graph);
  orderRows(table);
  alignCells(table);
  placePorts(table);
  frames.reserve();
  placeCells(table);
  const all = table.flat();
  const left = Math.min(...all.map((each) => each.center - each.left));
  for (const each of all) each.center += margin - left;

  const rows = rowsOf(table, frames.above, frames.below);
  const nodes = cells.map((each, i) => ({
    node: diagram.nodes[i],
    lines: each.lines,
    x: each.center - each.width / 2,
    y: rows[each.row].boxes,
    width: each.width,
    height: each.height,
  }));
  const edges = diagram.edges.map(({ from, to }, i) => ({
    from,
    to,
    points: pointsOf(chains[i], rows),
    label: labelOf(chains[i][chains[i].length - 1], rows),
  }));
  const blocks = frames.place(rows.map(({ boxes }) => boxes));
  const right = Math.max(...all.map((each) => each.center + each.right));
  const last = rows[rows.length - 1];
  return {
    width: Math.ceil(right + margin),
    height: Math.ceil(last.bottom + frames.below(rows.length - 1) + margin),
    nodes,
    edges,
    blocks,
  };
}

/** Where a row is: from where its arrows run straight down, its boxes, and their end. */
interface Row {
  readonly top: number;
  readonly boxes: number;
  readonly bottom: number;
}

/** Wide bends need high channels. */
function rowsOf(
  table: readonly (readonly LayoutCell[])[],
  roomAbove: (row: number) => number,
  roomBelow: (row: number) => number,
): readonly Row[] {
  const rows: Row[] = [];
  let top = margin;
  for (const [i, row] of table.entries()) {
    const arrows = row.flatMap(({ above }) => above);
    const room = arrows.some(({ label }) => label !== "")
      ? labelRoom
      : arrows.length > 0
      ? headRoom
      : 0;
    const boxes = top + roomAbove(i) + room;
    const bottom = boxes + Math.max(...row.map(({ height }) => height));
    rows.push({ top, boxes, bottom });
    const widest = Math.max(
      0,
      ...row.flatMap(({ below }) => below).map(({ from, to, start, end }) =>
        Math.abs(from.center + start - to.center - end)
      ),
    );
    top = bottom + roomBelow(i) + Math.min(64, 26 + widest / 8);
  }
  return rows;
}

function pointsOf(
  links: readonly Link[],
  rows: readonly Row[],
): readonly Point[] {
  const points: Point[] = [];
  for (const { from, to, start, end } of links) {
    const [above, below] = [rows[from.row], rows[to.row]];
    const [x, toX] = [from.center + start, to.center + end];
    if (points.length === 0) points.push({ x, y: above.boxes + from.height });
    points.push({ x, y: above.bottom }, { x: toX, y: below.top });
  }
  const { to, end } = links[links.length - 1];
  points.push({ x: to.center + end, y: rows[to.row].boxes });
  return points;
}

function labelOf(
  { to, end, label, labelWidth, side }: Link,
  rows: readonly Row[],
): PlacedLabel | undefined {
  if (label === "") return undefined;
  const isLeft = side === "left";
  return {
    words: label,
    x: to.center + end + (isLeft ? -7 : 7),
    y: rows[to.row].boxes - 7,
    anchor: isLeft ? "end" : "start",
    width: labelWidth - 12,
  };
}
