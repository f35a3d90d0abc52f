/**
 * The derivatives of a network and of each of its steps, in many digits.
 *
 * @module
 */

import { parameterPath } from "../../lib/layer/layer.ts";
import {
  type Graph,
  type NetworkStep,
  ownerOf,
} from "../../lib/network/graph.ts";
import { type Ball, type Balls, createBalls } from "./ball.ts";
import { layerTruth, type Slope } from "./layers.ts";

/** The numbers that a network has in doubles, each array by its name: parameters by their paths, values as {@linkcode Graph.values} names them. */
export type Numbers = Readonly<Record<string, ArrayLike<number>>>;

/** A gradient: a number with what rounding may do to it. */
export interface TrueNumber {
  readonly ball: Ball;
  /** How far a right computation in doubles may be off, from the same doubles. */
  readonly blur: number;
}

/** The gradients of a step or of the network, by path: `x`, `a`, `fc1.weight`. */
export type TrueGradients = ReadonlyMap<string, readonly TrueNumber[]>;

/** The derivatives of all steps at a place. */
export interface Linearized {
  /** The gradients of a step's weighted outputs. */
  step(index: number, upstream: ArrayLike<number>): TrueGradients;
  /** The gradients of the network's weighted outputs. */
  network(upstream: ArrayLike<number>): TrueGradients;
}

/**
 * Derives all steps.
 *
 * @param isExact whether each step takes what the one before it gives in
 * many digits, rather than the double that it gives.
 */
export function linearize(
  graph: Graph,
  numbers: Numbers,
  batch: number,
  digits: number,
  isExact: boolean,
): Linearized {
  const balls = createBalls(digits);
  const ballsOf = (name: string) => Array.from(numbers[name] ?? [], balls.of);
  const values: (readonly Ball[] | undefined)[] = graph.values.map((_, i) =>
    (isExact && i !== graph.input && i !== graph.target) ||
      !(graph.values[i].name in numbers)
      ? undefined
      : ballsOf(graph.values[i].name)
  );
  const slopes: (readonly Slope[])[] = [];
  for (const step of graph.steps) {
    const truth = layerTruth(step.layer.name, {
      balls,
      batch,
      inputs: step.inputs.map((i) => values[i] ?? []),
      parameters: Object.fromEntries(
        ownerOf(graph, step).parameters.map(({ name }) => [
          name,
          ballsOf(parameterPath(ownerOf(graph, step).name, name)),
        ]),
      ),
      args: Object.values(step.layer.arguments ?? {}).filter((each) =>
        typeof each === "number"
      ),
    });
    values[step.output] ??= truth.y;
    slopes.push(truth.slopes);
  }
  return {
    step: (index, upstream) => {
      const step = graph.steps[index];
      const from = Array.from(upstream, (v) => exactly(balls.of(v)));
      return pulled(balls, step, slopes[index], from);
    },
    network(upstream) {
      const all = new Map<string, TrueNumber[]>();
      const last = graph.steps[graph.steps.length - 1];
      const from = new Map<number, TrueNumber[]>([[
        last.output,
        Array.from(upstream, (v) => exactly(balls.of(v))),
      ]]);
      for (let k = graph.steps.length - 1; k >= 0; k--) {
        const step = graph.steps[k];
        const above = from.get(step.output);
        if (above === undefined) continue;
        for (const [of, own] of gathered(balls, slopes[k], above)) {
          if (typeof of === "string") all.set(pathOf(step, of), own);
          else addTo(balls, from, step.inputs[of], own);
        }
      }
      const x = from.get(graph.input);
      if (x !== undefined) all.set("x", x);
      return all;
    },
  };
}

const exactly = (ball: Ball): TrueNumber => ({ ball, blur: 0 });

/** The name of an input or a parameter in a report. */
function pathOf(step: NetworkStep, of: number | string): string {
  if (typeof of === "string") return parameterPath(step.name, of);
  return step.layer.inputs?.[of]?.name ?? (of === 0 ? "x" : `x${of + 1}`);
}

function pulled(
  balls: Balls,
  step: NetworkStep,
  slopes: readonly Slope[],
  from: readonly TrueNumber[],
): TrueGradients {
  return new Map(
    [...gathered(balls, slopes, from)].map((
      [of, own],
    ) => [pathOf(step, of), own]),
  );
}

/** The unit roundoff of doubles, times the few operations that a formula has. */
const rounding = 8 * 2 ** -53;

/** The least double with all its digits: below, and where `1/x²` is below, a formula has fewer. */
const least = 2 ** -1022;

const sizeOf = ({ mid }: Ball) => Math.abs(mid.toNumber());

/** Sums slopes times what comes from above, by input and parameter. */
function gathered(
  balls: Balls,
  slopes: readonly Slope[],
  from: readonly TrueNumber[],
): Map<number | string, TrueNumber[]> {
  const all = new Map<number | string, TrueNumber[]>();
  for (const { output, of, entry, slope, terms } of slopes) {
    const { ball, blur } = from[output];
    const product = balls.mul(slope, ball);
    const own = all.get(of) ?? [];
    const before = own[entry] ?? exactly(balls.zero);
    const size = sizeOf(slope);
    own[entry] = {
      ball: balls.add(before.ball, product),
      blur: before.blur + blur * size + least +
        rounding * sizeOf(ball) * (size + (terms ? sizeOf(terms) : 0)),
    };
    all.set(of, own);
  }
  return all;
}

function addTo(
  balls: Balls,
  from: Map<number, TrueNumber[]>,
  value: number,
  own: readonly TrueNumber[],
): void {
  const before = from.get(value);
  from.set(
    value,
    own.map((each, i) =>
      before === undefined ? each : {
        ball: balls.add(before[i].ball, each.ball),
        blur: before[i].blur + each.blur,
      }
    ),
  );
}
