import { textWidth } from "../typesetting/width.ts";
import { wrap } from "../typesetting/wrap.ts";
import {
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  isGradientLine,
  isValueLine,
  lineText,
} from "./diagram.ts";
import { derivativeText } from "./derivatives.ts";

/** Width of a character of the font, in pixels. */
export const letterWidth = 7.8;
/** Height of a line of text. */
export const lineHeight = 17;
/** Within a box, left and right of its text; half of it above and below. */
export const padding = 10;

/** The longest line of a box that is not broken, in columns. */
const longestLine = 34;
/** In a row of this many boxes and more lines are shorter, for the width of the picture. */
const crowd = 3;
const longestInCrowd = 18;

/** A line of a box. */
export interface BoxLine {
  readonly words: string;
  readonly kind: "title" | "value" | "gradient" | "other";
}

/** A node in a row, or a point where a long arrow passes the row. */
export interface LayoutCell {
  readonly row: number;
  /** The blocks around it, outermost first. */
  readonly blocks: readonly string[];
  /** The side of the innermost block that it is a piece of the border of. */
  readonly border?: "left" | "right";
  /** What stands in the box, long lines broken; none in a point. */
  readonly lines: readonly BoxLine[];
  /** Of the box; 0 of a point. */
  width: number;
  readonly height: number;
  readonly above: Link[];
  readonly below: Link[];
  /** Its place in its row. */
  order: number;
  /** Its neighbours straight above and below. */
  straightAbove?: LayoutCell;
  straightBelow?: LayoutCell;
  /** The room it takes on both sides of its middle, words beside its arrows counted. */
  left: number;
  right: number;
  /** The middle of the box. */
  center: number;
}

/** A piece of an arrow, from a row to the next. */
export interface Link {
  readonly from: LayoutCell;
  readonly to: LayoutCell;
  /** What stands beside its head, and how wide it is. */
  readonly label: string;
  readonly labelWidth: number;
  /** Where it starts and ends, from the middle of each cell. */
  start: number;
  end: number;
  /** The side of its head that the label stands on. */
  side: "left" | "right";
}

/** A diagram in cells: those of its nodes, by id, and the pieces of each edge. */
export interface CellGraph {
  readonly nodes: readonly LayoutCell[];
  readonly edges: readonly (readonly Link[])[];
  /** All cells by row, in order. */
  readonly table: readonly LayoutCell[][];
}

/** The width of words in the smaller type of derivatives, 11 pixels. */
export function smallTextWidth(words: string): number {
  return textWidth(words) * 6.7;
}

export function isPoint({ lines }: LayoutCell): boolean {
  return lines.length === 0;
}

export function cellGraphOf(diagram: Diagram): CellGraph {
  const rows = rowsOf(diagram);
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(row, (sizes.get(row) ?? 0) + 1);
  const nodes = diagram.nodes.map((node, i) => {
    const isCrowded = (sizes.get(rows[i]) ?? 0) >= crowd;
    return nodeCell(node, rows[i], isCrowded ? longestInCrowd : longestLine);
  });
  const table: LayoutCell[][] = [];
  for (const each of nodes) (table[each.row] ??= []).push(each);
  const edges = diagram.edges.map((edge) => linksOf(edge, nodes, table));
  sortByText(diagram, { nodes, edges, table });
  return { nodes, edges, table };
}

/** Branches in the order of the text; an arrow past them, to the right. */
function sortByText(
  diagram: Diagram,
  { nodes, edges, table }: CellGraph,
): void {
  const ids = new Map(nodes.map((each, id) => [each, id]));
  for (const [i, { from, to }] of diagram.edges.entries()) {
    const id = nodes[from].below.length > 1 ? to : from;
    for (const link of edges[i].slice(0, -1)) ids.set(link.to, id);
  }
  for (const row of table) {
    row.sort((a, b) => (ids.get(a) ?? 0) - (ids.get(b) ?? 0));
    row.forEach((each, i) => each.order = i);
  }
}

/** A cell without a box: a point, or a piece of a border. */
export function emptyCell(
  row: number,
  blocks: readonly string[],
): LayoutCell {
  return cell(row, blocks, [], 0);
}

function cell(
  row: number,
  blocks: readonly string[],
  lines: readonly BoxLine[],
  width: number,
): LayoutCell {
  const height = lines.length === 0 ? 0 : lines.length * lineHeight + padding;
  const [left, right] = [width / 2, width / 2];
  const place = { order: 0, left, right, center: 0 };
  return { row, blocks, lines, width, height, above: [], below: [], ...place };
}

function nodeCell(
  { title, lines, blocks }: DiagramNode,
  row: number,
  longest: number,
): LayoutCell {
  const all: readonly BoxLine[] = [
    ...wrapTitle(title, longest).map((words) =>
      ({ words, kind: "title" }) as const
    ),
    ...lines.flatMap((line) => {
      const kind = isGradientLine(line)
        ? "gradient"
        : isValueLine(line)
        ? "value"
        : "other";
      return wrap(lineText(line), longest).map((words) =>
        ({ words, kind }) as const
      );
    }),
  ];
  const columns = Math.max(...all.map(({ words }) => textWidth(words)));
  const width = Math.max(48, columns * letterWidth + 2 * padding);
  return cell(row, blocks, all, width);
}

/** Breaks a title after commas and blanks where it is too long. */
function wrapTitle(title: string, longest: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of title.split(/(?<=[, ])/)) {
    const last = lines.at(-1);
    if (last === undefined || textWidth((last + piece).trim()) > longest) {
      lines.push(piece);
    } else lines[lines.length - 1] = last + piece;
  }
  return lines.map((line) => line.trim());
}

/** The row of each node: the length of its longest path from the top; a source is right above its first use. */
function rowsOf({ nodes, edges }: Diagram): number[] {
  const rows = nodes.map(() => 0);
  const uses = nodes.map((): number[] => []);
  const sources = new Set(nodes.map(({ id }) => id));
  for (const { from, to } of edges.toSorted((a, b) => a.to - b.to)) {
    rows[to] = Math.max(rows[to], rows[from] + 1);
    uses[from].push(to);
    sources.delete(to);
  }
  for (const id of sources) {
    const first = Math.min(...uses[id].map((to) => rows[to]));
    if (uses[id].length > 0) rows[id] = first - 1;
  }
  return rows;
}

/** The pieces of an edge, with a point in each row that it passes. */
function linksOf(
  edge: DiagramEdge,
  nodes: readonly LayoutCell[],
  table: readonly LayoutCell[][],
): Link[] {
  const [first, last] = [nodes[edge.from], nodes[edge.to]];
  const common = first.blocks.filter((name, i) => last.blocks[i] === name);
  const links: Link[] = [];
  for (let from = first; from !== last;) {
    const row = from.row + 1;
    const to = row === last.row ? last : emptyCell(row, common);
    if (to !== last) table[row].push(to);
    const label = to === last ? derivativeText(edge.derivative) : "";
    const labelWidth = label === "" ? 0 : smallTextWidth(label) + 12;
    const link: Link = {
      from,
      to,
      label,
      labelWidth,
      start: 0,
      end: 0,
      side: "right",
    };
    from.below.push(link);
    to.above.push(link);
    links.push(link);
    from = to;
  }
  return links;
}
