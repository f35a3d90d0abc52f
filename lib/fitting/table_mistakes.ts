import { say, translated } from "../../words/say.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { plural, series } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { LearnedSchema } from "../data/schemas/learn_schema.ts";
import {
  type Column,
  columnsOfPart,
  featureCount,
  inputShapeOf,
  type Schema,
  targetShapeOf,
} from "../data/schemas/schema.ts";
import { decimal } from "../data/tables/decimal.ts";
import { schemaOf } from "./parts.ts";
import { type TargetForm, targetKinds } from "../layer/loss_table.ts";
import { type Head, inputsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { targetFormOf } from "../network/outputs.ts";
import { advise } from "../base/advice.ts";

/** @throws {DataError} if an input of the network does not take as many features. */
export function requireInputColumns(
  file: string,
  schema: Schema,
  network: Network,
): void {
  const inputs = inputsOf(network);
  if (inputs.length < 2) {
    requireFeatures(file, schema.inputs, say("an input"), network.inputShape);
    return;
  }
  for (const { name, shape } of inputs) {
    const columns = columnsOfPart(schema.inputs, name);
    requireFeatures(file, columns, say("the input {name}", { name }), shape);
  }
}

function requireFeatures(
  file: string,
  columns: readonly Column[],
  what: string,
  shape: Shape,
): void {
  const found = elementCount(inputShapeOf({ inputs: columns, targets: [] }));
  if (found === elementCount(shape)) return;
  const names = columns.map((column) => {
    const count = featureCount(column);
    return count === 1 ? column.name : `${column.name} (${count})`;
  });
  throw new DataError(
    { file },
    say(
      "{what} of the network must be {shape}: found {found} in the columns: {names}",
      {
        what,
        shape: formatShape(shape),
        found: plural(found, "number"),
        names: few(names),
      },
    ),
    advise(
      "Make its input {count}, or choose columns with {inputs} or {without}.",
      {
        count: found,
        inputs: { option: "inputs" },
        without: { option: "without" },
      },
    ),
  );
}

/** @throws {DataError} if the loss does not take the classes or numbers of the target. */
export function requireTargetColumns(
  file: string,
  learned: LearnedSchema,
  network: Network,
): void {
  requireTargetClasses(file, learned.schema, network);
  const form = targetFormOf(network, targetShapeOf(learned.schema));
  if (form === undefined) return;
  const { name: loss } = network.loss?.layer ?? { name: say("the loss") };
  const rule = targetKinds[form.kind].rule;
  for (const { name: column, least, largest } of numberTargets(learned)) {
    if (rule === undefined) break;
    if (rule.holds(least) && rule.holds(largest)) continue;
    throw new DataError(
      { file, column },
      say(
        "a target of {loss} must be {rule}: found numbers from {least} to {largest}",
        { loss, rule: translated(rule.words), least, largest },
      ),
      targetKinds[form.kind].pair === undefined
        ? say("For numbers of any sign, end the network with {code}.", {
          code: "fc(1) -> mse",
        })
        : say(
          "For more than two classes, end the network with {code}, and for any number with {other}.",
          { code: "fc(N) -> cross_entropy", other: "fc(1) -> mse" },
        ),
    );
  }
}

/** @throws {DataError} if the loss does not take the classes of the target, or not as many. */
export function requireTargetClasses(
  file: string,
  schema: Schema,
  network: Network,
): void {
  const { targets } = schema;
  const form = targetFormOf(network, targetShapeOf(schema));
  if (form === undefined) return;
  const named = targets.filter(({ categories }) => categories !== undefined);
  const { name: loss } = network.loss?.layer ?? { name: say("the loss") };
  for (const { name: column, categories = [] } of named) {
    if (form.kind === "class" || targetKinds[form.kind].pair !== undefined) {
      requireCounted(file, column, categories, network);
      requireClassCount(file, column, categories, network, form);
      continue;
    }
    const count = targets.length > 1 ? targets.length : categories.length;
    throw new DataError(
      { file, column },
      say("a target of {loss} must be {rule}: found {found}", {
        loss,
        rule: translated(targetKinds[form.kind].words),
        found: few(categories),
      }),
      targets.length > 1
        ? say("For a yes or no in each column, end the network with {code}.", {
          code: `fc(${count}) -> bce_with_logits`,
        })
        : say("For a class by its name, end the network with {code}.", {
          code: `fc(${count}) -> cross_entropy`,
        }),
    );
  }
}

/** What was learned of the columns of one loss. */
export function learnedOf(learned: LearnedSchema, head: Head): LearnedSchema {
  const { schema, targets } = learned;
  const own = schemaOf(schema, head);
  if (targets === undefined || own.targets.length === schema.targets.length) {
    return { ...learned, schema: own };
  }
  // Statistics are of the targets that are numbers, one after the other.
  const isOwn = schema.targets.flatMap((column) =>
    column.categories === undefined
      ? Array.from(
        { length: elementCount(column.shape ?? []) },
        () => column.part === head.name,
      )
      : []
  );
  const pick = (all: readonly number[]) => all.filter((_, i) => isOwn[i]);
  return {
    ...learned,
    schema: own,
    targets: {
      count: pick(targets.count),
      mean: pick(targets.mean),
      deviation: pick(targets.deviation),
      least: pick(targets.least),
      largest: pick(targets.largest),
    },
  };
}

/** The targets that are single numbers, with their extremes. */
export function numberTargets({ schema, targets }: LearnedSchema) {
  let at = 0;
  return schema.targets.flatMap(({ name, shape, categories }) => {
    if (categories !== undefined) return [];
    const own = at;
    at += elementCount(shape ?? []);
    const least = targets?.least[own] ?? NaN;
    const largest = targets?.largest[own] ?? NaN;
    return shape === undefined ? [{ name, least, largest }] : [];
  });
}

/** @throws {DataError} if there are more classes than the network can predict. */
export function requireClassCount(
  file: string,
  column: string,
  categories: readonly string[],
  network: Network,
  form: TargetForm | undefined = targetFormOf(network),
): void {
  const isClass = form?.kind === "class" || form?.kind === "distribution";
  const most = isClass ? network.outputShape.at(-1) ?? 1 : 2;
  const { length } = categories;
  if (length <= most) return;
  throw new DataError(
    { file, column },
    say("the network predicts at most {classes}: found {found}: {names}", {
      classes: plural(most, "class", "es"),
      found: length,
      names: few(categories),
    }),
    isClass
      ? say("End the network with {code} before its loss.", {
        code: `fc(${length})`,
      })
      : say("For more than two classes, end the network with {code}.", {
        code: `fc(${length}) -> cross_entropy`,
      }),
  );
}

/** The target that a loss ignores is a number; classes are numbered by their order. */
function requireCounted(
  file: string,
  column: string,
  categories: readonly string[],
  { loss }: Network,
): void {
  const ignore = loss?.layer.loss?.ignore;
  if (ignore === undefined) return;
  const label = categories.indexOf(String(ignore));
  if (label === ignore || (label < 0 && categories[ignore] === undefined)) {
    return;
  }
  const number = label < 0 ? ignore : label;
  throw new DataError(
    { file, column },
    say(
      "the loss ignores the target {ignore}, and the classes of a table are numbered in order: {name} is {number}",
      { ignore, name: categories[number], number },
    ),
    say(
      "Give the data as arrays in an .npz file, whose targets are taken as they are.",
    ),
  );
}

/** @throws {DataError} if the classes of a table are not named by their numbers, for a network that knows only these. */
export function requireClassNumbers(
  file: string,
  schema: Schema | undefined,
): void {
  const [target] = schema?.targets ?? [];
  const wrong = target?.categories?.findIndex((text, i) => decimal(text) !== i);
  if (target === undefined || wrong === undefined || wrong < 0) return;
  throw new DataError(
    { file, column: target.name },
    say(
      "the network was not trained on a table, and knows classes only by their numbers: {name} would be {number}",
      { name: `${target.categories?.[wrong]}`, number: wrong },
    ),
    say("Give data of the kind that it was trained on."),
  );
}

function few(names: readonly string[]): string {
  return series(names.slice(0, 12)) + (names.length > 12 ? " …" : "");
}
