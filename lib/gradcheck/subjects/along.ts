import type { Values } from "../../base/values.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import type { Subject } from "./subject.ts";

/** What a subject computes along a direction by formulas. */
type Along = Pick<Subject, "second" | "tangent">;

/**
 * The methods of a layer alone.
 *
 * @param places for each array of coordinates, the number of the input or the name
 * of the parameter.
 */
export function layerAlong(
  pass: Pass,
  site: Site,
  places: readonly (number | string)[],
): Along {
  let arrays: ReturnType<typeof arraysOf> | undefined;
  const run = (directions: readonly Float64Array[]) => {
    arrays ??= arraysOf(site, places);
    for (const [k, own] of arrays.tangents.entries()) own.set(directions[k]);
    // What is not written shows.
    for (const values of arrays.changes) values.fill(NaN);
    arrays.along.output.fill(NaN);
    pass.tangent?.(arrays.along);
    return arrays;
  };
  return {
    second: pass.second && ((directions) => {
      // As in a network, the tangent goes before.
      const { along, changes } = run(directions);
      pass.second?.(along);
      return changes.map((values) => Float64Array.from(values));
    }),
    tangent: pass.tangent &&
      ((directions) => Float64Array.from(run(directions).along.output)),
  };
}

/** What a layer reads and writes along a direction. */
function arraysOf(
  { inputs, dinputs, gradients, y, scratch }: Site,
  places: readonly (number | string)[],
) {
  const like = ({ length }: Values) => scratch(length);
  const byName = (arrays: Readonly<Record<string, Values>>) =>
    Object.fromEntries(
      Object.entries(arrays).map(([name, each]) => [name, like(each)]),
    );
  // An input that cannot move has no direction.
  const along = {
    inputs: inputs.map((_, i) => like(dinputs[i])),
    parameters: byName(gradients),
    dinputs: dinputs.map(like),
    gradients: byName(gradients),
    output: like(y),
  };
  const placed = (
    ofInputs: readonly Values[],
    ofParameters: Readonly<Record<string, Values>>,
  ) =>
    places.map((place) =>
      typeof place === "number" ? ofInputs[place] : ofParameters[place]
    );
  return {
    along,
    tangents: placed(along.inputs, along.parameters),
    changes: placed(along.dinputs, along.gradients),
  };
}

/** The methods of a whole network, if all of its layers have theirs. */
export function networkAlong(
  bound: BoundNetwork,
  paths: readonly string[],
): Along {
  const { network, passes } = bound;
  if (passes.some(({ tangent }) => tangent === undefined)) return {};
  const named = (directions: readonly Float64Array[]) =>
    Object.fromEntries(paths.map((path, k) => [path, directions[k]]));
  const tangent: Along["tangent"] = (directions) => {
    const { y, losses } = bound.jvp(named(directions));
    return Float64Array.from(network.loss === undefined ? y : losses);
  };
  if (passes.some(({ second }) => second === undefined)) return { tangent };
  return {
    tangent,
    second(directions) {
      const changes = bound.hvp(named(directions));
      return paths.map((path) => Float64Array.from(changes[path]));
    },
  };
}
