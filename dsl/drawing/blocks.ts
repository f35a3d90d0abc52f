import { textWidth } from "../typesetting/width.ts";
import {
  type CellGraph,
  emptyCell,
  type LayoutCell,
  letterWidth,
  padding,
} from "./cells.ts";
import { blockPadding } from "./place.ts";

/** For the name of a block. */
const blockTitle = 18;

/** The frame around the nodes of a block. */
export interface PlacedBlock {
  readonly name: string;
  /** The number of blocks around it. */
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its name begins. */
  readonly titleX: number;
}

/** The nodes of a block, and the pieces of its border, from its first row to its last. */
interface Frame {
  readonly path: readonly string[];
  readonly cells: readonly LayoutCell[];
  readonly lefts: readonly LayoutCell[];
  readonly rights: readonly LayoutCell[];
  /** The room that it takes above and below its nodes. */
  readonly above: number;
  readonly below: number;
}

/** The frames of all blocks. */
export interface Frames {
  /** Makes room left of the first arrow into each block for its name. */
  reserve(): void;
  /** The room that they need above the boxes of a row. */
  above(row: number): number;
  below(row: number): number;
  /** Their places, once all cells have theirs; outer blocks before inner ones. */
  place(tops: readonly number[]): readonly PlacedBlock[];
}

/** Puts the borders of all blocks into the table, in one piece from row to row: so all else stays outside. */
export function frame({ nodes, table }: CellGraph): Frames {
  const members = new Map<string, LayoutCell[]>();
  for (const each of nodes) {
    each.blocks.forEach((_, depth) => {
      const path = pathOf(each.blocks.slice(0, depth + 1));
      members.set(path, [...members.get(path) ?? [], each]);
    });
  }
  const frames = Array.from(
    members,
    ([path, cells]) => frameAround(path, cells),
  )
    .sort((a, b) => a.path.length - b.path.length);
  const room = (frame: Frame, row: number, side: "above" | "below") => {
    const { lefts } = frame;
    const end = side === "above" ? lefts[0] : lefts[lefts.length - 1];
    return end.row === row ? frame[side] : 0;
  };
  return {
    reserve: () => frames.forEach(reserveName),
    above: (row) => Math.max(0, ...frames.map((f) => room(f, row, "above"))),
    below: (row) => Math.max(0, ...frames.map((f) => room(f, row, "below"))),
    place: (tops) => frames.map((frame) => placed(frame, table, tops)),
  };

  function frameAround(name: string, cells: readonly LayoutCell[]): Frame {
    const depth = name.split(".").length;
    const path = cells[0].blocks.slice(0, depth);
    const levels = Math.max(...cells.map(({ blocks }) => blocks.length)) -
      depth + 1;
    const rows = cells.map(({ row }) => row);
    const ends = [Math.min(...rows), Math.max(...rows)] as const;
    return {
      path,
      cells,
      lefts: border(path, "left", ...ends),
      rights: border(path, "right", ...ends),
      above: levels * (blockTitle + blockPadding / 2),
      below: levels * blockPadding,
    };
  }

  function border(
    blocks: readonly string[],
    border: "left" | "right",
    first: number,
    last: number,
  ): readonly LayoutCell[] {
    const pieces: LayoutCell[] = [];
    for (let row = first; row <= last; row++) {
      const piece = { ...emptyCell(row, blocks), border };
      const before = pieces.at(-1);
      if (before !== undefined) {
        before.straightBelow = piece;
        piece.straightAbove = before;
      }
      pieces.push(piece);
      table[row].push(piece);
    }
    return pieces;
  }
}

/** What tells blocks apart. */
export function pathOf(blocks: readonly string[]): string {
  return blocks.join(".");
}

/** The first node in its first row. */
function firstOf({ cells, lefts }: Frame): LayoutCell {
  const row = cells.filter((each) => each.row === lefts[0].row);
  return row.reduce((a, b) => a.order < b.order ? a : b);
}

function reserveName(frame: Frame): void {
  const first = firstOf(frame);
  const ends = first.above.map(({ end }) => end);
  const least = nameWidth(frame) - blockPadding - Math.min(0, ...ends);
  first.left = Math.max(first.left, least);
}

/** With room on both sides. */
function nameWidth({ path }: Frame): number {
  return textWidth(path[path.length - 1]) * letterWidth + 2 * padding;
}

function placed(
  frame: Frame,
  table: readonly (readonly LayoutCell[])[],
  tops: readonly number[],
): PlacedBlock {
  const { path, cells, lefts, rights, above, below } = frame;
  const [x, right] = [lefts[0].center, rights[0].center];
  const y = tops[lefts[0].row] - above;
  const bottom = Math.max(
    ...cells.map(({ row, height }) => tops[row] + height),
  ) + below;
  // Other arrows may pass at the left, where the block is wider below.
  const first = firstOf(frame);
  const isFree = table[first.row].every(({ center, above }) =>
    above.every(({ end }) =>
      center + end < x || center + end > x + nameWidth(frame)
    )
  );
  return {
    name: path[path.length - 1],
    depth: path.length - 1,
    x,
    y,
    width: right - x,
    height: bottom - y,
    titleX: padding - 2 +
      (isFree ? x : first.center - first.left - blockPadding),
  };
}
