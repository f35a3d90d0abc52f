import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { plural } from "../base/words.ts";
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

/** @throws {DataError} if an input of the network does not take as many features. */
export function requireInputColumns(
  file: string,
  schema: Schema,
  network: Network,
): void {
  const inputs = inputsOf(network);
  if (inputs.length < 2) {
    requireFeatures(file, schema.inputs, "an input", network.inputShape);
    return;
  }
  for (const { name, shape } of inputs) {
    const columns = columnsOfPart(schema.inputs, name);
    requireFeatures(file, columns, `the input ${name}`, shape);
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
    `${what} of the network must be ${formatShape(shape)}: found ${
      plural(found, "number")
    } in the columns: ${few(names)}`,
    [
      `Make its input ${found}, or choose columns with `,
      { option: "inputs" },
      " or ",
      { option: "without" },
      ".",
    ],
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
  const { name: loss } = network.loss?.layer ?? { name: "the loss" };
  const rule = targetKinds[form.kind].rule;
  for (const { name: column, least, largest } of numberTargets(learned)) {
    if (rule === undefined) break;
    if (rule.holds(least) && rule.holds(largest)) continue;
    throw new DataError(
      { file, column },
      `a target of ${loss} must be ${rule.words}: found numbers from ${least} to ${largest}`,
      targetKinds[form.kind].pair === undefined
        ? "For numbers of any sign, end the network with fc(1) -> mse."
        : "For more than two classes, end the network with fc(N) -> cross_entropy, and for any number with fc(1) -> mse.",
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
  const { name: loss } = network.loss?.layer ?? { name: "the loss" };
  for (const { name: column, categories = [] } of named) {
    if (form.kind === "class" || targetKinds[form.kind].pair !== undefined) {
      requireCounted(file, column, categories, network);
      requireClassCount(file, column, categories, network, form);
      continue;
    }
    const count = targets.length > 1 ? targets.length : categories.length;
    throw new DataError(
      { file, column },
      `a target of ${loss} must be ${targetKinds[form.kind].words}: found ${
        few(categories)
      }`,
      targets.length > 1
        ? `For a yes or no in each column, end the network with fc(${count}) -> bce_with_logits.`
        : `For a class by its name, end the network with fc(${count}) -> cross_entropy.`,
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
    `the network predicts at most ${
      plural(most, "class", "es")
    }: found ${length}: ${few(categories)}`,
    isClass
      ? `End the network with fc(${length}) before its loss.`
      : `For more than two classes, end the network with fc(${length}) -> cross_entropy.`,
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
    `the loss ignores the target ${ignore}, and the classes of a table are numbered in order: ${
      categories[number]
    } is ${number}`,
    "Give the data as arrays in an .npz file, whose targets are taken as they are.",
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
    `the network was not trained on a table, and knows classes only by their numbers: ${
      target.categories?.[wrong]
    } would be ${wrong}`,
    "Give data of the kind that it was trained on.",
  );
}

function few(names: readonly string[]): string {
  return names.slice(0, 12).join(", ") + (names.length > 12 ? " …" : "");
}
