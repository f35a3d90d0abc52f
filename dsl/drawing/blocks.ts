import { textWidth } from "../typesetting/width.ts";
import { type LayoutCell, letterWidth, padding } from "./cells.ts";
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

/** The nodes of a block, and the room that its frame takes beyond them. */
interface Frame {
  readonly name: string;
  readonly depth: number;
  readonly cells: readonly LayoutCell[];
  readonly side: number;
  readonly above: number;
  readonly below: number;
  /** Its first and last row. */
  readonly first: number;
  readonly last: number;
}

/** The frames of all blocks: the room that they need, and then their places. */
export function framesOf(nodes: readonly LayoutCell[]) {
  const frames = framesAround(nodes);
  return {
    /** Makes room left of the first arrow into each block for its name. */
    reserve() {
      for (const frame of frames) {
        const first = firstOf(frame);
        const ends = first.above.map(({ end }) => end);
        const least = nameWidth(frame) - frame.side - Math.min(0, ...ends);
        first.left = Math.max(first.left, least);
      }
    },
    /** The left edges. */
    left: () => frames.map(leftOf),
    /** The room above the boxes of a row. */
    above: (row: number) =>
      Math.max(
        0,
        ...frames.map(({ first, above }) => first === row ? above : 0),
      ),
    below: (row: number) =>
      Math.max(0, ...frames.map(({ last, below }) => last === row ? below : 0)),
    place(
      table: readonly (readonly LayoutCell[])[],
      tops: readonly number[],
    ): readonly PlacedBlock[] {
      return frames.map((frame) => placed(frame, table, tops))
        .sort((a, b) => a.depth - b.depth);
    },
  };
}

function framesAround(nodes: readonly LayoutCell[]): readonly Frame[] {
  const members = new Map<string, LayoutCell[]>();
  for (const each of nodes) {
    each.blocks.forEach((_, depth) => {
      const path = each.blocks.slice(0, depth + 1).join(".");
      members.set(path, [...members.get(path) ?? [], each]);
    });
  }
  return [...members].map(([path, cells]) => {
    const names = path.split(".");
    const depth = names.length - 1;
    const levels = Math.max(...cells.map(({ blocks }) => blocks.length)) -
      depth;
    const rows = cells.map(({ row }) => row);
    return {
      name: names[depth],
      depth,
      cells,
      side: levels * blockPadding,
      above: levels * (blockTitle + blockPadding / 2),
      below: levels * blockPadding,
      first: Math.min(...rows),
      last: Math.max(...rows),
    };
  });
}

/** Its leftmost node in its first row. */
function firstOf({ cells, first }: Frame): LayoutCell {
  const row = cells.filter((each) => each.row === first);
  return row.reduce((a, b) => a.order < b.order ? a : b);
}

function leftOf({ cells, side }: Frame): number {
  return Math.min(...cells.map(({ center, left }) => center - left)) - side;
}

/** With room on both sides. */
function nameWidth({ name }: Frame): number {
  return textWidth(name) * letterWidth + 2 * padding;
}

function placed(
  frame: Frame,
  table: readonly (readonly LayoutCell[])[],
  tops: readonly number[],
): PlacedBlock {
  const { name, depth, cells, side, above, below, first } = frame;
  const x = leftOf(frame);
  const y = tops[first] - above;
  const right = Math.max(
    x + nameWidth(frame),
    ...cells.map(({ center, right }) => center + right + side),
  );
  const bottom = Math.max(
    ...cells.map(({ row, height }) => tops[row] + height),
  ) + below;
  // Other arrows may pass at the left, where the block is wider below.
  const leftmost = firstOf(frame);
  const isFree = table[first].every(({ center, above }) =>
    above.every(({ end }) =>
      center + end < x || center + end > x + nameWidth(frame)
    )
  );
  return {
    name,
    depth,
    x,
    y,
    width: right - x,
    height: bottom - y,
    titleX: padding - 2 +
      (isFree ? x : leftmost.center - leftmost.left - side),
  };
}
