import { say } from "../../words/say.ts";
import { noClass } from "../../lib/metrics/reader.ts";
import { toTenths } from "../drawing/svg.ts";
import type { Decisions } from "./decisions.ts";
import { type Frame, label } from "../drawing/frame.ts";
import { shorten } from "../typesetting/width.ts";
import { colorOf, markOf, tint } from "./palette.ts";
import { isDrawable } from "../drawing/scale.ts";

/** Shades of a class, from uncertain to certain. */
const shades = [0.12, 0.2, 0.28, 0.36, 0.44];

/** The most examples that are drawn, those that are predicted wrongly apart. */
const [mostRight, mostWrong] = [2000, 1000];

/** The plane in colours, blank where nothing is predicted: one path for each colour, and one piece for a run of equal colours in a row. */
export function regions(
  { left, top, width, height }: Frame,
  { labels, confidences }: Decisions,
  rows: number,
  columns: number,
): string[] {
  const paths = new Map<string, string>();
  const colorAt = (i: number) => {
    if (labels[i] === noClass) return undefined;
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
      if (color !== undefined) paths.set(color, (paths.get(color) ?? "") + run);
      from = to;
    }
  }
  return Array.from(
    paths,
    ([color, path]) =>
      `<path d="${path}" fill="${color}" shape-rendering="crispEdges"/>`,
  );
}

/** The examples; those that are predicted wrongly on top of the others, with rings around them. */
export function marks(
  frame: Frame,
  points: Float64Array,
  truths: readonly number[],
  found: Decisions,
): string[] {
  const { left, top, width, height, x, y } = frame;
  const shown = Array.from({ length: points.length / 2 }, (_, i) => i)
    .filter((i) => isDrawable(points[2 * i]) && isDrawable(points[2 * i + 1]));
  const place = (i: number): [x: number, y: number] => [
    left + x.at(points[2 * i]) * width,
    top + (1 - y.at(points[2 * i + 1])) * height,
  ];
  const isWrong = (i: number) =>
    truths.length > 0 && truths[i] !== found.labels[i];
  return [
    ...thinned(shown.filter((i) => !isWrong(i)), mostRight)
      .map((i) => mark(truths.at(i), ...place(i))),
    ...thinned(shown.filter(isWrong), mostWrong)
      .map((i) => ring(...place(i)) + mark(truths[i], ...place(i))),
  ];
}

function thinned(points: readonly number[], most: number): readonly number[] {
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => i % step === 0);
}

/** The mark of a class; grey if it is not known. */
function mark(truth: number | undefined, x: number, y: number): string {
  return `<path d="${markOf(truth ?? 0, x, y)}" fill="${
    truth === undefined ? "#444" : colorOf(truth)
  }" stroke="#fff" stroke-width="0.8"/>`;
}

function ring(x: number, y: number): string {
  return `<circle cx="${toTenths(x)}" cy="${
    toTenths(y)
  }" r="6" fill="none" stroke="#111" stroke-width="1.2"/>`;
}

/** The width of a class in the legend, the height of a line, and the most classes. */
const [entryWidth, entryHeight, mostEntries] = [148, 22, 24];

/** Below the plot: the classes with their marks, and what a ring means. */
export function legend(
  left: number,
  top: number,
  classes: number,
  names: readonly string[],
  truths: readonly number[],
  found: Decisions,
): { readonly body: readonly string[]; readonly height: number } {
  const shown = classes <= mostEntries ? classes : mostEntries - 1;
  const start = { anchor: "start" } as const;
  const entries = Array.from({ length: shown }, (_, i) => ({
    sign: (x: number, y: number) => mark(i, x, y),
    words: shorten(names[i] ?? say("class {number}", { number: i }), 16),
  }));
  if (shown < classes) {
    entries.push({
      sign: () => "",
      words: say("and {count} more", { count: classes - shown }),
    });
  }
  if (truths.length > 0) {
    const wrong = truths.filter((truth, i) => truth !== found.labels[i]).length;
    entries.push({
      sign: ring,
      words: say("wrong: {wrong} of {count}", { wrong, count: truths.length }),
    });
  }
  const body = entries.flatMap(({ sign, words }, i) => {
    const x = left + 8 + i % 3 * entryWidth;
    const y = top + Math.floor(i / 3) * entryHeight;
    return [sign(x, y), label(words, x + 14, y + 4, start)];
  });
  return { body, height: Math.ceil(entries.length / 3) * entryHeight };
}
