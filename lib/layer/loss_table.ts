/**
 * What a loss takes: one table of the predictions and one of the targets, from which
 * training, evaluation, predictions, warnings and the book all read.
 *
 * @module
 */

import type { Phrase } from "../../words/say.ts";
import type { Shape } from "../base/shape.ts";
import { everything, type Reach } from "./reach.ts";

/** One of the targets that a loss takes. */
export interface TargetForm {
  /** What its numbers are. */
  readonly kind: TargetKind;
  /** Its shape for one example. */
  readonly shape: Shape;
}

/** What a loss takes for its prediction. */
export type LossInput =
  | "numbers"
  | "logits"
  | "scores"
  | "log_rates"
  | "rates"
  | "probabilities"
  | "log_probabilities";

/** What the numbers of a target are. */
export type TargetKind =
  | "class"
  | "distribution"
  | "yes_or_no"
  | "sign"
  | "number"
  | "count"
  | "direction"
  | "likeness"
  | "labels";

interface InputTraits {
  /** What they are, in words. */
  readonly words: Phrase;
  /** Where they must lie. */
  readonly reach: Reach;
  /** The layer that makes them of any numbers. */
  readonly by?: string;
}

/** What a prediction can be. */
const predictionKinds: Readonly<Record<LossInput, InputTraits>> = {
  numbers: { words: "any numbers", reach: everything },
  logits: { words: "logits, which are any numbers", reach: everything },
  scores: { words: "scores, which are any numbers", reach: everything },
  log_rates: { words: "logarithms of rates", reach: everything },
  rates: {
    words: "rates, which are at least 0",
    reach: [0, Infinity],
    by: "softplus",
  },
  probabilities: {
    words: "probabilities, which lie between 0 and 1",
    reach: [0, 1],
    by: "sigmoid",
  },
  log_probabilities: {
    words: "log probabilities, which are at most 0",
    reach: [-Infinity, 0],
    by: "log_softmax",
  },
};

interface KindTraits {
  /** What a target is, in words. */
  readonly words: Phrase;
  /** What must hold of each number, with its words; undefined: any will do. Classes and ignored ones are the loss's own matter. */
  readonly rule?: {
    readonly words: Phrase;
    holds(t: number): boolean;
  };
  /** What two texts of a column stand for. */
  readonly pair?: readonly [no: number, yes: number];
}

/** What a target can be. */
export const targetKinds: Readonly<Record<TargetKind, KindTraits>> = {
  class: { words: "one of several classes" },
  distribution: {
    words: "a share of each class, one-hot for a single one",
    rule: {
      words: "a number of at least 0",
      holds: (t) => t >= 0 && t < Infinity,
    },
  },
  yes_or_no: {
    words: "yes or no for each output, as 1 or 0 or a probability",
    rule: { words: "a number from 0 to 1", holds: (t) => t >= 0 && t <= 1 },
    pair: [0, 1],
  },
  sign: {
    words: "-1 or 1 for each output",
    rule: { words: "-1 or 1", holds: (t) => t === 1 || t === -1 },
    pair: [-1, 1],
  },
  number: { words: "a number for each output" },
  count: {
    words: "a count for each output, at least 0",
    rule: {
      words: "a number of at least 0",
      holds: (t) => t >= 0 && t < Infinity,
    },
  },
  direction: { words: "a vector for each vector" },
  likeness: {
    words: "1 or -1, for which of two vectors is alike",
    rule: { words: "-1 or 1", holds: (t) => t === 1 || t === -1 },
  },
  labels: { words: "the labels of a sequence in order, then blanks" },
};

/** What is known of a prediction. */
export function predictionTraits(takes: LossInput = "numbers"): InputTraits {
  return predictionKinds[takes];
}

/**
 * How a prediction is read: along its last axis a number for each of several
 * `classes`, of which the largest decides; or each number as the `probability` of
 * yes, as its `logit`, as a `sign`, or as one of `numbers` that should come near
 * the target's.
 */
export type Prediction =
  | "classes"
  | "probability"
  | "logit"
  | "sign"
  | "numbers";

/** How a prediction of a shape is read beside such targets; undefined if it cannot be read. */
export function predictionFor(
  takes: LossInput | undefined,
  { kind }: TargetForm,
  shape: Shape,
): Prediction | undefined {
  switch (kind) {
    case "class":
      return "classes";
    case "distribution":
      // A single number is not a distribution.
      return (shape.at(-1) ?? 1) > 1 ? "classes" : undefined;
    case "yes_or_no":
      // Scores are only larger or smaller than others.
      if (takes === "scores") return undefined;
      return takes === "logits" ? "logit" : "probability";
    case "sign":
      return "sign";
    case "number":
      return "numbers";
    case "count":
      // A logarithm of a rate is not what the target is.
      return takes === "rates" ? "numbers" : undefined;
    case "direction":
    case "likeness":
    case "labels":
      return undefined;
  }
}
