import type { Shape } from "../../lib/base/shape.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { ownerOf } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";

/** What a path names in a network. */
export interface Place {
  /** `value`: an array for each example; `parameter`: one for all; `loss`: the mean loss. */
  readonly kind: "value" | "parameter" | "loss";
  /** The index of a value; -1 for anything else. */
  readonly value: number;
  /** The path of a parameter; empty for anything else. */
  readonly parameter: string;
  /** Whether the path names its gradient. */
  readonly isGradient: boolean;
  /** The shape, without the batch axis for a value. */
  readonly shape: Shape;
}

/** What a path names. */
export function placeNamed(text: string, network: Network): Place | undefined {
  const isGradient = text.endsWith(".grad");
  const name = isGradient ? text.slice(0, -".grad".length) : text;
  const value = valueOf(name, network);
  const none = { value: -1, parameter: "", isGradient };
  if (value !== undefined) {
    if (isGradient && value === network.target) return undefined;
    const given = network.given.find((each) =>
      each.name === network.values[value].name
    );
    // A given value is one array for all examples.
    return given === undefined
      ? { ...none, kind: "value", value, shape: network.values[value].shape }
      : {
        ...none,
        kind: "parameter",
        parameter: given.name,
        shape: given.shape,
      };
  }
  for (const step of network.steps) {
    for (const { name: parameter, shape, state } of step.parameters) {
      if (parameterPath(step.name, parameter) === name) {
        if (state && isGradient) return undefined;
        return { ...none, kind: "parameter", parameter: name, shape };
      }
    }
  }
  if (name === "loss" && network.loss !== undefined) {
    return { ...none, kind: "loss", shape: [] };
  }
}

/**
 * The inputs, targets and parameters that a place is computed from; for a
 * gradient, those of the whole network.
 */
export function sourcesOf(
  { kind, value, parameter, isGradient }: Place,
  network: Network,
): ReadonlySet<string> {
  const { steps, values, loss, output } = network;
  const end = loss?.output ?? output;
  if (kind === "parameter" && !isGradient) return new Set([parameter]);
  const open = [isGradient || kind !== "value" ? end : value];
  const sources = new Set<string>();
  const seen = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps.find(({ output }) => output === at);
    if (step === undefined) sources.add(values[at].name);
    else {
      const { name, parameters } = ownerOf(network, step);
      for (const each of parameters) {
        sources.add(parameterPath(name, each.name));
      }
      open.push(...step.inputs);
    }
  }
  return sources;
}

/** A value by its label or name, or `y`. */
function valueOf(name: string, network: Network): number | undefined {
  const alias = network.aliases.get(name);
  if (alias !== undefined) return alias;
  const own = network.values.findIndex((value) => value.name === name);
  if (own >= 0) return own;
  return name === "y" ? network.output : undefined;
}

/** Every path of a network. */
export function pathsOf(network: Network): string[] {
  const values = [
    ...network.values.map(({ name }) => name),
    ...network.aliases.keys(),
    "y",
  ];
  const parameters = network.steps.flatMap((step) =>
    step.parameters.map(({ name }) => parameterPath(step.name, name))
  );
  const plain = [...new Set([...values, ...parameters])];
  return [
    ...plain,
    ...plain.map((path) => `${path}.grad`)
      .filter((path) => placeNamed(path, network) !== undefined),
    ...network.loss ? ["loss", "loss.grad"] : [],
  ];
}
