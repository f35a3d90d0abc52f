/** A weight as a line between two neurons. */
export interface WeightLine {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly weight: number;
  /** The room that its number takes. */
  readonly width: number;
  readonly height: number;
}

/** The middle of a number on its line. */
export interface WeightLabel<Line extends WeightLine = WeightLine> {
  readonly line: Line;
  readonly x: number;
  readonly y: number;
}

/** A neuron, which no number may cover. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A number on more lines than this would not be read as that of its own. */
const mostUnder = 2;

/** The part of a line that a number may stand on, from its start. */
const [first, last, step] = [0.1, 0.9, 0.02];

/**
 * A place for the number of each weight on its own line, so that it covers no other
 * number, no neuron and hardly another line; the largest weights choose first. A
 * number without such a place is left out.
 */
export function placeWeights<Line extends WeightLine>(
  lines: readonly Line[],
  neurons: readonly Disc[],
): readonly WeightLabel<Line>[] {
  const placed: WeightLabel<Line>[] = [];
  const bySize = lines.toSorted((a, b) =>
    Math.abs(b.weight) - Math.abs(a.weight)
  );
  for (const line of bySize) {
    const [best] = placesOn(line)
      .filter((place) =>
        placed.every((other) => !covers(place, other)) &&
        neurons.every((disc) => !touches(place, disc))
      )
      .map((place) => ({ place, cost: costOf(place, lines) }))
      .filter(({ cost }) => cost <= mostUnder)
      .sort((a, b) => a.cost - b.cost);
    if (best !== undefined) placed.push(best.place);
  }
  return placed;
}

/** Places on a line, those near its middle first. */
function placesOn<Line extends WeightLine>(
  line: Line,
): readonly WeightLabel<Line>[] {
  const [[x, y], [toX, toY]] = [line.from, line.to];
  const places: { readonly label: WeightLabel<Line>; readonly off: number }[] =
    [];
  for (let share = first; share <= last; share += step) {
    places.push({
      label: { line, x: x + share * (toX - x), y: y + share * (toY - y) },
      off: Math.abs(share - 0.5),
    });
  }
  return places.sort((a, b) => a.off - b.off).map(({ label }) => label);
}

function covers(a: WeightLabel, b: WeightLabel): boolean {
  return Math.abs(a.x - b.x) < (a.line.width + b.line.width) / 2 &&
    Math.abs(a.y - b.y) < (a.line.height + b.line.height) / 2;
}

function touches(
  { x, y, line: { width, height } }: WeightLabel,
  disc: Disc,
): boolean {
  const dx = Math.max(Math.abs(x - disc.x) - width / 2, 0);
  const dy = Math.max(Math.abs(y - disc.y) - height / 2, 0);
  return Math.hypot(dx, dy) < disc.radius;
}

/** How many other lines a number would stand on. */
function costOf(label: WeightLabel, lines: readonly WeightLine[]): number {
  return lines.filter((line) => line !== label.line && runsUnder(line, label))
    .length;
}

function runsUnder({ from, to }: WeightLine, label: WeightLabel): boolean {
  const { x, y, line: { width, height } } = label;
  // The part of the line at the height of the number.
  const shares = [y - height / 2, y + height / 2].map((edge) =>
    Math.min(Math.max((edge - from[1]) / (to[1] - from[1]), 0), 1)
  );
  const [a, b] = shares.map((share) => from[0] + share * (to[0] - from[0]));
  return Math.max(a, b) > x - width / 2 && Math.min(a, b) < x + width / 2;
}
