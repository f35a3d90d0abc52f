import { plural } from "../../lib/base/words.ts";
import type { Sweep } from "../../lib/gradcheck/sweep.ts";
import { svgPage } from "../drawing/svg.ts";
import { renderTable } from "../typesetting/table.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import { placeLines } from "./checked_place.ts";
import type { ReportSource } from "./gradcheck_words.ts";

/** Smaller errors are drawn here: a double cannot resolve them. */
const leastError = 1e-16;

interface Curve {
  readonly name: string;
  readonly mark: string;
  readonly color: string;
  readonly errors: readonly number[];
}

function curvesOf({ rows, adaptive }: Sweep): readonly Curve[] {
  const curve = (
    name: string,
    mark: string,
    color: string,
    errors: number[],
  ) => ({ name, mark, color, errors });
  return [
    curve("forward", "f", "#b5492f", rows.map(({ forward }) => forward)),
    curve("central", "c", "#3b6ea5", rows.map(({ central }) => central)),
    curve("adaptive", "-", "#3d8b54", rows.map(() => adaptive)),
  ];
}

/** The power of ten at which an error is drawn. */
function decade(error: number): number {
  return Math.log10(Math.min(Math.max(error, leastError), 10));
}

/** A table, then a plot over a logarithmic grid. */
export function renderSweep(
  sweep: Sweep,
  source: ReportSource = {},
  width = 80,
): string {
  const { rows, adaptive, numbers, entries } = sweep;
  const table = renderTable(
    [
      "step",
      { title: "forward", align: "right" },
      { title: "central", align: "right" },
      { title: "adaptive", align: "right" },
    ],
    rows.map(({ step, forward, central }, i) => [
      step.toExponential(),
      error(forward),
      error(central),
      i === 0 ? error(adaptive) : "",
    ]),
  );
  const of = numbers === entries
    ? plural(numbers, "number")
    : `${numbers} of ${plural(entries, "number")}`;
  return [
    `error of the gradient by differences, over ${of}:`,
    "|numeric - analytic| / |analytic|",
    ...placeLines(sweep, source).flatMap((line) => wrapLine(line, "  ", width)),
    "",
    table.header,
    ...table.rows,
    "",
    ...plot(sweep, width),
    "",
    ...wrap(
      "Truncation falls with the step, to the right, until rounding takes over and grows: a forward difference is best near 1e-8, a central one near 1e-5. The adaptive scheme, which gradcheck uses, finds the best for each number.",
      Math.min(width, 80),
    ),
  ].join("\n");
}

const labelWidth = 8;
/** Of a step in the plot; a narrower one has no room for two marks. */
const [leastColumn, widestColumn] = [2, 4];

function plot(sweep: Sweep, width: number): string[] {
  const room = Math.floor((width - labelWidth) / sweep.rows.length);
  const columnWidth = Math.min(widestColumn, Math.max(leastColumn, room));
  const curves = curvesOf(sweep);
  const decades = curves.flatMap(({ errors }) => errors.map(decade));
  const lowest = Math.floor(Math.min(...decades));
  const highest = Math.ceil(Math.max(...decades));
  const lines: string[] = [];
  for (let row = highest; row >= lowest; row--) {
    const cells = sweep.rows.map((_, column) => {
      const marks = curves.filter(({ errors }) =>
        Math.round(decade(errors[column])) === row
      ).map(({ mark }) => mark);
      const others = marks.filter((mark) => mark !== "-").join("");
      const dash = marks.includes("-") ? "-" : " ";
      return others.padEnd(columnWidth, dash);
    });
    lines.push(`${`1e${row}`.padStart(6)} |${cells.join("")}`.trimEnd());
  }
  const margin = " ".repeat(labelWidth);
  // Where columns are narrow, every other power is written.
  const every = widestColumn / columnWidth > 1 ? 2 : 1;
  const powers = sweep.rows.filter((_, i) => i % every === 0)
    .map(({ step }) =>
      step.toExponential().slice(2).padEnd(columnWidth * every)
    );
  lines.push(
    `       +${"-".repeat(columnWidth * sweep.rows.length)}`,
    `${margin}${powers.join("")}`.trimEnd(),
    `${margin}power of ten of the step (f: forward, c: central, --: adaptive)`,
  );
  return lines;
}

function error(value: number): string {
  return value.toExponential(1);
}

/** The curves as a self-contained SVG. */
export function sweepToSvg(sweep: Sweep, title: string): string {
  const curves = curvesOf(sweep);
  const [left, top, width, height] = [66, 64, 396, 320];
  const bottom = Math.floor(
    Math.min(...curves.flatMap(({ errors }) => errors.map(decade))),
  );
  const highest = 1;
  const x = (step: number) => left + (-Math.log10(step) - 1) / 14 * width;
  const y = (error: number) =>
    top + (highest - decade(error)) / (highest - bottom) * height;
  const at = (value: number) => value.toFixed(1);
  const body: string[] = [
    `<text x="16" y="24" font-weight="bold">the error of a difference against its step</text>`,
  ];
  for (const [i, { step }] of sweep.rows.entries()) {
    const px = at(x(step));
    body.push(
      `<line x1="${px}" y1="${top}" x2="${px}" y2="${
        top + height
      }" stroke="#eee"/>`,
    );
    // There is room for every second number.
    if (i % 2 === 1) continue;
    body.push(
      `<text x="${px}" y="${
        top + height + 20
      }" text-anchor="middle" font-size="11">${step.toExponential()}</text>`,
    );
  }
  for (let row = bottom; row <= highest; row += 2) {
    const py = at(y(10 ** row));
    body.push(
      `<line x1="${left}" y1="${py}" x2="${
        left + width
      }" y2="${py}" stroke="#eee"/>`,
      `<text x="${left - 10}" y="${
        Number(py) + 4
      }" text-anchor="end" font-size="11">1e${row}</text>`,
    );
  }
  for (const [k, { name, color, errors }] of curves.entries()) {
    const points = errors.map((error, i) =>
      `${at(x(sweep.rows[i].step))},${at(y(error))}`
    );
    body.push(
      `<polyline points="${
        points.join(" ")
      }" fill="none" stroke="${color}" stroke-width="2"${
        name === "adaptive" ? ' stroke-dasharray="6 4"' : ""
      }/>`,
      ...(name === "adaptive" ? [] : points.map((point) => {
        const [px, py] = point.split(",");
        return `<circle cx="${px}" cy="${py}" r="3" fill="${color}"/>`;
      })),
      `<line x1="${16 + 130 * k}" y1="46" x2="${
        46 + 130 * k
      }" y2="46" stroke="${color}" stroke-width="2"${
        name === "adaptive" ? ' stroke-dasharray="6 4"' : ""
      }/>`,
      `<text x="${54 + 130 * k}" y="50">${name}</text>`,
    );
  }
  body.push(
    `<text x="${left + width / 2}" y="${
      top + height + 44
    }" text-anchor="middle">step</text>`,
    `<text x="20" y="${
      top + height / 2
    }" text-anchor="middle" transform="rotate(-90 20 ${
      top + height / 2
    })">relative error</text>`,
  );
  return svgPage(title, left + width + 22, top + height + 56, body);
}
