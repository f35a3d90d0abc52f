// The network that tests/reference/make_optimizers.py trains, and its numbers.
import {
  adagrad,
  adam,
  adamw,
  type BindOptions,
  type BoundNetwork,
  lbfgs,
  lion,
  nn,
  type Optimizer,
  type Parameters,
  rmsprop,
  sgd,
} from "../../../mod.ts";

type Arrays = Readonly<Record<string, readonly number[]>>;

/** One training. */
export interface Trajectory {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly isFixed?: boolean;
  readonly scale?: number;
  readonly values: Arrays;
  readonly state: Readonly<Record<string, number | readonly number[]>>;
}

/** One schedule; an argument may be one itself. */
export interface ScheduleCase {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly losses?: readonly number[];
  readonly rates: readonly number[];
}

/** A search along a line: a function, and where it was evaluated. */
export interface SearchCase {
  readonly kind: "polynomial" | "rational" | "kink";
  readonly coefficients: readonly number[];
  readonly first: number;
  readonly places: readonly number[];
  readonly result: number;
}

/** Gradients before and after clipping. */
export interface ClippingCase {
  readonly kind: "norm" | "value";
  readonly maximum: number;
  readonly gradients: readonly number[];
  readonly norm: number;
  readonly clipped: readonly number[];
}

/** All reference numbers. */
export const reference: {
  readonly parameters: Arrays;
  readonly trajectories: readonly Trajectory[];
  readonly schedules: readonly ScheduleCase[];
  readonly searches: readonly SearchCase[];
  readonly clipping: readonly ClippingCase[];
} = JSON.parse(
  await Deno.readTextFile(
    new URL("../../reference/optimizers.json", import.meta.url),
  ),
);

const batch = 8;

/** As `numbers` of the script. */
function numbers(seed: number, count: number): number[] {
  return Array.from({ length: count }, () => {
    seed = (Math.imul(1664525, seed) + 1013904223) >>> 0;
    return seed / 2 ** 31 - 1;
  });
}

/** The network as it is before training. */
export function startNetwork(options: BindOptions): BoundNetwork {
  const net = nn`fc(4,5) -> tanh -> fc(3) -> mse`.bind({ batch, ...options });
  for (const [path, values] of Object.entries(reference.parameters)) {
    net.parameters.get(path).value.set(values);
  }
  return net;
}

/** Runs batch `k` forward and backward. */
export function differentiate(net: BoundNetwork, k: number): number {
  const x = numbers(k, batch * 4);
  net.x.set(x);
  for (let b = 0; b < batch; b++) {
    for (let j = 0; j < 3; j++) {
      net.target[3 * b + j] = x[4 * b + j] * x[4 * b + j + 1];
    }
  }
  net.forward();
  net.backward();
  return net.loss;
}

type Maker = (parameters: Parameters, options: never) => Optimizer;
const makers: Readonly<Record<string, Maker>> = {
  sgd,
  adam,
  adamw,
  rmsprop,
  adagrad,
  lion,
};

/** A network and a function that takes its next step. */
export interface Training {
  readonly net: BoundNetwork;
  readonly optimizer: Optimizer;
  step(): void;
}

/** Begins one training. */
export function begin(
  { optimizer: name, options, isFixed = false, scale = 1 }: Trajectory,
  bind: BindOptions,
): Training {
  const net = startNetwork(bind);
  const { parameters } = net;
  for (const { value } of parameters) {
    value.forEach((x, i) => value[i] = scale * x);
  }
  const optimizer = name === "lbfgs"
    ? lbfgs(parameters, () => differentiate(net, 1), {
      // PyTorch's default.
      lineSearch: "none",
      ...options,
    })
    : makers[name](parameters, options as never);
  return {
    net,
    optimizer,
    step() {
      if (!isFixed) differentiate(net, optimizer.steps + 1);
      optimizer.step();
    },
  };
}

/** All values, one after the other. */
export function flatValues({ parameters }: BoundNetwork): number[] {
  return [...parameters].flatMap(({ value }) => [...value]);
}

/** All gradients, one after the other. */
export function flatGradients({ parameters }: BoundNetwork): number[] {
  return [...parameters].flatMap(({ gradient }) => [...gradient]);
}

/** The largest distance, relative to the larger of 1 and the number. */
export function distance(
  found: ArrayLike<number>,
  wanted: readonly number[],
): number {
  if (found.length !== wanted.length) return Infinity;
  return wanted.reduce((most, value, i) => {
    const apart = Math.abs(found[i] - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
}

/** A training in words. */
export function titleOf({ optimizer, options }: Trajectory): string {
  return `${optimizer} with ${JSON.stringify(options)}`;
}
