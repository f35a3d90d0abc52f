import { round } from "../drawing/svg.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { type Frame, label } from "../drawing/frame.ts";
import { isDrawable } from "../drawing/scale.ts";
import { piecesOf, type Series, type SeriesPoint, thinned } from "./series.ts";

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
    round(left + x.at(epoch) * width),
    round(top + (1 - y.at(value)) * height),
  ];
}

/** The mark of what is not a finite number. */
export function cross(x: number, y: number, color: string): string {
  return `<path d="M${x - 4},${
    y - 4
  } l8,8 m0,-8 l-8,8" stroke="${color}" stroke-width="2" fill="none"/>`;
}

/** A line at the best epoch and a ring around what was measured then; for losses with words. */
export function drawBest(
  frame: Frame,
  all: readonly Series[],
  best: SeriesPoint,
  isLoss: boolean,
): string[] {
  const { left, top, width, height } = frame;
  const place = placer(frame);
  const x = round(left + frame.x.at(best.epoch) * width);
  const rings = all.slice(-1).flatMap((series) => {
    const point = series.points.find(({ epoch, value }) =>
      epoch === best.epoch && isDrawable(value)
    );
    if (point === undefined) return [];
    const [cx, cy] = place(point);
    return [
      `<circle cx="${cx}" cy="${cy}" r="5.5" fill="none" stroke="#222" stroke-width="1.5"/>`,
    ];
  });
  const isRight = x < left + width / 2;
  return [
    `<line x1="${x}" y1="${top}" x2="${x}" y2="${
      top + height
    }" stroke="#777" stroke-dasharray="4 4"/>`,
    ...rings,
    ...(isLoss
      ? [label(
        `best: epoch ${best.epoch}, ${formatNumber(best.value, 4)}`,
        x + (isRight ? 8 : -8),
        top + 18,
        { anchor: isRight ? "start" : "end", halo: 5 },
      )]
      : []),
  ];
}
