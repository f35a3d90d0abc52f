/**
 * `nabla explain`: a short lesson on a code, or a page on a layer.
 *
 * @module
 */

import { closest } from "../../../lib/base/suggest.ts";
import { codes, isCode } from "../../diagnostics/codes.ts";
import { renderLayerList, renderLayerPage } from "../../manual/layer_pages.ts";
import { lessons, renderLesson } from "../../manual/lessons.ts";
import { createRegistry, ownName } from "../../syntax/registry.ts";
import { renderTable } from "../../typesetting/table.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { json } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const explainCommand: Command = {
  name: "explain",
  summary: "a short lesson on a code such as E110, or a page on a layer",
  usage: "CODE | LAYER | layers | codes",
  options: [json],
  examples: [
    ["E110", "why widths must fit, with a wrong and a right text"],
    ["fc", "how a layer is written and what it computes"],
    ["layers", "all layers"],
  ],
  run,
};

function run(args: Arguments, io: Io): Promise<number> {
  const [word, ...rest] = args.positional;
  if (word === undefined || rest.length > 0) {
    throw new UsageError(
      "there is one thing to explain",
      "Write nabla explain E110, nabla explain fc, nabla explain layers or nabla explain codes.",
    );
  }
  const isJson = args.flag("json");
  const layer = createRegistry().get(word) ??
    createRegistry().get(ownName(word) ?? "");
  const code = word.toUpperCase();
  if (isCode(code)) {
    const lesson = lessons[code];
    io.out(
      isJson
        ? toRecord("explain", 0, { code, title: codes[code], ...lesson })
        : `${renderLesson(code, lesson)}\n`,
    );
  } else if (word === "layers") {
    const layers = [...createRegistry().values()];
    io.out(
      isJson ? toRecord("explain", 0, { layers }) : `${renderLayerList()}\n`,
    );
  } else if (word === "codes") {
    const rows = Object.entries(codes);
    const table = renderTable([{ title: "" }, { title: "" }], rows, "  ");
    io.out(
      isJson ? toRecord("explain", 0, { codes }) : `${table.rows.join("\n")}\n`,
    );
  } else if (layer !== undefined) {
    io.out(
      isJson
        ? toRecord("explain", 0, { layer })
        : `${renderLayerPage(layer)}\n`,
    );
  } else throw unknown(word);
  return Promise.resolve(0);
}

function unknown(word: string): UsageError {
  const near = closest(word, [
    ...createRegistry().keys(),
    ...Object.keys(codes),
    "layers",
    "codes",
  ]);
  return new UsageError(
    `there is no code and no layer ${word}`,
    near === undefined
      ? "nabla explain codes lists the codes, nabla explain layers the layers."
      : `Did you mean ${near}?`,
  );
}
