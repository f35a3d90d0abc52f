/**
 * Data from a generator, called as on the command line: `spiral(classes=3)`.
 *
 * @module
 */

import { elementCount } from "../../../lib/base/shape.ts";
import type { ExamplesInMemory } from "../../../lib/data/examples/examples.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import type { Target } from "../../../lib/data/generators/target.ts";
import type { Schema } from "../../../lib/data/schemas/schema.ts";
import { nameMeant } from "../../../lib/definition/names.ts";
import { isFile, orMistake } from "../files/source.ts";
import { readCall } from "../words/call.ts";
import type { Io } from "../world/io.ts";

/** What the generators take. */
const definitions = new Map(
  [...generators].map(([name, { definition }]) => [name, definition]),
);

/** Whether a word of `--data` names a generator, and no file. */
export async function isGenerator(word: string, io: Io): Promise<boolean> {
  const [name] = word.split("(");
  if (word === "-") return false;
  if (nameMeant(name.trim(), generators.keys()) === undefined) return false;
  return word.includes("(") || !await isFile(word, io);
}

/** What stands in for settings that are not given. */
export interface GeneratedDefaults {
  /** Where chance begins. */
  readonly seed: number;
  /** How classes are told. */
  readonly target?: Target;
}

/** Examples of a generator, and what their columns mean, where they have columns. */
export interface Generated {
  /** The examples. */
  readonly examples: ExamplesInMemory;
  /** What `nabla generate` calls their columns. */
  readonly columns: readonly string[];
  /** The columns for a network that is trained on them, unless the target is none that a table has. */
  readonly schema?: Schema;
}

/** @throws {UsageError} if a setting is out of range. */
export function makeExamples(
  option: string,
  word: string,
  defaults: GeneratedDefaults,
): Generated {
  const { seed, target: told } = defaults;
  const { definition, values, given } = readCall(option, word, definitions);
  const { columns: own, targets: kinds } = definition;
  const examples = orMistake(() =>
    definition.create({
      ...values,
      seed,
      ...kinds !== undefined && told !== undefined && { target: told },
      ...given,
    })
  );
  const { inputShape, targetShape = [], memory: { target } } = examples;
  const width = elementCount(inputShape);
  const [targetName] = own?.slice(-1) ?? ["class"];
  const inputs = own?.slice(0, -1) ??
    Array.from({ length: width }, (_, i) => `x${i + 1}`);
  const isClass = kinds !== undefined;
  const isOne = elementCount(targetShape) === 1 && target.every((t) => t >= 0);
  const targets = elementCount(targetShape) === 1 ? [targetName] : Array.from(
    { length: elementCount(targetShape) },
    (_, i) => `${targetName}${i + 1}`,
  );
  let classes = 1;
  for (const label of target) classes = Math.max(classes, label + 1);
  return {
    examples,
    columns: [...inputs, ...targets],
    ...(isClass && !isOne ? {} : {
      schema: {
        inputs: inputs.map((name) => ({ name })),
        targets: [{
          name: targetName,
          ...(isClass
            ? { categories: Array.from({ length: classes }, (_, i) => `${i}`) }
            : {}),
        }],
      },
    }),
  };
}
