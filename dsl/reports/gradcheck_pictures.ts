/**
 * Pictures of a gradient for the report as a page: a map of its errors, and its
 * numbers, analytic against numeric.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type {
  ComparedNumbers,
  GradientCheck,
} from "../../lib/gradcheck/comparison/comparison.ts";
import { comparisonPlot, errorMapOf } from "../drawing/compared_numbers.ts";
import { grid } from "../drawing/frame.ts";
import { toTenths } from "../drawing/svg.ts";

/** Grey for unknown, green within the tolerance, orange to red above. */
export function errorColor(error: number | null): string {
  if (error === null) return "#d9d9d9";
  if (error <= 1) {
    return `hsl(140 35% ${Math.round(94 - 24 * Math.sqrt(error))}%)`;
  }
  const share = Math.min(Math.log10(error) / 6, 1);
  return `hsl(${Math.round(38 - 38 * share)} 85% ${
    Math.round(62 - 20 * share)
  }%)`;
}

/** A cell for each number, in the rows of the array; blocks of a large array show their worst number. */
export function errorMap(
  { shape }: GradientCheck,
  { error }: ComparedNumbers,
): string {
  const { width, height, rows, columns, block: [down, across], side, cells } =
    errorMapOf(shape, error);
  const size = toTenths(side);
  const facts = { rows, columns };
  const caption = across * down === 1
    ? say("errors, {rows}×{columns}", facts)
    : say(
      "errors, {rows}×{columns}; each cell the worst of {down}×{across}",
      { ...facts, down, across },
    );
  return figure(
    width,
    height,
    say("map of errors"),
    cells.map(({ x, y, error }) =>
      `<rect x="${toTenths(x)}" y="${
        toTenths(y)
      }" width="${size}" height="${size}" fill="${errorColor(error)}"/>`
    ),
    caption,
  );
}

/** Each number as a point over a line where both are equal, wrong ones on top; empty if nothing was compared. */
export function scatter(numbers: ComparedNumbers): string {
  const plot = comparisonPlot(numbers);
  if (plot === undefined) return "";
  const { frame, points, width, height } = plot;
  const { left, top, width: side } = frame;
  return figure(width, height, say("analytic against numeric"), [
    ...grid(frame, { x: say("analytic"), y: say("numeric") }),
    `<line x1="${left}" y1="${top + side}" x2="${
      left + side
    }" y2="${top}" stroke="#aaa"/>`,
    ...points.map(({ x, y, isWrong }) =>
      `<circle cx="${toTenths(x)}" cy="${toTenths(y)}" r="${
        isWrong ? 3 : 2.5
      }" fill="${isWrong ? "#b3261e" : "#2e7d46"}" fill-opacity=".7"/>`
    ),
  ], say("on the line: both are equal"));
}

/** A picture that shrinks with its place. */
function figure(
  width: number,
  height: number,
  name: string,
  body: readonly string[],
  caption: string,
): string {
  const [w, h] = [toTenths(width), toTenths(height)];
  return `<figure><svg width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-size="11" role="img" aria-label="${name}">${
    body.join("")
  }</svg><figcaption>${caption}</figcaption></figure>`;
}
