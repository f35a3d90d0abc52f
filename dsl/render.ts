/**
 * Diagnostics as a terminal shows them.
 *
 * @module
 */

import {
  applyEdit,
  type Diagnostic,
  type Edit,
  type Help,
  type Label,
} from "./diagnostic.ts";
import { type Lines, linesOf } from "./lines.ts";
import { excerpt, markers } from "./excerpt.ts";
import { type Paint, painter } from "./style.ts";
import { safeText } from "./width.ts";

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
  const lines = linesOf(source.text);
  const paint = painter(options.color ?? false);
  const rendered = diagnostics.map((each) =>
    render(each, source, lines, paint)
  );
  if (diagnostics.length > 1) {
    rendered.push(paint(tally(diagnostics), "bold"));
  }
  return rendered.join("\n\n");
}

/** Renders one diagnostic as one line: `file:line:column: error[E110]: message`. */
export function renderShort(diagnostic: Diagnostic, source: Source): string {
  const { line, column } = linesOf(source.text)
    .positionAt(primary(diagnostic).span.start);
  const { severity, code, message } = diagnostic;
  return safeText(
    `${source.name}:${line}:${column}: ${severity}[${code}]: ${message}`,
  );
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
  const start = lines.positionAt(primary(diagnostic).span.start);
  const shown = [...new Set(labels.map(({ span }) => lines.lineAt(span.start)))]
    .sort((a, b) => a - b);
  const gutter = " ".repeat(String(shown[shown.length - 1] + 1).length);
  const bar = paint(`${gutter} |`, "blue");

  const output = [
    paint(`${severity}[${code}]`, "bold", look) +
    paint(`: ${safeText(message)}`, "bold"),
    `${paint(`${gutter}-->`, "blue")} ${
      safeText(source.name)
    }:${start.line}:${start.column}`,
    bar,
  ];
  for (const [i, line] of shown.entries()) {
    if (i > 0 && line > shown[i - 1] + 1) output.push(paint("...", "blue"));
    const own = labels.filter(({ span }) => lines.lineAt(span.start) === line);
    const number = String(line + 1).padStart(gutter.length);
    const piece = excerpt(source.text, lines, line, own);
    output.push(`${paint(`${number} |`, "blue")} ${piece.text}`.trimEnd());
    for (const row of markers(piece.marks, paint, look)) {
      output.push(`${bar} ${row}`);
    }
  }
  if (notes.length + helps.length > 0) output.push(bar);
  const equals = paint(`${gutter} =`, "blue");
  for (const note of notes) output.push(`${equals} note: ${safeText(note)}`);
  for (const help of helps) {
    output.push(
      ...renderHelp(help, source.text).map((line, i) =>
        i === 0
          ? `${equals} ${paint("help", "green")}: ${line}`
          : `${gutter}   ${line}`
      ),
    );
  }
  return output.join("\n");
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
  const lines = linesOf(text);
  const first = lines.lineAt(edit.span.start);
  const last = lines.lineAt(edit.span.start + edit.text.length);
  const shown: string[] = [];
  for (
    let line = first;
    line <= Math.min(last, first + maxEditedLines);
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

function primary({ labels }: Diagnostic): Label {
  return labels.find((label) => label.primary) ?? labels[0];
}
