/**
 * Where each parameter of a network is among PyTorch's.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import { parameterPath } from "../layer/layer.ts";
import type { Graph } from "../network/graph.ts";
import {
  type Parameter,
  type Parameters,
  requireParameters,
} from "../network/parameters.ts";

/** A parameter with its place among PyTorch's. */
export interface StateSlot {
  /** Its name there, behind the prefix. */
  readonly name: string;
  /** Its shape there. */
  readonly shape: Shape;
  /** Which of our axes stand there first, second and so on; absent where they are the same. */
  readonly axes?: readonly number[];
  /** The parameter. */
  readonly parameter: Parameter;
  /** Whether it may be missing: a given value is said by the network, too. */
  readonly isOptional: boolean;
}

/** All parameters of a network in the order of its steps. */
export interface StateSlots {
  /** Each with its place. */
  readonly slots: readonly StateSlot[];
  /** The names of what PyTorch saves besides. */
  readonly ignored: readonly string[];
}

/**
 * Finds the places.
 *
 * @throws {NablaError} if the parameters do not belong to the network, or two of
 * them would have the same name.
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
          rule: "each must have a name of its own",
          found: `${name} for both ${owner} and ${path}`,
        });
      }
      owners.set(name, path);
      const shape = axes?.map((axis) => parameter.shape[axis]) ??
        parameter.shape;
      const isOptional = !parameter.trainable && !parameter.state;
      slots.push({
        name,
        shape,
        ...(axes === undefined ? {} : { axes }),
        parameter,
        isOptional,
      });
      ignored.push(...besides.map(nameOf));
    }
  }
  return { slots, ignored };
}
