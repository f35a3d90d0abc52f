import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import { parameterPath } from "../layer/layer.ts";
import type { Graph } from "../network/graph.ts";
import {
  type Parameter,
  type Parameters,
  requireParameters,
} from "../network/parameters.ts";

/** A parameter as PyTorch keeps it. */
export interface StateSlot {
  /** Its name within its step; empty for a given value. */
  readonly own: string;
  /** Its shape in PyTorch. */
  readonly shape: Shape;
  /** Which of our axes is PyTorch's first, second and so on; undefined: the same order. */
  readonly axes?: readonly number[] | undefined;
  readonly parameter: Parameter;
  /** Whether it may be missing, as a given value, which the network has too. */
  readonly isOptional: boolean;
}

/** The parameters of one step. */
export interface StateStep {
  readonly name: string;
  /** The name of its layer. */
  readonly layer: string;
  readonly slots: readonly StateSlot[];
  /** The names within it of what PyTorch saves in addition. */
  readonly besides: readonly string[];
}

/** The steps that have parameters, in order. @throws {NablaError} if the parameters do not belong to the network. */
export function stateSteps(
  parameters: Parameters,
  network: Graph,
): readonly StateStep[] {
  requireParameters(parameters, network);
  return network.steps.filter((step) => step.parameters.length > 0)
    .map((step) => ({
      name: step.name,
      layer: step.layer.name,
      slots: step.parameters.map(({ name, torch = {} }) => {
        const parameter = parameters.get(parameterPath(step.name, name));
        const { axes } = torch;
        return {
          own: torch.name ?? name,
          shape: axes?.map((axis) => parameter.shape[axis]) ?? parameter.shape,
          axes,
          parameter,
          isOptional: !parameter.trainable && !parameter.state,
        };
      }),
      besides: step.parameters.flatMap(({ torch }) => torch?.besides ?? []),
    }));
}

/** The name of a tensor whose step stands at a path; a module alone has no path. */
export function tensorName(path: string, own: string): string {
  return path === "" ? own : parameterPath(path, own);
}

/** The path of each step in a state dict. */
export type StatePaths = ReadonlyMap<string, string>;

/** The paths of steps that stand under their own names. */
export function ownPaths(
  steps: readonly StateStep[],
  prefix: string,
): StatePaths {
  return new Map(steps.map(({ name }) => [name, prefix + name]));
}

/** A parameter with the name of its tensor, prefix included. */
export type NamedSlot = StateSlot & { readonly name: string };

/** All parameters in the order of their steps. */
export interface NamedSlots {
  readonly slots: readonly NamedSlot[];
  /** The names of what PyTorch saves in addition. */
  readonly ignored: readonly string[];
}

/** @throws {NablaError} if two parameters would have the same name. */
export function nameSlots(
  steps: readonly StateStep[],
  paths: StatePaths,
): NamedSlots {
  const slots: NamedSlot[] = [];
  const ignored: string[] = [];
  const owners = new Map<string, string>();
  for (const step of steps) {
    const nameOf = (own: string) =>
      tensorName(paths.get(step.name) ?? step.name, own);
    for (const slot of step.slots) {
      const name = nameOf(slot.own);
      const { path } = slot.parameter;
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new NablaError("call", {
          action: say("name the parameters as PyTorch does"),
          rule: say("each must have its own name"),
          found: say("{name} for both {owner} and {other}", {
            name,
            owner,
            other: path,
          }),
        });
      }
      owners.set(name, path);
      slots.push({ ...slot, name });
    }
    ignored.push(...step.besides.map(nameOf));
  }
  return { slots, ignored };
}
