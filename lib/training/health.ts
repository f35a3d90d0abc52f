/**
 * Whether a training is well: what its gradients and its steps look like, layer
 * by layer.
 *
 * @module
 */

import type { BoundNetwork } from "../bound.ts";
import type { Network } from "../network.ts";
import type { Parameters } from "../parameters.ts";
import type { Shape } from "../shape.ts";
import type { Values } from "../values.ts";

/** What is wrong with a layer. */
export interface TrainWarning {
  /** `exploding`: a step changes a weight by its own size or more. `vanishing`: its gradient is next to nothing beside that of others. */
  readonly kind: "exploding" | "vanishing";
  /** The parameter: `fc1.weight`. */
  readonly path: string;
  /** The size of a step to the size of the weight, or of its gradient to the largest of all, as root mean squares. */
  readonly ratio: number;
  /** It in words, with a way out. */
  readonly message: string;
}

/** What broke a training. */
export interface Divergence {
  /** The step whose numbers were the first that are not finite, or the parameter whose gradient was. */
  readonly place: string;
  /** It in words, with a way out. */
  readonly message: string;
}

/** How large the steps of one weight are. */
export interface StepSize {
  /** The parameter: `fc1.weight`. */
  readonly path: string;
  /** The root mean square of its last change, to that of itself. */
  readonly update: number;
  /** The root mean square of its gradient. */
  readonly gradient: number;
}

/** Looks at steps. */
export interface Health {
  /**
   * Whether gradients are finite: looks at the small arrays, such as biases, which
   * what is wrong in a layer reaches; all of them would cost some per cent of a step.
   */
  isWell(): boolean;
  /** Remembers the weights as they are before a step. */
  before(): void;
  /** Compares them with what they are after it. */
  after(): readonly StepSize[];
  /** What is new to warn of in such a comparison; each warning comes once. */
  warnings(steps: readonly StepSize[]): readonly TrainWarning[];
}

/** A step this large leaves nothing of a weight; healthy ones are some thousandth (Bottou, 2012, section 4). */
const explodes = 1;

/** A gradient this small beside the largest moves nothing. */
const vanishes = 1e-7;

/** An array of so many numbers is looked at in every step. */
const smallLength = 1024;

/** Looks at the steps of the weights: what has two axes or more. */
export function watchHealth(parameters: Parameters): Health {
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

  function warning(
    { path, update, gradient }: StepSize,
    largest: number,
  ): TrainWarning | undefined {
    if (update >= explodes) {
      return {
        kind: "exploding",
        path,
        ratio: update,
        message: `a step changes ${path} by ${
          short(update)
        } times its own size: a lower learning rate or clipping keeps it in hand`,
      };
    }
    if (gradient < vanishes * largest) {
      return {
        kind: "vanishing",
        path,
        ratio: gradient / largest,
        message: gradient === 0
          ? `the gradient of ${path} is 0 in every number, while that of others is not`
          : `the gradient of ${path} vanishes: it is ${
            short(gradient / largest)
          } times the largest of all`,
      };
    }
  }

  return {
    isWell: () => small.every(isFinite),
    before() {
      for (const [i, { value }] of weights.entries()) copies[i].set(value);
    },
    after: () =>
      weights.map(({ path, value, gradient }, i) => {
        const before = copies[i];
        const own = size(before) || 1;
        kernels.addScaled(before, value, -1, value.length);
        return { path, update: size(before) / own, gradient: size(gradient) };
      }),
    warnings(steps) {
      const largest = Math.max(...steps.map(({ gradient }) => gradient));
      return steps.flatMap((step) => {
        const found = warning(step, largest);
        if (found === undefined) return [];
        const key = `${found.kind} ${found.path}`;
        if (warned.has(key)) return [];
        warned.add(key);
        return [found];
      });
    },
  };
}

/** Two digits say enough. */
function short(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

/**
 * Finds where numbers first cease to be finite, on the batch that `broken` holds:
 * forward, step by step, then backward.
 */
export function findDivergence(
  network: Network,
  broken: BoundNetwork,
  targetShape: Shape | undefined,
): Divergence {
  const { batch, parameters, x, target } = broken;
  const wrong = brokenParameter(parameters);
  if (wrong !== undefined) return wrong;
  const net = network.bind({
    batch,
    parameters,
    ...(targetShape === undefined ? {} : { targetShape }),
    inputGradient: false,
  });
  net.x.set(x);
  net.target.set(target);
  if (!isFinite(x)) return valueBroke("x", "the input");
  net.forward();
  for (const { name, output } of network.steps) {
    if (!isFinite(net.values[output])) {
      return valueBroke(name, `the output of ${name}`);
    }
  }
  net.backward();
  for (const { name, output } of network.steps.toReversed()) {
    if (!isFinite(net.gradients[output])) {
      return valueBroke(name, `the gradient that reaches ${name}`);
    }
  }
  const lost = [...parameters].findLast(({ gradient }) => !isFinite(gradient));
  return valueBroke(
    lost?.path ?? "the loss",
    lost === undefined ? "the loss" : `the gradient of ${lost.path}`,
  );
}

/** The parameter nearest to the loss that is not finite, where there is one: what breaks goes on from there. */
export function brokenParameter(
  parameters: Parameters,
): Divergence | undefined {
  const { path } = [...parameters].findLast(({ value }) => !isFinite(value)) ??
    {};
  if (path === undefined) return undefined;
  return {
    place: path,
    message:
      `${path} is no longer finite: a lower learning rate or clipping keeps it in hand`,
  };
}

function valueBroke(place: string, what: string): Divergence {
  return {
    place,
    message:
      `${what} is NaN or infinite: a lower learning rate or clipping may help, and nabla gradcheck tells whether the gradients are right`,
  };
}

function isFinite(values: Values): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}
