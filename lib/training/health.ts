import { say } from "../../words/say.ts";
import type { Advice } from "../base/advice.ts";
import { areFinite, type Values } from "../base/values.ts";
import type { TrainingPosition } from "./checkpoints/state.ts";
import type { Parameters } from "../network/parameters.ts";

/** What is wrong with a layer. */
export interface TrainWarning {
  /**
   * `exploding`: a step changes a weight by its own size or more. `vanishing`: its
   * gradient is tiny compared with others. `still`: the gradients of all weights are 0.
   * `negative`: the loss is lower than it can be. `alone`: a step compares the examples
   * of a batch, and there is one.
   */
  readonly kind: "exploding" | "vanishing" | "still" | "negative" | "alone";
  /** The parameter or the step: `fc1.weight`, `relu1`. */
  readonly path: string;
  /** The size of a step relative to the weight, or of its gradient relative to the largest of all, as root mean squares; for others the loss, or the size of the batch. */
  readonly ratio: number;
  /** What is wrong. */
  readonly message: string;
  /** A way out, unless the message has it. */
  readonly help?: Advice | undefined;
}

/** How large the steps of one weight are. */
export interface StepSize {
  /** The parameter: `fc1.weight`. */
  readonly path: string;
  /** The root mean square of its last change, relative to that of itself. */
  readonly update: number;
  /** The root mean square of its gradient. */
  readonly gradient: number;
}

export type Health = ReturnType<typeof watchHealth>;

/** Such a step leaves nothing of a weight; a healthy one is about a thousandth of it (Bottou, 2012, section 4). */
const explodes = 1;

/** Smaller arrays may start near 0, or cross it. */
const leastLength = 8;

/** A gradient this small, relative to the largest, moves nothing. */
const vanishes = 1e-7;

/** Arrays up to this length are checked in every step. */
const smallLength = 1024;

/** Watches the weights: parameters with two axes or more. */
export function watchHealth(parameters: Parameters) {
  const weights = [...parameters].filter(({ trainable, shape }) =>
    trainable && shape.length > 1
  );
  const small = [...parameters]
    .map(({ gradient }) => gradient)
    .filter(({ length }) => length <= smallLength);
  const { kernels, allocate } = parameters.store;
  const copies = weights.map(({ value }) =>
    allocate(parameters.precision, value.length)
  );
  const size = (values: Values) =>
    Math.sqrt(
      kernels.updates.dot(values, values, values.length) / values.length,
    );
  const warned = new Set<string>();
  /** Weights whose gradient was not 0. */
  const moved = new Set<string>();

  function warning(
    { path, update, gradient }: StepSize,
    largest: number,
    length: number,
  ): TrainWarning | undefined {
    if (gradient > 0) moved.add(path);
    if (update >= explodes && length >= leastLength) {
      return {
        kind: "exploding",
        path,
        ratio: update,
        message: say(
          "a step changes {path} by {ratio} times its own size: a lower learning rate or clipping may help",
          { path, ratio: short(update) },
        ),
      };
    }
    if (gradient < vanishes * largest) {
      return {
        kind: "vanishing",
        path,
        ratio: gradient / largest,
        message: gradient === 0
          ? say(
            "the gradient of {path} is 0 in every number, and that of others is not",
            { path },
          )
          : say(
            "the gradient of {path} vanishes: it is {ratio} times the largest of all",
            { path, ratio: short(gradient / largest) },
          ),
      };
    }
  }

  return {
    /**
     * Whether gradients are finite: looks at small arrays, such as biases, which a
     * fault in a layer reaches; all arrays would cost some per cent of a step.
     */
    isWell: () => small.every(areFinite),
    /** Remembers the weights before a step. */
    before() {
      for (const [i, { value }] of weights.entries()) copies[i].set(value);
    },
    /** Compares them with those after it. */
    after: (): readonly StepSize[] =>
      weights.map(({ path, value, gradient }, i) => {
        const before = copies[i];
        const own = size(before) || 1;
        kernels.addScaled(before, value, -1, value.length);
        return { path, update: size(before) / own, gradient: size(gradient) };
      }),
    /** Warnings from such a comparison. */
    warnings(steps: readonly StepSize[]): readonly TrainWarning[] {
      const largest = Math.max(...steps.map(({ gradient }) => gradient));
      return steps.flatMap((step, i) =>
        warning(step, largest, weights[i].value.length) ?? []
      );
    },
    /** Whether no weight has had a gradient yet. */
    isUnmoved: () => moved.size === 0,
    /** Those that were not given before. */
    unsaid: (all: readonly TrainWarning[]): readonly TrainWarning[] =>
      all.filter(({ kind, path }) => {
        const key = `${kind} ${path}`;
        return !warned.has(key) && warned.add(key);
      }),
    save: (): TrainingPosition["health"] => ({
      warned: [...warned],
      moved: [...moved],
    }),
    load(memory: TrainingPosition["health"]): void {
      for (const each of memory.warned) warned.add(each);
      for (const each of memory.moved) moved.add(each);
    },
  };
}

/** With two digits. */
function short(ratio: number): string {
  return ratio >= 1e6
    ? ratio.toExponential(1).replace("+", "")
    : String(Number(ratio.toPrecision(2)));
}
