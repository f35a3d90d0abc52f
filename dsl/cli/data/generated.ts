/**
 * Data from a generator, called as on the command line: `spiral(classes=3)`.
 *
 * @module
 */

import { elementCount } from "../../../lib/base/shape.ts";
import type { ExamplesInMemory } from "../../../lib/data/examples/examples.ts";
import type {
  GeneratorDefinition,
  GeneratorType,
} from "../../../lib/data/generators/generator.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import type { Target } from "../../../lib/data/generators/target.ts";
import type { Schema } from "../../../lib/data/schemas/schema.ts";
import type { ArgumentSpec } from "../../../lib/definition/arguments.ts";
import { isFile } from "../files/source.ts";
import { type Choices, readCall, type Setting } from "../words/call.ts";
import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";

/** Generators with what they take. */
const choices: Choices = new Map(
  [...generators].map(([name, { definition }]) => [
    name,
    { settings: settingsOf(definition) },
  ]),
);

function settingsOf({ arguments: specs }: GeneratorDefinition) {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]): [string, Setting] => [
      name,
      wordsOf(spec) ?? "number",
    ]),
  );
}

function wordsOf(spec: ArgumentSpec): readonly string[] | undefined {
  return spec.kind === "choice" ? spec.choices : undefined;
}

/** Whether a word of `--data` names a generator, and no file. */
export async function isGenerator(word: string, io: Io): Promise<boolean> {
  const [name] = word.split("(");
  if (word === "-" || !generators.has(name.trim())) return false;
  return word.includes("(") || !await isFile(word, io);
}

/** What stands in for settings that are not given. */
export interface GeneratedDefaults {
  /** Where chance begins. */
  readonly seed: number;
  /** How classes are told. */
  readonly target?: Target;
}

/** A generator and the settings that it is called with. */
export interface GeneratorCall {
  /** The generator. */
  readonly generator: GeneratorType;
  /** Its settings. */
  readonly settings: Readonly<Record<string, number | string>>;
}

/** @throws {UsageError} if there is no such generator, or it has no such setting. */
export function readGenerator(
  option: string,
  word: string,
  { seed, target }: GeneratedDefaults,
): GeneratorCall {
  const { name, settings } = readCall(option, word, choices);
  const generator = generators.get(name);
  if (generator === undefined) throw new UsageError(`there is no ${name}`);
  const takesTarget = "target" in generator.definition.arguments;
  return {
    generator,
    settings: {
      seed,
      ...(takesTarget && target !== undefined ? { target } : {}),
      ...Object.fromEntries(settings),
    },
  };
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
  const { generator, settings } = readGenerator(option, word, defaults);
  const examples = generator(settings);
  const { inputShape, targetShape = [], memory: { target } } = examples;
  const width = elementCount(inputShape);
  const { columns: own, targets: kinds } = generator.definition;
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
