import { elementCount, formatShape } from "../base/shape.ts";
import { list } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import { inputShapeOf, targetShapeOf } from "../data/schemas/schema.ts";
import type { Network } from "../network/network.ts";
import { targetFormOf, targetShapesOf } from "../network/outputs.ts";
import { trainedTargetShape } from "./class_names.ts";
import { readNormalization } from "./normalization.ts";
import type { DataMeaning } from "./data_meaning.ts";
import { requireTargetClasses } from "./table_mistakes.ts";

/**
 * Requires that what a file says of the data fits its network, so that no answer is
 * read wrongly: columns and classes, shapes, normalizations and means.
 *
 * @throws {NablaError} if it does not.
 */
export function requireMeaning(
  file: string,
  meaning: DataMeaning,
  network: Network,
): void {
  requireNormalizations(meaning, network);
  requireInputs(file, meaning, network);
  if (network.loss !== undefined) requireTargets(file, meaning, network);
}

/**
 * Requires normalizations of the numbers of a network.
 *
 * @throws {NablaError} if they are not.
 */
export function requireNormalizations(
  { normalization, targetNormalization }: DataMeaning,
  { inputShape, outputShape }: Network,
): void {
  if (normalization !== undefined) readNormalization(normalization, inputShape);
  if (targetNormalization !== undefined) {
    readNormalization(targetNormalization, outputShape, "targets");
  }
}

function requireInputs(
  file: string,
  { schema, means }: DataMeaning,
  { inputShape }: Network,
): void {
  const taken = elementCount(inputShape);
  const own = schema === undefined ? taken : elementCount(inputShapeOf(schema));
  if (own !== taken) {
    throw new DataError(
      { file },
      `its columns must be the ${taken} numbers of its input: found ${own}`,
    );
  }
  const count = schema === undefined ? 0 : taken;
  if (means !== undefined && means.length !== count) {
    throw new DataError(
      { file },
      `means must be ${count} numbers, one for each feature of a table: found ${means.length}`,
    );
  }
}

function requireTargets(
  file: string,
  meaning: DataMeaning,
  network: Network,
): void {
  const { schema, labels, targetNormalization } = meaning;
  const said = schema === undefined
    ? meaning.targetShape
    : targetShapeOf(schema);
  const found = trainedTargetShape(network, meaning);
  if (said !== undefined && found === undefined) {
    throw new DataError(
      { file },
      `its targets must be ${
        list(targetShapesOf(network).map(formatShape), "or")
      } for its loss: found ${formatShape(said)}`,
    );
  }
  if (schema !== undefined) requireTargetClasses(file, schema, network);
  const form = targetFormOf(network, found);
  const isClass = form?.kind === "class" || form?.kind === "distribution";
  const most = isClass ? network.outputShape.at(-1) ?? 1 : 2;
  if (labels !== undefined && new Set(labels).size !== labels.length) {
    throw new DataError({ file }, "its labels must differ");
  }
  if (labels !== undefined && labels.length > most) {
    throw new DataError(
      { file },
      `its labels must be those of the ${most} classes that it predicts: found ${labels.length}`,
    );
  }
  const isOfDifferences = network.loss?.layer.loss?.differences !== undefined;
  if (targetNormalization !== undefined && !isOfDifferences) {
    throw new DataError(
      { file },
      "its targets are normalized, and its loss is none of differences",
    );
  }
}
