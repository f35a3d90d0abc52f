import type { Source } from "../diagnostics/render.ts";

/** A block of a Markdown text. */
export interface MarkdownBlock {
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** The block's text; as many lines stand before it as `line` says. */
  readonly text: string;
}

const fence = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)/;

/**
 * The blocks that are fenced as `nn`.
 *
 * ```ts
 * import { markdownBlocks } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "A neuron:\n\n~~~nn\nfc(2,1) -> sigmoid\n~~~\n";
 * const [{ line, text: block }] = markdownBlocks(text);
 * assertEquals([line, block], [3, "fc(2,1) -> sigmoid\n"]);
 * ```
 */
export function markdownBlocks(text: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let open: { mark: string; language: string; line: number } | undefined;
  let body: string[] = [];
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [, mark = "", language = ""] = fence.exec(line) ?? [];
    if (open === undefined) {
      if (mark !== "") open = { mark, language, line: i + 1 };
      body = [];
    } else if (
      mark[0] === open.mark[0] && mark.length >= open.mark.length &&
      language === ""
    ) {
      add(open);
      open = undefined;
    } else body.push(line);
  }
  // In Markdown a fence that is never closed runs to the end.
  if (open !== undefined) add(open);
  return blocks;

  function add({ language, line }: { language: string; line: number }) {
    if (language.toLowerCase() !== "nn") return;
    blocks.push({ line, text: body.map((each) => `${each}\n`).join("") });
  }
}

/** The exercises of a file: the blocks of Markdown, each with its line in its name, or the text itself. */
export function exercisesIn(
  name: string,
  text: string,
): readonly Source[] {
  if (!/\.(md|markdown)$/.test(name)) return [{ name, text }];
  return markdownBlocks(text).map(({ line, text }) => ({
    name: `${name}:${line}`,
    text,
    linesBefore: line,
  }));
}
