import type { Vector } from "./vectors.ts";

export interface LinePoint {
  /** How far along it, in units of the direction. */
  distance: number;
  loss: number;
  /** The derivative of the loss along the line. */
  slope: number;
  readonly gradient: Vector;
}

interface Line {
  /** Where it begins, with a slope below 0. */
  readonly start: LinePoint;
  /** Three more, to write to. */
  readonly points: readonly LinePoint[];
  readonly size: number;
  /** The search ends where no number changes by more. */
  readonly tolerance: number;
  evaluate(point: LinePoint, distance: number): void;
}

/** The loss must fall by this share of what the slope predicts. */
const sufficient = 1e-4;

/** The slope must flatten to this share of the one at the start. */
const flat = 0.9;

/** The most points after the first. */
const most = 25;

/**
 * A point where the loss has fallen enough and the slope is flat enough, by the
 * strong conditions of Wolfe (Nocedal and Wright, "Numerical optimization",
 * 2006, algorithms 3.5 and 3.6), or the closest to one that it finds. What they
 * leave open is as in PyTorch: cubic interpolation, up to ten times as far at
 * once, and never twice in a row close to the end of an interval.
 */
export function searchLine(line: Line, first: number): LinePoint {
  const { start, evaluate } = line;
  const isHigh = ({ loss, distance }: LinePoint) =>
    loss > start.loss + sufficient * distance * start.slope;
  const isFlat = ({ slope }: LinePoint) =>
    Math.abs(slope) <= -flat * start.slope;

  // Farther and farther, until the loss or the slope rises.
  let previous = start;
  let next = line.points[0];
  evaluate(next, first);
  let count = 0;
  for (; count < most; count++) {
    if (isHigh(next) || (count > 1 && next.loss >= previous.loss)) break;
    if (isFlat(next)) return next;
    if (next.slope >= 0) break;
    const apart = next.distance - previous.distance;
    const least = next.distance + 0.01 * apart;
    const distance = lowest(previous, next, least, 10 * next.distance);
    const point = spare(line, next, next);
    evaluate(point, distance);
    previous = next;
    next = point;
  }

  // The point lies between two others; the interval shrinks.
  const ends = [count === most ? start : previous, next];
  let low = ends[1].loss < ends[0].loss ? 1 : 0;
  let wasClose = false;
  for (; count < most; count++) {
    const [left, right] = ends.map(({ distance }) => distance)
      .sort((a, b) => a - b);
    if ((right - left) * line.size < line.tolerance) break;
    let distance = lowest(ends[0], ends[1], left, right);
    const margin = 0.1 * (right - left);
    const isClose = Math.min(right - distance, distance - left) < margin;
    const isOutside = distance >= right || distance <= left;
    if (isClose && (wasClose || isOutside)) {
      distance = right - distance < distance - left
        ? right - margin
        : left + margin;
      wasClose = false;
    } else wasClose = isClose;
    const point = spare(line, ends[0], ends[1]);
    evaluate(point, distance);
    const high = 1 - low;
    if (isHigh(point) || point.loss >= ends[low].loss) {
      ends[high] = point;
      low = ends[0].loss <= ends[1].loss ? 0 : 1;
      continue;
    }
    if (isFlat(point)) return point;
    const ahead = ends[high].distance - ends[low].distance;
    if (point.slope * ahead >= 0) ends[high] = ends[low];
    ends[low] = point;
  }
  return ends[low];
}

/** A point that is neither of these. */
function spare({ points }: Line, a: LinePoint, b: LinePoint): LinePoint {
  return points.find((point) => point !== a && point !== b) ?? points[0];
}

/**
 * Where the cubic through two points with these slopes is lowest (equation
 * 3.59), within bounds; the middle of them if there is no such place.
 */
function lowest(
  a: LinePoint,
  b: LinePoint,
  least: number,
  greatest: number,
): number {
  const [left, right] = a.distance <= b.distance ? [a, b] : [b, a];
  const apart = right.distance - left.distance;
  const rise = 3 * (left.loss - right.loss) / (left.distance - right.distance);
  const bend = left.slope + right.slope - rise;
  const root = Math.sqrt(bend * bend - left.slope * right.slope);
  const share = (right.slope + root - bend) /
    (right.slope - left.slope + 2 * root);
  const place = right.distance - apart * share;
  if (Number.isNaN(place)) return (least + greatest) / 2;
  return Math.min(Math.max(place, least), greatest);
}
