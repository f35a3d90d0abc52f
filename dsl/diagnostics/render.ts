import { say } from "../../words/say.ts";
import { plural } from "../../lib/base/words.ts";
import { type Color, type Paint, painter } from "../typesetting/style.ts";
import { visibleLine } from "../typesetting/visible.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrapLine } from "../typesetting/wrap.ts";
import {
  applyEdit,
  type Diagnostic,
  type Edit,
  type Help,
  type Label,
  primarySpan,
} from "./diagnostic.ts";
import { excerpt, labelsByLine, markers } from "./excerpt.ts";
import { type Lines, sourceLines, splitLines } from "./lines.ts";

/** A text with the name that it is shown under. */
export interface Source {
  /** For example a file's name. */
  readonly name: string;
  /** The text. */
  readonly text: string;
  /** How many lines of its file stand before it; default: none. */
  readonly linesBefore?: number;
}

/** What the renderers take. */
export interface RenderOptions {
  /** Whether to use colours; without them everything reads the same. */
  readonly color?: Color;
  /** The columns of the terminal; default: as many as are needed, lines of a text cut at 120. */
  readonly columns?: number | undefined;
}

/** Renders diagnostics, and their number if there are several. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: Source,
  options: RenderOptions = {},
): string {
  const lines = sourceLines(source);
  const paint = painter(options.color ?? false);
  const rendered = diagnostics.map((each) =>
    render(each, source, lines, paint, options.columns)
  );
  if (diagnostics.length > 1) {
    rendered.push(paint(tally(diagnostics), "bold"));
  }
  return rendered.join("\n\n");
}

/** Renders each diagnostic as one line: `file:line:column: error[E110]: message`, without a place if it has no label. */
export function renderShort(
  diagnostics: readonly Diagnostic[],
  source: Source,
): string {
  const lines = sourceLines(source);
  return diagnostics.map((each) => {
    const place = placeOf(each, source, lines);
    const message = say(": {words}", { words: each.message });
    return visibleLine(`${place}: ${headOf(each)}${message}`);
  }).join("\n");
}

function tally(diagnostics: readonly Diagnostic[]): string {
  const counts = Map.groupBy(diagnostics, ({ severity }) => severity);
  const count = (severity: Diagnostic["severity"]) =>
    plural(counts.get(severity)?.length ?? 0, severity);
  if (!counts.has("warning")) return count("error");
  if (!counts.has("error")) return count("warning");
  return say("{errors}, {warnings}", {
    errors: count("error"),
    warnings: count("warning"),
  });
}

function render(
  diagnostic: Diagnostic,
  source: Source,
  lines: Lines,
  paint: Paint,
  columns = Infinity,
): string {
  const { severity, message, labels, notes, helps } = diagnostic;
  const look = severity === "error" ? "red" : "yellow";
  const byLine = labelsOfLines(labels, source.text, lines);
  const gutter = " ".repeat(
    String(lines.numberOf(byLine.at(-1)?.[0] ?? 0)).length,
  );
  const room = columns - gutter.length - 3;
  const shown = byLine.map(([line, own]) => ({
    line,
    ...excerpt(source.text, lines, line, own, room),
  }));
  const bar = paint(`${gutter} |`, "blue");
  const equals = paint(`${gutter} =`, "blue");
  const facts = [...hiddenLabels(shown, lines), ...notes];

  const output = [
    paint(headOf(diagnostic), "bold", look) +
    paint(say(": {words}", { words: visibleLine(message) }), "bold"),
    `${paint(`${gutter}-->`, "blue")} ${
      visibleLine(placeOf(diagnostic, source, lines))
    }`,
  ];
  if (shown.length > 0) output.push(bar);
  for (const [i, { line, text, marks }] of shown.entries()) {
    if (i > 0 && line > shown[i - 1].line + 1) {
      output.push(paint("...", "blue"));
    }
    const number = String(lines.numberOf(line)).padStart(gutter.length);
    output.push(`${paint(`${number} |`, "blue")} ${text}`.trimEnd());
    const rows = markers(marks, paint, look, room);
    output.push(...rows.map((row) => `${bar} ${row}`));
  }
  if (facts.length + helps.length > 0) output.push(bar);
  const said = (words: string) => say(": {words}", { words });
  for (const fact of facts) {
    output.push(`${equals} ${say("note")}${said(visibleLine(fact))}`);
  }
  for (const help of helps) {
    const [advice, ...rest] = renderHelp(help, source.text, lines, room - 6);
    output.push(`${equals} ${paint(say("help"), "green")}${said(advice)}`);
    output.push(...rest.map((line) => `${gutter}   ${line}`));
  }
  return output.flatMap((line) => wrapLine(line, `${gutter}   `, columns))
    .join("\n");
}

/** `error[E110]` */
function headOf({ severity, code }: Diagnostic): string {
  return severity === "error"
    ? say("error[{code}]", { code })
    : say("warning[{code}]", { code });
}

/** The lines on which labels begin or end, with these. */
function labelsOfLines(
  labels: readonly Label[],
  text: string,
  lines: Lines,
): (readonly [line: number, labels: readonly Label[]])[] {
  const parts = labels.flatMap((label) => labelsByLine(label, text, lines));
  const byLine = Map.groupBy(parts, ({ span }) => lines.lineAt(span.start));
  return [...byLine].sort(([a], [b]) => a - b);
}

/** The words and places of labels in cut-off parts of lines. */
function hiddenLabels(
  shown: readonly { readonly hidden: readonly Label[] }[],
  lines: Lines,
): string[] {
  const labels = shown.flatMap(({ hidden }) => hidden);
  return labels.filter(({ text }) => text !== "").map(({ span, text }) => {
    const { line, column } = lines.positionAt(span.start);
    return shown.length > 1
      ? say("at line {line}, column {column}: {words}", {
        line,
        column,
        words: text,
      })
      : say("at column {column}: {words}", { column, words: text });
  });
}

/** The advice and the edited text, on the same line if that is one line. */
function renderHelp(
  { text, edit }: Help,
  source: string,
  lines: Lines,
  room: number,
): string[] {
  const advice = visibleLine(text);
  if (edit === undefined) return [advice];
  const edited = editedLines(source, lines, edit, room);
  if (edited.length === 0) return [advice];
  const isShort = textWidth(advice) + 2 + textWidth(edited[0]) <= room;
  return edited.length === 1 && isShort
    ? [`${advice}  ${edited[0]}`]
    : [advice, ...edited.map((line) => `  ${line}`)];
}

/** The most lines of an edit that are shown. */
const maxEditedLines = 6;

/** What is taken of a line before and behind an edit: more than an excerpt shows. */
const aroundEdit = 2_000;

function editedLines(
  source: string,
  { lineAt, startOf, endOf }: Lines,
  edit: Edit,
  room: number,
): string[] {
  // Only what is shown of the lines that it changes: a text may be long, a line
  // too, and its mistakes many.
  const first = startOf(lineAt(edit.span.start));
  const before = Math.max(first, edit.span.start - aroundEdit);
  const last = endOf(lineAt(edit.span.end));
  const after = Math.min(last, edit.span.end + aroundEdit);
  const start = edit.span.start - before;
  const span = { start, end: edit.span.end - before };
  const text = applyEdit(source.slice(before, after), { ...edit, span });
  const lines = splitLines(text);
  const from = lines.lineAt(start);
  const to = lines.lineAt(start + edit.text.length);
  const shown: string[] = [];
  const end = Math.min(to + 1, from + maxEditedLines);
  for (let line = from; line < end; line++) {
    const at = Math.max(start, lines.startOf(line));
    const label = { span: { start: at, end: at }, text: "", primary: true };
    const piece = excerpt(text, lines, line, [label], room).text.trim();
    if (piece !== "") shown.push(piece);
  }
  return shown;
}

/** `file:line:column`, or the name alone if there is no label. */
function placeOf(
  diagnostic: Diagnostic,
  { name }: Source,
  lines: Lines,
): string {
  const span = primarySpan(diagnostic) ?? diagnostic.labels[0]?.span;
  if (span === undefined) return name;
  const { line, column } = lines.positionAt(span.start);
  return `${name}:${line}:${column}`;
}
