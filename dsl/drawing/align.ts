import { isPoint, type LayoutCell } from "./cells.ts";

/**
 * Chooses which cells stand exactly below one another. As in Brandes and Köpf, "Fast
 * and simple horizontal coordinate assignment", 2001, each cell takes at most one
 * neighbour above and below, the median of several, and no two of these pairs cross:
 * so they make columns that can be placed side by side. The inner pieces of long
 * arrows come first, then chains, so that an arrow that crosses one gives way.
 *
 * A column follows the computation: past a node that is only given, as a target, and
 * past arrows that skip rows. Of an even number of branches none is the middle one.
 */
export function alignCells(table: readonly (readonly LayoutCell[])[]): void {
  for (const row of table) {
    const wanted = row.flatMap((above) =>
      neighboursBelow(above)
        .filter((below) => isPair(above, below))
        .map((below) => ({ above, below, rank: rankOf(above, below) }))
    );
    // Borders of blocks are straight already.
    const taken = row.flatMap((above) =>
      above.straightBelow === undefined
        ? []
        : [{ above, below: above.straightBelow }]
    );
    for (const { above, below } of wanted.sort((a, b) => a.rank - b.rank)) {
      const isFree = taken.every((pair) =>
        (above.order - pair.above.order) * (below.order - pair.below.order) > 0
      );
      if (!isFree) continue;
      taken.push({ above, below });
      above.straightBelow = below;
      below.straightAbove = above;
    }
  }
}

function rankOf(above: LayoutCell, below: LayoutCell): number {
  if (isPoint(above) && isPoint(below)) return 0;
  return isPoint(above) || isPoint(below) ? 2 : 1;
}

function isPair(above: LayoutCell, below: LayoutCell): boolean {
  return middleOf(neighboursBelow(above), isPoint) === below &&
    middleOf(neighboursAbove(below), isSkip, isSource) === above;
}

/** The middle one of the neighbours, without those that are aside unless there are no others. */
function middleOf(
  neighbours: readonly LayoutCell[],
  ...aside: readonly ((cell: LayoutCell) => boolean)[]
): LayoutCell | undefined {
  const [isAside, ...others] = aside;
  const inLine = neighbours.filter((each) => !aside.some((is) => is(each)));
  if (inLine.length === 0 && isAside !== undefined) {
    return middleOf(neighbours, ...others);
  }
  if (inLine.length % 2 === 0) return undefined;
  return inLine.toSorted((a, b) => a.order - b.order)[inLine.length >> 1];
}

/** A point of an arrow that skips what else its tail leads to; a branch that is only shorter is none. */
function isSkip(cell: LayoutCell): boolean {
  let tail = cell;
  while (isPoint(tail)) tail = tail.above[0].from;
  return tail !== cell && tail.below.length > 1;
}

function isSource(cell: LayoutCell): boolean {
  return !isPoint(cell) && cell.above.length === 0;
}

function neighboursBelow({ below }: LayoutCell): readonly LayoutCell[] {
  return [...new Set(below.map(({ to }) => to))];
}

function neighboursAbove({ above }: LayoutCell): readonly LayoutCell[] {
  return [...new Set(above.map(({ from }) => from))];
}
