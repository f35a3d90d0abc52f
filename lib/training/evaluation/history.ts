/** A loss with metrics, over some examples. */
export interface Evaluation {
  /** The mean of the losses of the examples. */
  readonly loss: number;
  /** The part of each of several losses, by its name; they add up to the loss. */
  readonly losses?: Readonly<Record<string, number>>;
  /**
   * Of several losses, where numbers among the targets were normalized, the sum as it is
   * trained, with deviation 1 for each of those. It decides on the best epoch.
   */
  readonly objective?: number;
  /** Metrics by name: `{ accuracy: 0.97 }`, of several losses `{ "kind.accuracy": 0.97 }`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What is made small, and compared from epoch to epoch. */
export function objectiveOf({ objective, loss }: Evaluation): number {
  return objective ?? loss;
}

/** What was measured as it is shown, name by name; a part that is called as a total is `part loss`. */
export function measuresOf(
  { loss, objective, losses = {}, metrics }: Evaluation,
): readonly (readonly [name: string, value: number])[] {
  const parts = Object.entries(losses).map(([name, value]) =>
    [/^(loss|objective)$/.test(name) ? `part ${name}` : name, value] as const
  );
  return [
    ["loss", loss],
    ...objective === undefined ? [] : [["objective", objective] as const],
    ...parts,
    ...Object.entries(metrics),
  ];
}

/** One epoch: what was measured on its batches while the parameters moved. */
export interface EpochRecord extends Evaluation {
  /** Which epoch; the first is 1. */
  readonly epoch: number;
  /** The learning rate of its last step. */
  readonly learningRate: number;
  /** What was measured after it on the validation examples, if any. */
  readonly validation?: Evaluation;
}
