import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import { liveSteps } from "../../lib/network/graph.ts";
import { pathRead } from "../../lib/network/gates.ts";
import { type Exercise, partOf } from "../exercise/exercise.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { formatNumber } from "../typesetting/numbers.ts";

/** The most numbers of an array that a node shows. */
const maxNumbers = 4;

/** What the node of a value shows of a run: value and gradient, if they are few numbers, or a loss. */
export function numberLines(
  { network, batch }: Pick<BoundNetwork, "network" | "batch">,
  exercise: Exercise | undefined,
): (value: number) => readonly string[] {
  if (exercise === undefined) return () => [];
  const { bound, ranBackward } = exercise;
  const losses = new Map(
    network.losses.map(({ step }) => [step.output, step]),
  );
  // What is the same for every example has one array.
  const paths = new Map(
    network.steps.flatMap((step) => {
      const isGiven = step.inputs.length === 0 && step.formula === undefined;
      const path = isGiven ? step.name : pathRead(step);
      return path === undefined ? [] : [[step.output, path] as const];
    }),
  );
  const live = liveSteps(network);
  const isUnused = new Set(
    network.steps.filter((_, i) => !live[i]).map(({ output }) => output),
  );
  return (value) => {
    const loss = losses.get(value);
    if (loss !== undefined) {
      const word = losses.size === 1 ? "loss" : "part";
      return [`${word} ${formatNumber(partOf(loss, bound), 4)}`];
    }
    const path = paths.get(value);
    const parameter = path === undefined
      ? undefined
      : bound.parameters.get(path);
    const own = network.values[value].shape;
    const shape = parameter?.shape ?? (batch > 1 ? [batch, ...own] : own);
    return [
      ...line("value", parameter?.value ?? bound.values[value], shape),
      ...ranBackward && !isUnused.has(value)
        ? line("grad", parameter?.gradient ?? bound.gradients[value], shape)
        : [],
    ];
  };
}

function line(title: string, values: Values, shape: Shape): string[] {
  if (values.length === 0 || values.length > maxNumbers) return [];
  if (values.length !== elementCount(shape)) return [];
  return [`${title} ${formatArray(values, shape, (v) => formatNumber(v, 4))}`];
}
