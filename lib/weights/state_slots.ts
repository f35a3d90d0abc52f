import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import { parameterPath } from "../layer/layer.ts";
import type { Graph } from "../network/graph.ts";
import {
  type Parameter,
  type Parameters,
  requireParameters,
} from "../network/parameters.ts";

/** A parameter with its name, prefix included, and its shape in PyTorch. */
export interface StateSlot {
  readonly name: string;
  readonly shape: Shape;
  /** Which of our axes is PyTorch's first, second and so on; undefined: the same order. */
  readonly axes?: readonly number[] | undefined;
  readonly parameter: Parameter;
  /** Whether it may be missing, as a given value, which the network has too. */
  readonly isOptional: boolean;
}

/** All parameters of a network in the order of its steps. */
export interface StateSlots {
  readonly slots: readonly StateSlot[];
  /** The names of what PyTorch saves in addition. */
  readonly ignored: readonly string[];
}

/**
 * @throws {NablaError} if the parameters do not belong to the network, or two would
 * have the same name.
 */
export function stateSlots(
  parameters: Parameters,
  network: Graph,
  prefix: string,
): StateSlots {
  requireParameters(parameters, network);
  const slots: StateSlot[] = [];
  const ignored: string[] = [];
  const owners = new Map<string, string>();
  for (const step of network.steps) {
    const nameOf = (name: string) => prefix + parameterPath(step.name, name);
    for (const { name: own, torch = {} } of step.parameters) {
      const path = parameterPath(step.name, own);
      const parameter = parameters.get(path);
      const { axes, besides = [] } = torch;
      const name = nameOf(torch.name ?? own);
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new NablaError("call", {
          action: "name the parameters as PyTorch does",
          rule: "each must have its own name",
          found: `${name} for both ${owner} and ${path}`,
        });
      }
      owners.set(name, path);
      const shape = axes?.map((axis) => parameter.shape[axis]) ??
        parameter.shape;
      const isOptional = !parameter.trainable && !parameter.state;
      slots.push({ name, shape, axes, parameter, isOptional });
      ignored.push(...besides.map(nameOf));
    }
  }
  return { slots, ignored };
}
