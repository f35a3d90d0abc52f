import { say } from "../../words/say.ts";
import {
  type EpochRecord,
  type Evaluation,
  objectiveOf,
} from "../../lib/training/evaluation/history.ts";
import { isDrawable } from "../drawing/scale.ts";
import { formatNumber } from "../typesetting/numbers.ts";

export interface Series {
  readonly name: "training" | "validation";
  readonly points: readonly SeriesPoint[];
}

export interface SeriesPoint {
  readonly epoch: number;
  /** What was measured; not finite if training diverged. */
  readonly value: number;
}

/** The curves of the losses, or of a metric: for training, then for validation; only curves with points. */
export function seriesOf(
  history: readonly EpochRecord[],
  metric?: string,
): readonly Series[] {
  const measured = (evaluation: Evaluation | undefined) => {
    if (evaluation === undefined || metric === undefined) {
      return evaluation && objectiveOf(evaluation);
    }
    return new Map(Object.entries(evaluation.metrics)).get(metric);
  };
  const curve = (name: Series["name"]): Series => ({
    name,
    points: history.flatMap((record) => {
      const { epoch, validation } = record;
      const value = measured(name === "training" ? record : validation);
      return value === undefined ? [] : [{ epoch, value }];
    }),
  });
  return [curve("training"), curve("validation")].filter(({ points }) =>
    points.length > 0
  );
}

/** The names of all metrics, in the order in which they first occur. */
export function measuredNames(history: readonly EpochRecord[]): string[] {
  const names = new Set<string>();
  for (const { metrics, validation } of history) {
    for (const name of Object.keys(metrics)) names.add(name);
    for (const name of Object.keys(validation?.metrics ?? {})) names.add(name);
  }
  return [...names];
}

/** The epoch of least loss, by validation if there is one; undefined if no loss is finite. */
export function bestOf(losses: readonly Series[]): SeriesPoint | undefined {
  let best: SeriesPoint | undefined;
  for (const point of losses.at(-1)?.points ?? []) {
    if (!isDrawable(point.value)) continue;
    if (best === undefined || point.value < best.value) best = point;
  }
  return best;
}

/** An epoch to be marked, in words. */
export interface MarkedEpoch {
  readonly epoch: number;
  readonly words: string;
  readonly isBest: boolean;
}

/** The epoch of least loss, and the one that is saved if it is another. */
export function markedOf(
  losses: readonly Series[],
  saved: number | undefined,
): readonly MarkedEpoch[] {
  const best = bestOf(losses);
  const point = losses.at(-1)?.points.find(({ epoch }) => epoch === saved);
  const mark = ({ epoch, value }: SeriesPoint, isBest: boolean) => {
    const facts = { epoch, loss: formatNumber(value, 4) };
    return {
      epoch,
      words: isBest
        ? say("best: epoch {epoch}, {loss}", facts)
        : say("saved: epoch {epoch}, {loss}", facts),
      isBest,
    };
  };
  return [
    ...best === undefined ? [] : [mark(best, true)],
    ...point === undefined || point.epoch === best?.epoch
      ? []
      : [mark(point, false)],
  ];
}

/** The pieces of a curve between points that are not finite. */
export function piecesOf({ points }: Series): readonly SeriesPoint[][] {
  const pieces: SeriesPoint[][] = [[]];
  for (const point of points) {
    if (isDrawable(point.value)) pieces[pieces.length - 1].push(point);
    else pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/**
 * Leaves out points that cannot be seen: each column keeps its first, least, largest
 * and last, in order (Jugel et al., "M4: a visualization-oriented time series data
 * aggregation", 2014).
 */
export function thinned(
  points: readonly SeriesPoint[],
  columnOf: (epoch: number) => number,
): readonly SeriesPoint[] {
  const kept: SeriesPoint[] = [];
  for (let i = 0; i < points.length;) {
    const column = columnOf(points[i].epoch);
    let [least, largest, end] = [i, i, i];
    for (; end < points.length; end++) {
      if (columnOf(points[end].epoch) !== column) break;
      if (points[end].value < points[least].value) least = end;
      if (points[end].value > points[largest].value) largest = end;
    }
    const chosen = new Set([i, least, largest, end - 1]);
    for (const k of [...chosen].sort((a, b) => a - b)) kept.push(points[k]);
    i = end;
  }
  return kept;
}
