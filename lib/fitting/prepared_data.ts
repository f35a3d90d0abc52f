/**
 * Data ready to train on: divided, and normalized by what the part to learn from
 * is like.
 *
 * @module
 */

import { formatCount, plural } from "../base/words.ts";
import type { Examples } from "../data/examples/examples.ts";
import { splitExamples } from "../data/examples/split.ts";
import type { Schema } from "../data/schemas/schema.ts";
import { fingerprint } from "./fingerprint.ts";
import {
  measure,
  type Normalization,
  normalized,
} from "./normalization.ts";
import { inputSpec } from "../network/graph.ts";
import type { Network } from "../network/network.ts";

import type { FittedData } from "./fitted_data.ts";
import { requireClassNumbers } from "./table_mistakes.ts";
import { fitData } from "./target_numbers.ts";
import { orMistake } from "../../dsl/cli/files/source.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import type { TrainChoice } from "../../dsl/cli/commands/train/train_choice.ts";

/** Data ready to train on. */
export interface PreparedData {
  /** What is learned from, not normalized yet. */
  readonly training: Examples;
  /** What the network is tried on, where there is any. */
  readonly validation?: Examples;
  /** How inputs were normalized. */
  readonly normalization?: Normalization;
  /** What the columns mean, where there are columns. */
  readonly schema?: Schema;
  /** The means of the features, where there are columns: missing values may take them. */
  readonly means?: readonly number[];
  /** A number that other data hardly has. */
  readonly fingerprint: string;
  /** What there is to say of it, a line each. */
  readonly notes: readonly string[];
}

/** Reads and prepares the data that was chosen. */
export async function prepareData(
  choice: TrainChoice,
  network: Network,
  io: Io,
): Promise<PreparedData> {
  const { precision, seed, streams } = choice;
  const fit = { network, choice: choice.choice, seed, streams };
  const data = await fitData(choice.data, fit, io);
  const { validation: wanted } = choice;
  const [training, validation] = typeof wanted === "number"
    ? orMistake(() => splitExamples(data.examples, wanted, { seed }))
    : [data.examples, await fitOther(wanted, data, fit, io)];
  const kind = choice.normalize ?? usualNormalization(data, network);
  const normalization = kind === "none"
    ? undefined
    : await measure(training, kind);
  return {
    training,
    ...(validation === undefined ? {} : {
      validation: normalization === undefined
        ? validation
        : normalized(validation, normalization, { precision }),
    }),
    ...(normalization === undefined ? {} : { normalization }),
    ...(data.schema === undefined ? {} : { schema: data.schema }),
    ...(data.means === undefined ? {} : { means: data.means }),
    fingerprint: fingerprint(
      validation === undefined ? [training] : [training, validation],
      [
        normalization?.offset ?? [],
        normalization?.scale ?? [],
        data.means ?? [],
      ],
    ),
    notes: [
      ...data.notes,
      `${choice.data === "-" ? "standard input" : choice.data}: ${
        describe(training, validation, data.schema)
      }`,
    ],
  };
}

async function fitOther(
  word: string | undefined,
  { schema, means }: FittedData,
  fit: Parameters<typeof fitData>[1],
  io: Io,
): Promise<Examples | undefined> {
  if (word === undefined) return undefined;
  const known = schema === undefined ? {} : { known: { schema, means } };
  // Another seed: a generator is not to give the same examples once more.
  const seed = fit.seed + 1;
  const other = await fitData(
    word,
    { ...fit, ...known, seed, isBeside: true },
    io,
  );
  if (schema === undefined) requireClassNumbers(word, other.schema);
  return other.examples;
}

/** Bytes go from 0 to 1, numbers that say which of several stay, all else is standardized. */
function usualNormalization(
  { isBytes }: FittedData,
  network: Network,
): "standard" | "range" | "none" {
  if (!inputSpec(network).differentiable) return "none";
  return isBytes ? "range" : "standard";
}

function describe(
  training: Examples,
  validation: Examples | undefined,
  schema: Schema | undefined,
): string {
  const parts = [
    plural(training.length, "example"),
    ...validation === undefined
      ? []
      : [`and ${formatCount(validation.length)} for validation`],
  ];
  const [target] = schema?.targets ?? [];
  if (target === undefined) return parts.join(" ");
  const names = schema?.targets.map(({ name }) => name).join(", ");
  const { categories } = target;
  if (categories === undefined) {
    return `${parts.join(" ")}; the target is ${names}`;
  }
  if (categories.length === 1) {
    return `${parts.join(" ")}; the target ${names} is always ${
      categories[0]
    }, so there is nothing to learn`;
  }
  const classes = ` is ${
    categories.length <= 6 ? "" : `one of ${categories.length}: `
  }${categories.slice(0, 6).join(", ")}${categories.length > 6 ? " …" : ""}`;
  return `${parts.join(" ")}; the target ${names}${
    categories.length <= 6 ? classes.replace(/, ([^,]*)$/, " or $1") : classes
  }`;
}
