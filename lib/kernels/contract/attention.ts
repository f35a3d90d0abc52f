import type { Values } from "../../base/values.ts";

/** A mask has numbers for each head, for each position that looks, or only for those looked at. */
export type MaskKind = "heads" | "positions" | "steps";

/** A vector of each head, side by side in a row for each position of each example. */
export interface HeadRows {
  /** It begins with the first head of the first row. */
  readonly at: Values;
  readonly gradient: Values;
  /** From a row to the next, in both. */
  readonly pitch: number;
}

/** The sizes and the arrays of heads that look, fixed at bind. */
export interface HeadsPlace {
  readonly batch: number;
  readonly heads: number;
  /** How many positions look. */
  readonly time: number;
  /** How many are looked at. */
  readonly steps: number;
  /** How many numbers of a head are compared. */
  readonly key: number;
  /** How many are mixed. */
  readonly value: number;
  /** Whether no position looks at a later one. */
  readonly isCausal: boolean;
  readonly q: HeadRows;
  readonly k: HeadRows;
  readonly v: HeadRows;
  /** What comes of it, `value` numbers for each head. */
  readonly mixed: HeadRows;
  /** A matrix of time × steps for each head of each example. */
  readonly weights: Values;
  /** As many numbers: the gradients of the scores where they are kept, else room. */
  readonly dscores: Values;
  readonly keepsScores: boolean;
  /** What is added to the scores. */
  readonly mask?: { readonly at: Values; readonly of: MaskKind } | undefined;
  /** How many steps of each example may be looked at, at least one. */
  readonly lengths?: Values | undefined;
}

/**
 * Attention of heads. What is hidden, as it comes later or is over, is neither
 * computed nor read: its weights and gradients are 0.
 */
export interface AttentionKernels {
  /** `weights = softmax(q·kᵀ/√key + mask)` and `mixed = weights·v` in each head. */
  forward(): void;
  /** From the gradient of `mixed` to those of `q`, `k`, `v` and the scores. */
  backward(): void;
  /** Rows `from … to - 1` of `weights`, counted through all heads, from products `q·kᵀ` to weights. */
  weigh(from: number, to: number): void;
  /**
   * The same rows, of one head, from gradients of weights to those of scores, in the
   * matrix of `dscores` with this number.
   */
  unweigh(from: number, to: number, room: number): void;
}

/** How many steps an example has. */
export function stepsOf(
  { steps, lengths }: HeadsPlace,
  example: number,
): number {
  return lengths === undefined ? steps : lengths[example];
}
