/**
 * Diagnostics as a terminal shows them.
 *
 * @module
 */

import { type Paint, painter } from "../typesetting/style.ts";
import { safeText } from "../typesetting/width.ts";
import {
  applyEdit,
  type Diagnostic,
  type Edit,
  type Help,
  type Label,
} from "./diagnostic.ts";
import { type Excerpt, excerpt, labelsByLine, markers } from "./excerpt.ts";
import { type Lines, splitLines } from "./lines.ts";

/** A text with the name under which it is shown. */
export interface Source {
  /** A file's name, for instance. */
  readonly name: string;
  /** The text. */
  readonly text: string;
}

/** What the renderers take. */
export interface RenderOptions {
  /** Whether to use colours; without them everything reads the same. */
  readonly color?: boolean;
}

/** Renders several diagnostics, and their number where there is more than one. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: Source,
  options: RenderOptions = {},
): string {
  const lines = splitLines(source.text);
  const paint = painter(options.color ?? false);
  const rendered = diagnostics.map((each) =>
    render(each, source, lines, paint)
  );
  if (diagnostics.length > 1) {
    rendered.push(paint(tally(diagnostics), "bold"));
  }
  return rendered.join("\n\n");
}

/** Renders one diagnostic as one line: `file:line:column: error[E110]: message`, without a place if it has no label. */
export function renderShort(diagnostic: Diagnostic, source: Source): string {
  const place = placeOf(diagnostic, source, splitLines(source.text));
  const { severity, code, message } = diagnostic;
  return safeText(`${place}: ${severity}[${code}]: ${message}`);
}

function tally(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic["severity"]) => {
    const n = diagnostics.filter((each) => each.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}${n === 1 ? "" : "s"}`];
  };
  return [...count("error"), ...count("warning")].join(", ");
}

function render(
  diagnostic: Diagnostic,
  source: Source,
  lines: Lines,
  paint: Paint,
): string {
  const { severity, code, message, labels, notes, helps } = diagnostic;
  const look = severity === "error" ? "red" : "yellow";
  const shown = linesShown(labels, source.text, lines);
  const gutter = " ".repeat(String((shown.at(-1)?.line ?? 0) + 1).length);
  const bar = paint(`${gutter} |`, "blue");
  const equals = paint(`${gutter} =`, "blue");
  const facts = [...hiddenLabels(shown, lines), ...notes];

  const output = [
    paint(`${severity}[${code}]`, "bold", look) +
    paint(`: ${safeText(message)}`, "bold"),
    `${paint(`${gutter}-->`, "blue")} ${
      safeText(placeOf(diagnostic, source, lines))
    }`,
  ];
  if (shown.length > 0) output.push(bar);
  for (const [i, { line, text, marks }] of shown.entries()) {
    if (i > 0 && line > shown[i - 1].line + 1) {
      output.push(paint("...", "blue"));
    }
    const number = String(line + 1).padStart(gutter.length);
    output.push(`${paint(`${number} |`, "blue")} ${text}`.trimEnd());
    const rows = markers(marks, paint, look);
    output.push(...rows.map((row) => `${bar} ${row}`));
  }
  if (facts.length + helps.length > 0) output.push(bar);
  output.push(...facts.map((fact) => `${equals} note: ${safeText(fact)}`));
  for (const help of helps) {
    const [advice, ...rest] = renderHelp(help, source.text);
    output.push(`${equals} ${paint("help", "green")}: ${advice}`);
    output.push(...rest.map((line) => `${gutter}   ${line}`));
  }
  return output.join("\n");
}

/** A line that is shown, counted from 0. */
interface ShownLine extends Excerpt {
  readonly line: number;
}

/** The lines on which labels begin or end. */
function linesShown(
  labels: readonly Label[],
  text: string,
  lines: Lines,
): readonly ShownLine[] {
  const parts = labels.flatMap((label) => labelsByLine(label, text, lines));
  const byLine = Map.groupBy(parts, ({ span }) => lines.lineAt(span.start));
  return [...byLine].sort(([a], [b]) => a - b).map(([line, own]) => ({
    line,
    ...excerpt(text, lines, line, own),
  }));
}

/** The words of labels that lie where a line is cut off, with their places. */
function hiddenLabels(shown: readonly ShownLine[], lines: Lines): string[] {
  const labels = shown.flatMap(({ hidden }) => hidden);
  return labels.filter(({ text }) => text !== "").map(({ span, text }) => {
    const { line, column } = lines.positionAt(span.start);
    const place = shown.length > 1 ? `line ${line}, column` : "column";
    return `at ${place} ${column}: ${text}`;
  });
}

/** The advice and the text as it would be: on the same line where that is one line. */
function renderHelp({ text, edit }: Help, source: string): string[] {
  const advice = safeText(text);
  if (edit === undefined) return [advice];
  const edited = editedLines(source, edit);
  if (edited.length === 0) return [advice];
  return edited.length === 1
    ? [`${advice}  ${edited[0]}`]
    : [advice, ...edited.map((line) => `  ${line}`)];
}

/** The most lines of an edit that are shown. */
const maxEditedLines = 6;

function editedLines(source: string, edit: Edit): string[] {
  const text = applyEdit(source, edit);
  const lines = splitLines(text);
  const first = lines.lineAt(edit.span.start);
  const last = lines.lineAt(edit.span.start + edit.text.length);
  const shown: string[] = [];
  for (
    let line = first;
    line < Math.min(last + 1, first + maxEditedLines);
    line++
  ) {
    const from = Math.max(edit.span.start, lines.startOf(line));
    const span = { start: from, end: from };
    const label = { span, text: "", primary: true };
    const piece = excerpt(text, lines, line, [label]).text.trim();
    if (piece !== "") shown.push(piece);
  }
  return shown;
}

/** `file:line:column`, or the name alone where there is no label. */
function placeOf(
  { labels }: Diagnostic,
  { name }: Source,
  lines: Lines,
): string {
  const label = labels.find(({ primary }) => primary) ?? labels[0];
  if (label === undefined) return name;
  const { line, column } = lines.positionAt(label.span.start);
  return `${name}:${line}:${column}`;
}
