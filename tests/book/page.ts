/** A page of the book: a Markdown file as its lines and its fenced blocks. */

import { textWidth } from "../../dsl/typesetting/width.ts";
/** A fenced block. */
export interface Block {
  /** The first word behind the fence: `sh`. */
  readonly language: string;
  /** The words that follow: a file's name, `ignore`. */
  readonly words: readonly string[];
  /** The number of the opening fence's line, from 0. */
  readonly start: number;
  /** The number of the closing fence's line. */
  readonly end: number;
  /** What stands between them, each line with its end. */
  readonly text: string;
}

const fence = /^(`{3,})\s*(.*)$/;

/** The fenced blocks of a page. */
export function blocksOf(page: string): readonly Block[] {
  const lines = page.split("\n");
  const blocks: Block[] = [];
  for (let start = 0; start < lines.length; start++) {
    const [, mark, info] = fence.exec(lines[start]) ?? [];
    if (mark === undefined) continue;
    let end = start + 1;
    while (end < lines.length && lines[end] !== mark) end++;
    const [language = "", ...words] = info.trim().split(/\s+/);
    const text = lines.slice(start + 1, end).map((line) => `${line}\n`).join(
      "",
    );
    blocks.push({ language, words, start, end, text });
    start = end;
  }
  return blocks;
}

/** A page whose blocks hold other texts, by the block's number. */
export function withBlocks(
  page: string,
  texts: ReadonlyMap<number, string>,
): string {
  const lines = page.split("\n");
  const blocks = blocksOf(page);
  for (const [number, text] of [...texts].sort(([a], [b]) => b - a)) {
    const { start, end } = blocks[number];
    lines.splice(start + 1, end - start - 1, ...text.trimEnd().split("\n"));
  }
  return lines.join("\n");
}

/** What is written between two marks of a page: `<!-- NAME -->` and `<!-- end -->`. */
export function withPart(page: string, name: string, text: string): string {
  const mark = `<!-- ${name} -->`;
  const start = page.indexOf(mark);
  const end = page.indexOf("<!-- end -->", start);
  if (start < 0 || end < 0) {
    throw new RangeError(`Cannot find ${mark} and its end in a page`);
  }
  return `${page.slice(0, start)}${mark}\n\n${text}\n\n${page.slice(end)}`;
}

/** The names of the parts that a page leaves to be filled in. */
export function partsOf(page: string): readonly string[] {
  return [...page.matchAll(/^<!-- (?!end)(.*) -->$/gm)].map(([, name]) => name);
}

/** A table as `deno fmt` has it. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = [
    titles,
    ...rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|"))),
  ];
  const widths = titles.map((_, i) =>
    Math.max(3, ...cells.map((row) => textWidth(row[i])))
  );
  const line = (row: readonly string[]) =>
    `| ${
      row.map((cell, i) => cell + " ".repeat(widths[i] - textWidth(cell)))
        .join(" | ")
    } |`;
  const [head, ...body] = cells;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}
