import { liveSteps, type NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { pathsOf } from "../compiler/paths.ts";
import type { Exercise } from "../exercise/exercise.ts";
import {
  type Gates,
  gatesOf,
  isGate,
  pathRead,
} from "../../lib/network/gates.ts";
import { formatFormula } from "../syntax/printing/formula_text.ts";
import { formatStep } from "../syntax/printing/printer.ts";
import { formatNumber } from "../typesetting/numbers.ts";

/** What the nodes of a trace are made from. */
export interface Tracing {
  readonly network: Network;
  readonly batch: number;
  readonly exercise: Exercise;
  /** The names of each value, the one that it is called by first; of a constant, as it is written. */
  readonly names: readonly (readonly string[])[];
  readonly gates: Gates;
  /** Of each step, whether it leads to where backward starts. */
  readonly isLive: readonly boolean[];
  /** The steps through which each value gets a gradient, each with which of its inputs it is. */
  readonly takers: ReadonlyMap<number, readonly Taker[]>;
}

type Taker = readonly [step: number, input: number];

export function tracingOf(
  network: Network,
  batch: number,
  exercise: Exercise,
): Tracing {
  const labels = Map.groupBy(network.aliases, ([, value]) => value);
  const y = pathsOf(network).get("y")?.value;
  const names = network.values.map(({ name }, value) => {
    const isOutput = value === network.output && value === y;
    const aliases = labels.get(value)?.map(([label]) => label) ?? [];
    return [...aliases, name, ...isOutput ? ["y"] : []];
  });
  const gates = gatesOf(network, (value) => names[value][0]);
  for (const step of network.steps) {
    const constant = gates.constantOf(step.output);
    const path = pathRead(step);
    if (constant !== undefined) {
      names[step.output] = [formatFormula(constant)];
    } else if (path !== undefined) names[step.output] = [path];
  }
  const isLive = liveSteps(network);
  const takers = takersOf(network, isLive);
  return { network, batch, exercise, names, gates, isLive, takers };
}

function takersOf(
  { steps, losses }: Network,
  isLive: readonly boolean[],
): ReadonlyMap<number, readonly Taker[]> {
  const targets = new Set(losses.map(({ target }) => target));
  const takers = new Map<number, Taker[]>();
  for (const [i, { inputs }] of steps.entries()) {
    for (const [k, value] of inputs.entries()) {
      if (!isLive[i] || targets.has(value)) continue;
      const others = takers.get(value);
      if (others === undefined) takers.set(value, [[i, k]]);
      else others.push([i, k]);
    }
  }
  return takers;
}

/** A step as it is written: `fc(2,1)`, `w11*a1`. */
export function operationOf(step: NetworkStep, { gates }: Tracing): string {
  return isGate(step) ? formatFormula(gates.formulaOf(step)) : formatStep(step);
}

/** The names of what a step takes; constants are in the formula of a gate. */
export function operandsOf(
  step: NetworkStep,
  { names, gates }: Tracing,
): readonly string[] {
  return step.inputs.filter((value) =>
    !isGate(step) || gates.constantOf(value) === undefined
  ).map((value) => names[value][0]);
}

/** A gate with the numbers of its operands put in, if they are single ones. */
export function arithmeticOf(
  step: NetworkStep,
  { gates, exercise: { bound } }: Tracing,
  index: number,
): string | undefined {
  const { inputs, y } = bound.sites[index];
  if (!isGate(step) || y.length !== 1) return undefined;
  if (inputs.some(({ length }) => length !== 1)) return undefined;
  const text = formatFormula(
    gates.formulaOf(step, (operand) => {
      const value = bound.values[operand][0];
      return { kind: "number", value, text: formatNumber(value) };
    }),
    { isPutIn: true },
  );
  // Of numbers alone it says the same again.
  return inputs.length > 0 && text !== formatFormula(gates.formulaOf(step))
    ? text
    : undefined;
}
