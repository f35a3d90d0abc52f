import { elementCount, formatShape } from "../base/shape.ts";
import { plural } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { LearnedSchema } from "../data/schemas/learn_schema.ts";
import {
  featureCount,
  inputShapeOf,
  type Schema,
} from "../data/schemas/schema.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";

/** @throws {DataError} if the network does not take as many features. */
export function requireInputColumns(
  file: string,
  schema: Schema,
  { inputShape }: Network,
): void {
  const found = elementCount(inputShapeOf(schema));
  if (found === elementCount(inputShape)) return;
  const names = schema.inputs.map((column) => {
    const count = featureCount(column);
    return count === 1 ? column.name : `${column.name} (${count})`;
  });
  throw new DataError(
    { file },
    `an input of the network must be ${formatShape(inputShape)}: found ${
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
  { schema, targets }: LearnedSchema,
  network: Network,
): void {
  const [{ name: column, categories }] = schema.targets;
  const outputs = outputsOf(network);
  const kind = outputs?.predicts;
  if (categories !== undefined) {
    requireCounted(file, column, categories, outputs?.ignore);
    requireClassCount(file, column, categories, network);
    if (kind === "sign") {
      throw new DataError(
        { file, column },
        `a target of ${network.loss?.layer.name} must be -1 or 1: found ${
          few(categories)
        }`,
        "For classes by name, end the network with fc(2) before its loss.",
      );
    }
    return;
  }
  if (kind !== "probability" && kind !== "logit") return;
  for (const [i, least] of targets?.least.entries() ?? []) {
    const largest = targets?.largest[i] ?? 1;
    if (least >= 0 && largest <= 1) continue;
    throw new DataError(
      { file, column: schema.targets[i]?.name ?? column },
      `a target of ${network.loss?.layer.name} must be from 0 to 1: found numbers from ${least} to ${largest}`,
      [
        "For two classes with any names use ",
        { option: "classes", value: [schema.targets[i]?.name ?? column] },
        "; for more, end the network with fc(N) -> cross_entropy.",
      ],
    );
  }
}

/** @throws {DataError} if there are more classes than the network can predict. */
export function requireClassCount(
  file: string,
  column: string,
  categories: readonly string[],
  network: Network,
): void {
  const kind = outputsOf(network)?.predicts;
  const most = kind === "classes" ? network.outputShape.at(-1) ?? 1 : 2;
  const { length } = categories;
  if (length <= most) return;
  throw new DataError(
    { file, column },
    `the network predicts at most ${
      plural(most, "class", "es")
    }: found ${length}: ${few(categories)}`,
    kind === "classes"
      ? `End the network with fc(${length}) before its loss.`
      : `For more than two classes, end the network with fc(${length}) -> cross_entropy.`,
  );
}

/** The target that a loss ignores is a number; classes are numbered by their order. */
function requireCounted(
  file: string,
  column: string,
  categories: readonly string[],
  ignore: number | undefined,
): void {
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
  const wrong = target?.categories?.findIndex((text, i) => text !== String(i));
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
