import type { Graph } from "./graph.ts";

/** The values that no input, target or parameter has a part in, as numbers of a formula: they have no gradient. */
export function constantValues({ steps }: Graph): ReadonlySet<number> {
  const constants = new Set<number>();
  for (const { inputs, output, parameters, shares } of steps) {
    const isConstant = parameters.length === 0 && shares === undefined &&
      inputs.every((value) => constants.has(value));
    if (isConstant) constants.add(output);
  }
  return constants;
}
