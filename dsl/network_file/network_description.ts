import { readJson } from "../../lib/base/json.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Precision } from "../../lib/base/values.ts";
import { isCount } from "../../lib/base/ranges.ts";
import type { Shape } from "../../lib/base/shape.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import { isMissingAction } from "../../lib/data/schemas/missing.ts";
import { isTableWriting } from "../../lib/data/tables/table_writing.ts";
import { readSchema } from "../../lib/data/schemas/schema.ts";
import type {
  DataMeaning,
  TargetMeaning,
} from "../../lib/fitting/data_meaning.ts";
import type {
  RunIdentity,
  TrainingSetting,
} from "../../lib/fitting/run_identity.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Parameters } from "../../lib/network/parameters.ts";
import type { SafetensorsFile } from "../../lib/tensor_files/safetensors.ts";
import { say } from "../../words/say.ts";
import { format } from "../syntax/printing/printer.ts";

/** What a file says of a network besides its parameters; plain data. */
export interface NetworkDescription extends DataMeaning {
  /** Its text. */
  readonly text: string;
  /** The libraries that the text uses. */
  readonly libraries: readonly string[];
  /** The precision of its parameters. */
  readonly precision: Precision;
  /** How it was trained: the settings that decide the outcome. */
  readonly training?: RunIdentity | undefined;
}

/** A description with its text, libraries and precision filled in. */
export function wholeDescription(
  given: Partial<NetworkDescription>,
  network: Network,
  { precision }: Parameters,
): NetworkDescription {
  const { text = format(network), libraries = [] } = given;
  return { ...given, text, libraries, precision };
}

/** The settings that decide the outcome of its training, with its text. */
export function identityOf(
  { training, text, libraries, precision }: NetworkDescription,
): RunIdentity {
  return { ...training, network: text, libraries, precision };
}

/** What it says of the data. */
export function dataMeaningOf(
  description: NetworkDescription,
): DataMeaning {
  const { schema, means, reading, labels, arrays, targetShape } = description;
  const { normalization, targetNormalization, inputs, losses } = description;
  return {
    schema,
    means,
    reading,
    normalization,
    targetNormalization,
    targetShape,
    labels,
    arrays,
    inputs,
    losses,
  };
}

const key = "nabla";

/** A description as metadata of a file. */
export function descriptionMetadata(
  description: NetworkDescription,
): Readonly<Record<string, string>> {
  return { [key]: JSON.stringify({ version: 1, ...description }) };
}

/**
 * The description in a file; undefined if another program made the file.
 *
 * @throws {DataError} if it is damaged.
 */
export function descriptionIn(
  file: string,
  { metadata }: Pick<SafetensorsFile, "metadata">,
): NetworkDescription | undefined {
  const text = metadata.get(key);
  if (text === undefined) return undefined;
  const found = readJson(text);
  if (found?.problem !== undefined || found === undefined) {
    throw new DataError(
      { file },
      found?.problem === undefined
        ? say("its description must be JSON")
        : say("its description must be JSON: {problem}", {
          problem: found.problem,
        }),
    );
  }
  return orDataError(file, () => readDescription(file, found.value));
}

/**
 * What an action returns.
 *
 * @throws {DataError} in place of any other refusal, or of a mistake in JSON.
 */
export function orDataError<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asDataError(file, error);
  }
}

/** A refusal as a mistake in the file; any other error unchanged. */
export function asDataError(file: string, error: unknown): unknown {
  const isRefusal = error instanceof NablaError || error instanceof SyntaxError;
  return isRefusal && !(error instanceof DataError)
    ? new DataError({ file }, error.message)
    : error;
}

function readDescription(file: string, saved: unknown): NetworkDescription {
  const { version, text, libraries, precision, ...more } = Object(saved);
  const { normalization, targetNormalization } = more;
  const { schema, means, reading, training, targetShape, labels } = more;
  const { arrays, inputs, losses } = more;
  const isKnown = version === 1 && typeof text === "string" &&
    isTexts(libraries) && (precision === "float32" || precision === "float64");
  if (!isKnown) {
    throw new DataError(
      { file },
      say(
        "its description must have version 1, a text, libraries and a precision",
      ),
    );
  }
  return {
    text,
    libraries,
    precision,
    ...(normalization === undefined ? {} : { normalization }),
    ...(targetNormalization === undefined ? {} : { targetNormalization }),
    ...(schema === undefined ? {} : { schema: readSchema(schema) }),
    ...(means === undefined
      ? {}
      : { means: readNumbers(file, "means", means) }),
    ...(reading === undefined ? {} : { reading: readReading(file, reading) }),
    ...(targetShape === undefined
      ? {}
      : { targetShape: readNumbers(file, "targetShape", targetShape) }),
    ...(labels === undefined
      ? {}
      : { labels: readNumbers(file, "labels", labels) }),
    ...(arrays === undefined ? {} : { arrays: readArrays(file, arrays) }),
    ...(inputs === undefined ? {} : { inputs: readParts(file, inputs) }),
    ...(losses === undefined ? {} : {
      losses: mapped(readParts(file, losses), (own) => readLoss(file, own)),
    }),
    ...(training === undefined
      ? {}
      : { training: readTraining(file, training) }),
  };
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((each) => typeof each === "string");
}

function readNumbers(
  file: string,
  name: string,
  saved: unknown,
): readonly number[] {
  if (Array.isArray(saved) && saved.every(Number.isFinite)) return saved;
  throw new DataError({ file }, say("{name} must be numbers", { name }));
}

function readReading(
  file: string,
  saved: unknown,
): NetworkDescription["reading"] {
  const { missing, missingNames, ...writing } = Object(saved);
  const isList = missingNames === undefined || isTexts(missingNames);
  if (!isList || !(missing === undefined || isMissingAction(missing))) {
    throw new DataError(
      { file },
      say(
        "the treatment of missing values must be error, skip or mean, with a list of names",
      ),
    );
  }
  if (!isTableWriting(writing)) {
    throw new DataError(
      { file },
      say(
        "how its table was written must be a header of true or false, a width, a decimal mark and a comment",
      ),
    );
  }
  return { missing, missingNames, ...writing };
}

function readArrays(
  file: string,
  saved: unknown,
): NetworkDescription["arrays"] {
  const { inputs, target, shape, parts } = Object(saved);
  const names = [inputs, target].filter((name) => name !== undefined);
  if (isTexts(names) && (shape === undefined || isShape(shape))) {
    return {
      inputs,
      target,
      shape,
      ...(parts === undefined ? {} : {
        parts: mapped(
          readParts(file, parts),
          (own) => readArrays(file, own) ?? {},
        ),
      }),
    };
  }
  throw new DataError(
    { file },
    say("how its arrays were read must be names and a shape"),
  );
}

/** What is said of each of several inputs or losses. */
function readParts(file: string, saved: unknown): Record<string, never> {
  const isRecord = typeof saved === "object" && saved !== null &&
    !Array.isArray(saved);
  if (isRecord) return saved as Record<string, never>;
  throw new DataError(
    { file },
    say(
      "what it says of several inputs and losses must stand under their names",
    ),
  );
}

function mapped<Own>(
  parts: Record<string, never>,
  read: (part: unknown) => Own,
): Record<string, Own> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, own]) => [name, read(own)]),
  );
}

/** What is said of the targets of one of several losses. */
function readLoss(file: string, saved: unknown): TargetMeaning {
  const { targetNormalization, targetShape, labels } = Object(saved);
  return {
    ...(targetNormalization === undefined ? {} : { targetNormalization }),
    ...(targetShape === undefined
      ? {}
      : { targetShape: readNumbers(file, "targetShape", targetShape) }),
    ...(labels === undefined
      ? {}
      : { labels: readNumbers(file, "labels", labels) }),
  };
}

function isShape(saved: unknown): saved is Shape {
  return Array.isArray(saved) && saved.every(isCount);
}

function readTraining(
  file: string,
  saved: unknown,
): NetworkDescription["training"] {
  const entries = Object.entries(Object(saved));
  const isKnown = (
    entry: [string, unknown],
  ): entry is [string, TrainingSetting] => isSetting(entry[1]);
  if (entries.every(isKnown)) return Object.fromEntries(entries);
  throw new DataError(
    { file },
    say(
      "settings of its training must be numbers, texts, true, false, or lists of them",
    ),
  );
}

function isSetting(value: unknown): value is TrainingSetting {
  const isPlain = (one: unknown): one is string | number | boolean =>
    ["string", "number", "boolean"].includes(typeof one);
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain));
}
