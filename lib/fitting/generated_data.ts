/**
 * Data from a generator, called as on the command line: `spiral(classes=3)`.
 *
 * @module
 */

import type { ExamplesInMemory } from "../data/examples/examples.ts";
import { joinedExamples } from "../data/examples/parts.ts";
import {
  type GeneratedColumns,
  generatedColumns,
} from "../data/generators/generated_columns.ts";
import { generators } from "../data/generators/generators.ts";
import type { Target } from "../data/generators/target.ts";
import { nameMeant } from "../definition/names.ts";
import { readCall } from "../definition/written_call.ts";
import { headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import { fitExamples, type FittedData } from "./fitted_data.ts";
import { targetFor } from "./numbers/targets.ts";
import { requireOneInput } from "./parts.ts";

const definitions = new Map(
  [...generators].map(([name, { definition }]) => [name, definition]),
);

/** Whether a word begins with the name of a generator. */
export function namesGenerator(word: string): boolean {
  const [name] = word.split("(");
  return nameMeant(name.trim(), generators.keys()) !== undefined;
}

/** Examples of a generator, and what their columns mean. */
export interface MadeExamples {
  readonly examples: ExamplesInMemory;
  readonly columns: GeneratedColumns;
}

/**
 * Makes examples.
 *
 * @param option what messages call the place of the word.
 * @param defaults values of settings that the call does not give.
 * @throws {NablaError} if there is no such generator, or a setting is out of range.
 */
export function makeExamples(
  option: string,
  word: string,
  { seed, target }: { readonly seed: number; readonly target?: Target },
): MadeExamples {
  const { definition, values, given } = readCall(option, word, definitions);
  const told = definition.targets && target && { target };
  const examples = definition.create({ ...values, seed, ...told, ...given });
  return { examples, columns: generatedColumns(definition, examples) };
}

/**
 * The examples of a generator; several losses learn the same of it, each in its form.
 *
 * @throws {NablaError} if there is no such generator, a setting is out of range, or the
 * network has several inputs.
 * @throws {DataError} if the examples do not fit the network.
 */
export async function generatedData(
  network: Network,
  call: string,
  { seed }: { readonly seed: number },
): Promise<FittedData> {
  requireOneInput(network, call);
  const heads = headsOf(network);
  const made = heads.length === 0
    ? [makeExamples("--data", call, { seed })]
    : heads.map(({ network }) => {
      const outputs = outputsOf(network);
      return makeExamples("--data", call, {
        seed,
        ...outputs && { target: targetFor(outputs) },
      });
    });
  const [{ examples, columns: { schema } }] = made;
  if (heads.length < 2) {
    return await fitExamples(network, examples, { name: call, schema });
  }
  const x = {
    name: "x",
    shape: examples.inputShape,
    values: examples.memory.x,
  };
  const targets = made.map(({ examples }, i) => ({
    name: heads[i].name,
    shape: examples.targetShape ?? [],
    values: examples.memory.target,
  }));
  return await fitExamples(network, joinedExamples([x], targets), {
    name: call,
    schema: schema && {
      ...schema,
      targets: made.flatMap(({ columns }, i) =>
        columns.schema?.targets.map((each) => ({
          ...each,
          part: heads[i].name,
        })) ?? []
      ),
    },
  });
}
