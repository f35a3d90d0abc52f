import { say } from "../../words/say.ts";
import type { EpochRecord } from "../../lib/training/evaluation/history.ts";
import { svgPage } from "../drawing/svg.ts";
import {
  colors,
  cross,
  drawMarked,
  drawSeries,
  markedLegend,
} from "./curve_parts.ts";
import { type Frame, grid, label } from "../drawing/frame.ts";
import { shorten } from "../typesetting/width.ts";
import { isDrawable, scaleOf, wholeScale } from "../drawing/scale.ts";
import { markedOf, measuredNames, type Series, seriesOf } from "./series.ts";

/** How {@linkcode curveToSvg} draws. */
export interface CurveOptions {
  /** Default: `training`. */
  readonly title?: string;
  /** The metric of a second panel, `null` for none; default: the first that was measured. */
  readonly metric?: string | null;
  /** The epoch whose parameters are saved; marked where it is not the best. */
  readonly saved?: number | undefined;
}

const [pageWidth, margin, left, plotWidth] = [484, 16, 66, 396];
const top = 92;
const gap = 34;
/** The height of the losses, and of the metric. */
const heights = [260, 140];

/**
 * The loss of each epoch as a self-contained SVG, with the validation loss if there is
 * one, and a metric below. The axis of the losses is logarithmic if they span more than
 * 1.5 decades. The epoch of least loss is marked, by validation if there is one, and the
 * one that is saved if it is another. A loss that is not a finite number is a gap and a
 * cross.
 *
 * ```ts
 * import { curveToSvg } from "@nabla/nabla/plots";
 * import { assert } from "@std/assert";
 *
 * const svg = curveToSvg([
 *   { epoch: 1, loss: 0.7, metrics: {}, learningRate: 0.1 },
 *   { epoch: 2, loss: 0.4, metrics: {}, learningRate: 0.1 },
 * ], { title: "xor" });
 * assert(svg.startsWith("<svg"));
 * ```
 */
export function curveToSvg(
  history: readonly EpochRecord[],
  options: CurveOptions = {},
): string {
  const { title = say("training") } = options;
  const { metric = measuredNames(history).at(0) } = options;
  const losses = seriesOf(history);
  const marked = markedOf(losses, options.saved);
  const epochs = history.map(({ epoch }) => epoch);
  const x = wholeScale(epochs.at(0) ?? 0, epochs.at(-1) ?? 1);
  const panels = [{ name: say("loss"), all: losses }];
  if (typeof metric === "string") {
    const all = seriesOf(history, metric);
    if (all.length > 0) panels.push({ name: metric, all });
  }
  const body = [
    label(shorten(title, 56), margin, 28, { bold: true, anchor: "start" }),
    ...legend(panels.flatMap(({ all }) => all)),
    ...markedLegend(marked, margin, 72),
  ];
  let y = top;
  for (const [i, { name, all }] of panels.entries()) {
    const frame: Frame = {
      left,
      top: y,
      width: plotWidth,
      height: heights[i],
      x,
      y: scaleOf(
        all.flatMap(({ points }) => points.map(({ value }) => value)),
        i === 0 ? 6 : 4,
      ),
    };
    const isLast = i === panels.length - 1;
    body.push(
      ...grid(frame, {
        x: isLast ? say("epoch") : undefined,
        y: frame.y.isLogarithmic ? say("{name}, log scale", { name }) : name,
      }),
      ...all.flatMap((series) => drawSeries(frame, series)),
      ...drawMarked(frame, all, marked),
    );
    y += heights[i] + gap;
  }
  return svgPage(title, pageWidth, y + 26, body);
}

function legend(all: readonly Series[]): string[] {
  const names = [...new Set(all.map(({ name }) => name))];
  const drawn = names.flatMap((name, i) => {
    const x = margin + 130 * i;
    return [
      `<line x1="${x}" y1="52" x2="${x + 26}" y2="52" stroke="${
        colors[name]
      }" stroke-width="3"/>`,
      label(say(name), x + 34, 56, { anchor: "start" }),
    ];
  });
  const isBroken = all.some(({ points }) =>
    points.some(({ value }) => !isDrawable(value))
  );
  if (!isBroken) return drawn;
  const x = margin + 130 * names.length;
  return [
    ...drawn,
    cross(x + 8, 52, "#555"),
    label(say("not a finite number"), x + 20, 56, { anchor: "start" }),
  ];
}
