/**
 * The command that trains as the page does.
 *
 * @module
 */

import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { writeOption } from "../../dsl/typesetting/option_words.ts";
import { shellWord } from "../../dsl/typesetting/shell.ts";
import { textWord } from "./commands.ts";
import type { DataChoice, Session } from "./session.ts";
import { optionsOf } from "./table_choice.ts";

/** The batch of the command line where it is not told. */
const usualBatch = 32;

/**
 * The command as `sh` takes it.
 *
 * @param epochs how many were done; 0 leaves that open.
 */
export function trainCommand(
  { text, seed, training }: Pick<Session, "text" | "seed" | "training">,
  data: DataChoice,
  epochs: number,
): string {
  const { optimizer, learningRate, batch, validation, normalize } = training;
  const takesAll = optimizers.get(optimizer.split("(")[0])?.takesAll === true;
  const options: readonly (readonly [name: string, value: unknown])[] = [
    ["data", data.name],
    ...data.kind === "csv" ? [["table", data.table ?? {}] as const] : [],
    ["optimizer", optimizer],
    ["learning-rate", learningRate],
    ["batch", takesAll || batch === usualBatch ? undefined : batch],
    ["validation", validation],
    ["keep", validation === undefined ? undefined : "last"],
    ["normalize", normalize],
    ["seed", seed === 0 ? undefined : seed],
    ["epochs", epochs === 0 ? undefined : epochs],
    ["out", "net.safetensors"],
  ];
  return [
    "nabla train",
    textWord(text),
    ...options.flatMap(([name, value]) =>
      value === undefined
        ? []
        : name === "table"
        ? optionsOf(value as object).map(writeOption)
        : [`--${name} ${shellWord(`${value}`)}`]
    ),
  ].join(" ");
}
