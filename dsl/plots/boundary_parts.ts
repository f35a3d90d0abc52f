import { round } from "../drawing/svg.ts";
import type { Decisions } from "./decisions.ts";
import { type Frame, label, shorten } from "../drawing/frame.ts";
import { colorOf, markOf, tint } from "./palette.ts";
import { isDrawable } from "../drawing/scale.ts";

/** Shades of a class, from uncertain to certain. */
const shades = [0.12, 0.2, 0.28, 0.36, 0.44];

const mostMarks = 2000;

/** The plane in colours: one path for each colour, and one piece for a run of equal colours in a row. */
export function regions(
  { left, top, width, height }: Frame,
  { labels, confidences }: Decisions,
  rows: number,
  columns: number,
): string[] {
  const paths = new Map<string, string>();
  const colorAt = (i: number) => {
    const shade = Math.floor(confidences[i] * shades.length);
    return tint(
      colorOf(labels[i]),
      shades[Math.min(shade || 0, shades.length - 1)],
    );
  };
  const x = (column: number) => Math.round(left + column * width / columns);
  const y = (row: number) => Math.round(top + row * height / rows);
  for (let row = 0; row < rows; row++) {
    for (let from = 0; from < columns;) {
      const color = colorAt(row * columns + from);
      let to = from + 1;
      while (to < columns && colorAt(row * columns + to) === color) to++;
      const run = `M${x(from)},${y(row)}H${x(to)}V${y(row + 1)}H${x(from)}z`;
      paths.set(color, (paths.get(color) ?? "") + run);
      from = to;
    }
  }
  return Array.from(
    paths,
    ([color, path]) =>
      `<path d="${path}" fill="${color}" shape-rendering="crispEdges"/>`,
  );
}

/** The examples, with rings around those that are predicted wrongly. */
export function marks(
  frame: Frame,
  points: Float64Array,
  truths: readonly number[],
  found: Decisions,
): string[] {
  const { left, top, width, height, x, y } = frame;
  const count = points.length / 2;
  const step = Math.max(1, Math.ceil(count / mostMarks));
  const drawn: string[] = [];
  for (let i = 0; i < count; i += step) {
    const [px, py] = [points[2 * i], points[2 * i + 1]];
    if (!isDrawable(px) || !isDrawable(py)) continue;
    const cx = left + x.at(px) * width;
    const cy = top + (1 - y.at(py)) * height;
    if (truths.length > 0 && truths[i] !== found.labels[i]) {
      drawn.push(ring(cx, cy));
    }
    drawn.push(mark(truths[i], cx, cy));
  }
  return drawn;
}

/** The mark of a class; grey if it is not known. */
function mark(truth: number | undefined, x: number, y: number): string {
  return `<path d="${markOf(truth ?? 0, x, y)}" fill="${
    truth === undefined ? "#444" : colorOf(truth)
  }" stroke="#fff" stroke-width="0.8"/>`;
}

function ring(x: number, y: number): string {
  return `<circle cx="${round(x)}" cy="${
    round(y)
  }" r="6" fill="none" stroke="#111" stroke-width="1.2"/>`;
}

/** The classes with their marks, and what a ring means. */
export function legend(
  { left, top, width, height }: Frame,
  classes: number,
  names: readonly string[],
  truths: readonly number[],
  found: Decisions,
): string[] {
  const x = left + width + 22;
  const room = Math.floor((height - 80) / 22);
  const shown = classes <= room ? classes : room - 1;
  const drawn: string[] = [];
  for (let i = 0; i < shown; i++) {
    const y = top + 14 + 22 * i;
    drawn.push(
      mark(i, x, y - 4),
      label(shorten(names[i] ?? `class ${i}`, 18), x + 14, y, {
        anchor: "start",
      }),
    );
  }
  const more = { anchor: "start", size: 11 } as const;
  let y = top + 14 + 22 * shown;
  if (shown < classes) {
    drawn.push(label(`and ${classes - shown} more`, x + 14, y, more));
    y += 22;
  }
  const wrong = truths.filter((truth, i) => truth !== found.labels[i]).length;
  if (truths.length > 0) {
    drawn.push(
      ring(x, y + 6),
      label(`wrong: ${wrong} of ${truths.length}`, x + 14, y + 10, more),
    );
  }
  return drawn;
}
