/**
 * Data from a generator, called as on the command line: `spiral(classes=3)`.
 *
 * @module
 */

import { generatedColumns } from "../../../lib/data/generators/generated_columns.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import type { Target } from "../../../lib/data/generators/target.ts";
import { nameMeant } from "../../../lib/definition/names.ts";
import { isFile } from "../files/source.ts";
import { readCall } from "../words/call.ts";
import type { InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

const definitions = new Map(
  [...generators].map(([name, { definition }]) => [name, definition]),
);

/** The call of a generator that a source is; undefined where it is a file. */
export async function generatorIn(
  source: InputSource,
  io: Io,
): Promise<string | undefined> {
  if (source.kind !== "named") return undefined;
  const [name] = source.name.split("(");
  const isKnown = nameMeant(name.trim(), generators.keys()) !== undefined;
  const isCall = isKnown &&
    (name !== source.name || !await isFile(source.name, io));
  return isCall ? source.name : undefined;
}

/**
 * Makes examples.
 *
 * @param option what messages call the place of the word.
 * @param defaults values of settings that the call does not give.
 * @throws {NablaError} if a setting is out of range.
 */
export function makeExamples(
  option: string,
  word: string,
  { seed, target }: { readonly seed: number; readonly target?: Target },
) {
  const { definition, values, given } = readCall(option, word, definitions);
  const told = definition.targets && target && { target };
  const examples = definition.create({ ...values, seed, ...told, ...given });
  return { examples, columns: generatedColumns(definition, examples) };
}
