import { currentLanguage, type Phrase, say } from "../../words/say.ts";
import { plural } from "../../lib/base/words.ts";
import type { Sweep } from "../../lib/gradcheck/sweep.ts";
import { renderTable } from "../typesetting/table.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import { placeLines } from "./gradcheck_basis.ts";
import type { ReportSource } from "./gradcheck_words.ts";

/** Smaller errors are drawn here: a double cannot resolve them. */
const leastError = 1e-16;

interface Curve {
  /** What it is called, in words. */
  readonly name: string;
  readonly isDashed: boolean;
  readonly mark: string;
  readonly color: string;
  readonly errors: readonly number[];
}

export function curvesOf({ rows, adaptive }: Sweep): readonly Curve[] {
  return [
    {
      name: inShort("forward", "forward differences"),
      isDashed: false,
      mark: "f",
      color: "#b5492f",
      errors: rows.map(({ forward }) => forward),
    },
    {
      name: inShort("central", "central differences"),
      isDashed: false,
      mark: "c",
      color: "#3b6ea5",
      errors: rows.map(({ central }) => central),
    },
    {
      name: inShort("adaptive", "adaptive steps"),
      isDashed: true,
      mark: "-",
      color: "#3d8b54",
      errors: rows.map(() => adaptive),
    },
  ];
}

/** The power of ten at which an error is drawn. */
export function decade(error: number): number {
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
      stepWord(),
      ...curvesOf(sweep).map(({ name }) => ({
        title: name,
        align: "right" as const,
      })),
    ],
    rows.map(({ step, forward, central }, i) => [
      step.toExponential(),
      error(forward),
      error(central),
      i === 0 ? error(adaptive) : "",
    ]),
  );
  const all = plural(entries, "number");
  return [
    numbers === entries
      ? say("error of the gradient by differences, over {numbers}:", {
        numbers: all,
      })
      : say(
        "error of the gradient by differences, over {count} of {numbers}:",
        {
          count: numbers,
          numbers: all,
        },
      ),
    say("|numeric - analytic| / |analytic|"),
    ...placeLines(sweep, source).flatMap((line) => wrapLine(line, "  ", width)),
    "",
    table.header,
    ...table.rows,
    "",
    ...plot(sweep, width),
    "",
    ...wrap(
      say(
        "Truncation falls with the step, to the right, until rounding takes over and grows: a forward difference is best near 1e-8, a central one near 1e-5. The adaptive scheme, which gradcheck uses, finds the best for each number.",
      ),
      Math.min(width, 80),
    ),
  ].join("\n");
}

export function stepWord(): string {
  return inShort("step", "step of a difference");
}

/** A word that means other things as well: other languages say the whole. */
function inShort(word: string, whole: Phrase): string {
  return currentLanguage() === undefined ? word : say(whole);
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
    margin +
      say("power of ten of the step (f: forward, c: central, --: adaptive)"),
  );
  return lines;
}

function error(value: number): string {
  return value.toExponential(1);
}
