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
  return chosen(neighboursBelow(above), () => false) === below &&
    chosen(neighboursAbove(below), isSource) === above;
}

/** The only node among the neighbours, or the middle one of them all; sources count where there is nothing else. */
function chosen(
  neighbours: readonly LayoutCell[],
  isAside: (cell: LayoutCell) => boolean,
): LayoutCell | undefined {
  const inLine = neighbours.filter((each) => !isAside(each));
  const most = inLine.length > 0 ? inLine : neighbours;
  const nodes = most.filter((each) => !isPoint(each));
  if (nodes.length === 1) return nodes[0];
  if (most.length % 2 === 0) return undefined;
  return most.toSorted((a, b) => a.order - b.order)[most.length >> 1];
}

function isSource({ lines, above }: LayoutCell): boolean {
  return lines.length > 0 && above.length === 0;
}

function neighboursBelow({ below }: LayoutCell): readonly LayoutCell[] {
  return [...new Set(below.map(({ to }) => to))];
}

function neighboursAbove({ above }: LayoutCell): readonly LayoutCell[] {
  return [...new Set(above.map(({ from }) => from))];
}
