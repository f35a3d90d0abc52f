import { toTenths } from "../drawing/svg.ts";
import { type Frame, label } from "../drawing/frame.ts";
import { isDrawable } from "../drawing/scale.ts";
import {
  type MarkedEpoch,
  piecesOf,
  type Series,
  type SeriesPoint,
  thinned,
} from "./series.ts";

export const colors: Readonly<Record<Series["name"], string>> = {
  training: "#3b6ea5",
  validation: "#c2571a",
};

/** Curves with more points are drawn without dots. */
const mostDots = 40;

export function drawSeries(frame: Frame, series: Series): string[] {
  const color = colors[series.name];
  const place = placer(frame);
  const column = (epoch: number) => Math.round(frame.x.at(epoch) * frame.width);
  const hasDots = series.points.length <= mostDots;
  const drawn: string[] = [];
  for (const piece of piecesOf(series)) {
    const points = piece.length > 2 * frame.width
      ? thinned(piece, column)
      : piece;
    if (points.length > 1) {
      drawn.push(
        `<polyline points="${
          points.map((point) => place(point).join(",")).join(" ")
        }" fill="none" stroke="${color}" stroke-width="${
          points === piece ? 2 : 1.2
        }" stroke-linejoin="round"/>`,
      );
    }
    if (hasDots || points.length === 1) {
      for (const point of points) {
        const [cx, cy] = place(point);
        drawn.push(`<circle cx="${cx}" cy="${cy}" r="2.5" fill="${color}"/>`);
      }
    }
  }
  const crosses = new Set(
    series.points.filter(({ value }) => !isDrawable(value))
      .map(({ epoch }) => column(epoch)),
  );
  for (const at of crosses) {
    drawn.push(cross(frame.left + at, frame.top, color));
  }
  return drawn;
}

function placer({ left, top, width, height, x, y }: Frame) {
  return ({ epoch, value }: SeriesPoint): [number, number] => [
    toTenths(left + x.at(epoch) * width),
    toTenths(top + (1 - y.at(value)) * height),
  ];
}

/** The mark of what is not a finite number. */
export function cross(x: number, y: number, color: string): string {
  return `<path d="M${x - 4},${
    y - 4
  } l8,8 m0,-8 l-8,8" stroke="${color}" stroke-width="2" fill="none"/>`;
}

/** A line at each marked epoch, and a ring around what was measured then. */
export function drawMarked(
  frame: Frame,
  all: readonly Series[],
  marked: readonly MarkedEpoch[],
): string[] {
  const { left, top, width, height } = frame;
  const place = placer(frame);
  return marked.flatMap((mark) => {
    const x = toTenths(left + frame.x.at(mark.epoch) * width);
    const { color } = lookOf(mark);
    const rings = all.slice(-1).flatMap(({ points }) =>
      points.filter(({ epoch, value }) =>
        epoch === mark.epoch && isDrawable(value)
      )
    ).map(place).map(([cx, cy]) =>
      `<circle cx="${cx}" cy="${cy}" r="5.5" fill="none" stroke="${color}" stroke-width="1.5"/>`
    );
    return [markLine(mark, [x, top], [x, top + height]), ...rings];
  });
}

/** What the lines at marked epochs mean, in a row. */
export function markedLegend(
  marked: readonly MarkedEpoch[],
  left: number,
  y: number,
): string[] {
  return marked.flatMap((mark, i) => {
    const x = left + 230 * i;
    return [
      markLine(mark, [x, y], [x + 26, y]),
      label(mark.words, x + 34, y + 4, {
        anchor: "start",
        color: lookOf(mark).color,
      }),
    ];
  });
}

function markLine(
  mark: MarkedEpoch,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): string {
  const { color, dashes } = lookOf(mark);
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}" stroke-dasharray="${dashes}"/>`;
}

function lookOf({ isBest }: MarkedEpoch) {
  return isBest
    ? { color: "#222222", dashes: "4 4" }
    : { color: "#7a4fa3", dashes: "2 3" };
}
