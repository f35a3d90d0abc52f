/**
 * What keeps the columns of a table from fitting a network.
 *
 * @module
 */

import { DataError } from "../../lib/data/data_error.ts";
import type { LearnedSchema } from "../../lib/data/learn_schema.ts";
import {
  featureCount,
  inputShapeOf,
  type Schema,
} from "../../lib/data/schema.ts";
import type { Network } from "../../lib/network.ts";
import { elementCount, formatShape } from "../../lib/shape.ts";
import { plural } from "../outline.ts";
import { predictionOf } from "./fitted_data.ts";

/**
 * Sees to it that the features are as many as the network takes.
 *
 * @throws {DataError} if they are not.
 */
export function requireInputs(
  file: string,
  schema: Schema,
  { inputShape }: Network,
): void {
  const wanted = elementCount(inputShape);
  const found = elementCount(inputShapeOf(schema));
  if (found === wanted) return;
  const names = schema.inputs.slice(0, 12).map((column) => {
    const count = featureCount(column);
    return count === 1 ? column.name : `${column.name} (${count})`;
  });
  throw new DataError(
    { file },
    `the network takes an input of ${
      formatShape(inputShape)
    }, and the columns give ${plural(found, "number")}: ${names.join(", ")}${
      schema.inputs.length > 12 ? " …" : ""
    }`,
    `Make its input ${found}, or choose columns with --inputs or --without.`,
  );
}

/**
 * Sees to it that the classes or numbers of the target are what the loss takes.
 *
 * @throws {DataError} if they are not.
 */
export function requireTargets(
  file: string,
  { schema, targets }: LearnedSchema,
  network: Network,
): void {
  const [{ name: column, categories }] = schema.targets;
  const kind = predictionOf(network);
  if (categories !== undefined) {
    const most = kind === "classes" ? network.outputShape.at(-1) ?? 1 : 2;
    if (categories.length > most) {
      throw new DataError(
        { file, column },
        `the network tells ${most} classes apart, and there are ${categories.length}: ${
          categories.slice(0, 12).join(", ")
        }${categories.length > 12 ? " …" : ""}`,
        kind === "classes"
          ? `End the network with fc(${categories.length}) before its loss.`
          : `For more than two classes, end the network with fc(${categories.length}) -> cross_entropy.`,
      );
    }
    if (kind === "sign") {
      throw new DataError(
        { file, column },
        `a target of ${network.loss?.layer.name} is -1 or 1: there are ${
          categories.slice(0, 12).join(", ")
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
      `a target of ${network.loss?.layer.name} lies between 0 and 1: there are numbers from ${least} to ${largest}`,
      `Two classes by any name are told apart with --classes ${
        schema.targets[i]?.name ?? column
      }; for more, end the network with fc(N) -> cross_entropy.`,
    );
  }
}
