import { equalShapes } from "../../base/shape.ts";
import {
  type Graph,
  type NetworkInput,
  type NetworkStep,
  ownerOf,
} from "../../network/graph.ts";

/**
 * The inputs of a network in groups: those that go through the same layers, as both of
 * a pair through an encoder, must be measured alike.
 */
export function sharedInputs(
  network: Graph,
): readonly (readonly NetworkInput[])[] {
  const groups: { inputs: NetworkInput[]; takers: Takers }[] = [];
  for (const input of network.inputs) {
    const own = network.values[input];
    const takers = takersOf(network, input);
    const group = groups.find(({ inputs: [first], takers: others }) =>
      equalShapes(first.shape, own.shape) && areShared(others, takers)
    );
    if (group === undefined) groups.push({ inputs: [own], takers });
    else group.inputs.push(own);
  }
  return groups.map(({ inputs }) => inputs);
}

/** The first steps with parameters that an input comes to, by the step that has them. */
type Takers = ReadonlyMap<NetworkStep, ReadonlySet<NetworkStep>>;

function takersOf(network: Graph, input: number): Takers {
  const reached = new Set([input]);
  const takers = new Map<NetworkStep, Set<NetworkStep>>();
  for (const step of network.steps) {
    if (!step.inputs.some((each) => reached.has(each))) continue;
    const owner = ownerOf(network, step);
    if (owner.parameters.length === 0) {
      reached.add(step.output);
      continue;
    }
    takers.set(owner, (takers.get(owner) ?? new Set()).add(step));
  }
  return takers;
}

/** Whether two inputs come to the same parameters in steps of their own. */
function areShared(one: Takers, other: Takers): boolean {
  return one.size > 0 && one.size === other.size &&
    [...one].every(([owner, steps]) => {
      const others = other.get(owner);
      return others !== undefined &&
        ![...steps].some((each) => others.has(each));
    });
}
