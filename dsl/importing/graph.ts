import {
  type GraphStep,
  isStep,
  type StepBranch,
} from "../../lib/bridges/onnx/in/values/step.ts";

export function isInput({ layer }: GraphStep): boolean {
  return layer === "input";
}

/** All that steps are made of, each after what comes into it. */
export function stepsBefore(ends: readonly GraphStep[]): readonly GraphStep[] {
  const order = new Set<GraphStep>();
  const waiting: { step: GraphStep; isReady: boolean }[] = ends.map((step) => ({
    step,
    isReady: false,
  }));
  while (waiting.length > 0) {
    const { step, isReady } = waiting.pop() as {
      step: GraphStep;
      isReady: boolean;
    };
    if (order.has(step)) continue;
    if (isReady) {
      order.add(step);
      continue;
    }
    waiting.push({ step, isReady: true });
    for (const each of incomingOf(step).toReversed()) {
      if (!order.has(each)) waiting.push({ step: each, isReady: false });
    }
  }
  return [...order];
}

function incomingOf({ main, branches }: GraphStep): readonly GraphStep[] {
  const steps = branches.map(({ from }: StepBranch) => from).filter(isStep);
  return main === undefined ? steps : [main, ...steps];
}

export function stepUses(
  order: readonly GraphStep[],
  output: GraphStep,
): ReadonlyMap<GraphStep, number> {
  const uses = new Map<GraphStep, number>([[output, 1]]);
  for (const step of order) {
    for (const each of incomingOf(step)) {
      uses.set(each, (uses.get(each) ?? 0) + 1);
    }
  }
  return uses;
}

/** The step through which all ways to a step lead, the nearest one; undefined where they begin apart. */
export function dominators(
  order: readonly GraphStep[],
): ReadonlyMap<GraphStep, GraphStep | undefined> {
  const parents = new Map<GraphStep, GraphStep | undefined>();
  const depths = new Map<GraphStep, number>();
  const depth = (step: GraphStep) => depths.get(step) ?? 0;
  for (const step of order) {
    const [first, ...others] = incomingOf(step);
    let common: GraphStep | undefined = first;
    for (const each of others) {
      let other: GraphStep | undefined = each;
      while (common !== other && common !== undefined && other !== undefined) {
        if (depth(common) >= depth(other)) common = parents.get(common);
        else other = parents.get(other);
      }
      if (common !== other) common = undefined;
    }
    parents.set(step, common);
    depths.set(step, common === undefined ? 0 : depth(common) + 1);
  }
  return parents;
}
