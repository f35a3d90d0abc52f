/**
 * Pieces of HTML for the cell of a notebook. Its styles name only what stands within
 * `.nabla`, and take colours from around it, so that it is read on light and on dark.
 *
 * @module
 */

import { base64Of } from "../../lib/bytes/base64.ts";
import type { CellText, TableColumn } from "../typesetting/table.ts";
import { escapeXml } from "../typesetting/xml.ts";

const style = `.nabla pre, .nabla table { font: 13px/1.45 ui-monospace, ` +
  `"DejaVu Sans Mono", Menlo, monospace; color: inherit; background: none; }
.nabla pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .4em 0; }
.nabla table { border-collapse: collapse; margin: .4em 0 .8em; }
.nabla table caption { text-align: left; font-weight: bold; color: inherit; }
.nabla table th, .nabla table td { text-align: left; vertical-align: top; ` +
  `white-space: pre; padding: .1em .9em .1em 0; border: 0; }
.nabla table th { font-weight: normal; border-bottom: 1px solid #808080; }
.nabla table .right { text-align: right; }
.nabla img { max-width: 100%; height: auto; }
.nabla .verdict { color: #fff; padding: .1em .5em; border-radius: .2em; }
.nabla .pass { background: #2e7d46; } .nabla .fail { background: #b3261e; }
.nabla .inconclusive { background: #96690a; }`;

/** The parts of a cell. */
export function fragment(parts: readonly string[]): string {
  return `<div class="nabla"><style>${style}</style>\n${
    parts.join("\n")
  }\n</div>`;
}

/** A text as it is written. */
export function htmlText(text: string): string {
  return `<pre>${escapeXml(text)}</pre>`;
}

/** A sentence, or several lines of one. */
export function htmlLines(lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : `<p>${lines.map(escapeXml).join("<br/>")}</p>`;
}

/** An SVG as a picture of its own, which also notebooks show that are not trusted yet. */
export function htmlPicture(svg: string, words: string): string {
  const bytes = base64Of(new TextEncoder().encode(svg));
  return `<img alt="${
    escapeXml(words)
  }" src="data:image/svg+xml;base64,${bytes}"/>`;
}

/** Rows under a title of their own. */
export interface HtmlGroup {
  /** Absent where the rows stand alone. */
  readonly title?: string;
  readonly rows: readonly (readonly CellText[])[];
}

/** A table. Columns without a cell are left out. */
export function htmlTable(
  caption: string,
  columns: readonly TableColumn[],
  groups: readonly HtmlGroup[],
): string {
  const all = groups.flatMap(({ rows }) => rows);
  const shown = columns.map((column, index) => ({
    index,
    title: typeof column === "string" ? column : column.title,
    look: typeof column === "object" && column.align === "right"
      ? ' class="right"'
      : "",
  })).filter(({ index }) => all.some((row) => linesOf(row[index]) !== ""));
  const head = shown.map(({ title, look }) =>
    `<th${look}>${escapeXml(title)}</th>`
  );
  const body = groups.flatMap(({ title, rows }) => [
    ...title === undefined ? [] : [
      `<tr><td colspan="${shown.length}"><b>${escapeXml(title)}</b></td></tr>`,
    ],
    ...rows.map((row) =>
      `<tr>${
        shown.map(({ index, look }) => `<td${look}>${linesOf(row[index])}</td>`)
          .join("")
      }</tr>`
    ),
  ]);
  return [
    "<table>",
    ...caption === "" ? [] : [`<caption>${escapeXml(caption)}</caption>`],
    `<thead><tr>${head.join("")}</tr></thead>`,
    "<tbody>",
    ...body,
    "</tbody></table>",
  ].join("\n");
}

function linesOf(cell: CellText = ""): string {
  return [cell].flat().map((line) => escapeXml(line.trimEnd())).join("<br/>");
}
