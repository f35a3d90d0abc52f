import { say } from "../../words/say.ts";
import { elementCount, formatShape } from "../base/shape.ts";
import { list } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  type Column,
  columnsOfPart,
  inputShapeOf,
  targetShapeOf,
} from "../data/schemas/schema.ts";
import { headsOf, inputsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { targetFormOf, targetShapesOf } from "../network/outputs.ts";
import { trainedTargetShape } from "./class_names.ts";
import { readNormalization } from "./numbers/normalization.ts";
import { type DataMeaning, meaningFor } from "./data_meaning.ts";
import { ownOf } from "../base/record.ts";
import { type DataRole, partNames, requireName } from "./parts.ts";
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
  requireParts(file, meaning, network);
  requireNormalizations(meaning, network);
  requireInputs(file, meaning, network);
  for (const head of headsOf(network)) {
    requireTargets(file, meaningFor(meaning, head), head.network);
  }
}

/** @throws {DataError} if it speaks of other inputs or losses than those of the network. */
function requireParts(
  file: string,
  { schema, inputs, losses, arrays }: DataMeaning,
  network: Network,
): void {
  const takes = partNames(network, "inputs");
  const gives = partNames(network, "target");
  const parts = (columns: readonly Column[] = []) =>
    columns.map(({ part }) => part);
  const check = (
    role: DataRole,
    names: readonly string[],
    found: readonly (string | undefined)[],
  ) => {
    for (const name of found) {
      if (name === undefined && names.length < 2) continue;
      if (name === undefined || names.length < 2) {
        throw new DataError(
          { file },
          say(
            role === "inputs"
              ? "what it says must be of each input by its name if there are several, and only then"
              : "what it says must be of each loss by its name if there are several, and only then",
          ),
        );
      }
      requireName(file, name, names, role);
    }
  };
  check("inputs", takes, parts(schema?.inputs));
  check("target", gives, parts(schema?.targets));
  check("inputs", takes, Object.keys(inputs ?? {}));
  check("target", gives, Object.keys(losses ?? {}));
  for (const name of Object.keys(arrays?.parts ?? {})) {
    requireName(file, name, [...takes, ...gives], "inputs");
  }
}

/**
 * Requires normalizations of the numbers of a network.
 *
 * @throws {NablaError} if they are not.
 */
export function requireNormalizations(
  meaning: DataMeaning,
  network: Network,
): void {
  const takes = inputsOf(network);
  const all = takes.length > 1
    ? takes
    : [{ name: "x", shape: network.inputShape }];
  for (const { name, shape } of all) {
    const own = takes.length > 1
      ? ownOf(meaning.inputs, name)
      : meaning.normalization;
    if (own !== undefined) readNormalization(own, shape);
  }
  const heads = headsOf(network);
  const outputs = heads.length > 1
    ? heads.map((head) => ({
      ...meaningFor(meaning, head),
      outputShape: head.network.outputShape,
    }))
    : [{ ...meaning, outputShape: network.outputShape }];
  for (const { targetNormalization, outputShape } of outputs) {
    if (targetNormalization !== undefined) {
      readNormalization(targetNormalization, outputShape, "targets");
    }
  }
}

function requireInputs(
  file: string,
  { schema, means }: DataMeaning,
  network: Network,
): void {
  const takes = inputsOf(network);
  const all = takes.length > 1
    ? takes
    : [{ name: "x", shape: network.inputShape }];
  let taken = 0;
  for (const { name, shape } of all) {
    const count = elementCount(shape);
    taken += count;
    if (schema === undefined) continue;
    const inputs = columnsOfPart(schema.inputs, name);
    const own = elementCount(inputShapeOf({ inputs, targets: [] }));
    if (own === count) continue;
    throw new DataError(
      { file },
      takes.length > 1
        ? say(
          "its columns must be the {count} numbers of its input {name}: found {found}",
          { count, name, found: own },
        )
        : say(
          "its columns must be the {count} numbers of its input: found {found}",
          { count, found: own },
        ),
    );
  }
  const count = schema === undefined ? 0 : taken;
  if (means !== undefined && means.length !== count) {
    throw new DataError(
      { file },
      say(
        "means must be {count} numbers, one for each feature of a table: found {found}",
        { count, found: means.length },
      ),
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
      say("its targets must be {shapes} for its loss: found {found}", {
        shapes: list(targetShapesOf(network).map(formatShape), "or"),
        found: formatShape(said),
      }),
    );
  }
  if (schema !== undefined) requireTargetClasses(file, schema, network);
  const form = targetFormOf(network, found);
  const isClass = form?.kind === "class" || form?.kind === "distribution";
  const most = isClass ? network.outputShape.at(-1) ?? 1 : 2;
  if (labels !== undefined && new Set(labels).size !== labels.length) {
    throw new DataError({ file }, say("its labels must differ"));
  }
  if (labels !== undefined && labels.length > most) {
    throw new DataError(
      { file },
      say(
        "its labels must be those of the {count} classes that it predicts: found {found}",
        { count: most, found: labels.length },
      ),
    );
  }
  const isOfDifferences = network.loss?.layer.loss?.differences !== undefined;
  if (targetNormalization !== undefined && !isOfDifferences) {
    throw new DataError(
      { file },
      say("its targets are normalized, and its loss is none of differences"),
    );
  }
}
