import type { Shape } from "../../lib/base/shape.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { constantValues, dataOf, ownerOf } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";

/** What a path names in a network. */
export interface Place {
  /** `value`: an array for each example; `parameter`: one for all; `loss`: the mean loss, or of several a part of it. */
  readonly kind: "value" | "parameter" | "loss";
  /** The index of a value, or of a part of the loss; -1 for anything else. */
  readonly value: number;
  /** The path of a parameter; empty for anything else. */
  readonly parameter: string;
  /** Whether the path names its gradient. */
  readonly isGradient: boolean;
  /** The shape, without the batch axis for a value. */
  readonly shape: Shape;
}

/**
 * Every path of a network with what it names: values and parameters, then their
 * gradients, then the loss. What is within a formula has no path. A text's own
 * `x`, `y`, `target` and `loss` stand before what these names mean by default.
 */
export function pathsOf(network: Network): ReadonlyMap<string, Place> {
  const { values, steps, aliases, losses, output } = network;
  const given = new Map(network.given.map((each) => [each.name, each.shape]));
  const places = new Map<string, Place>();
  const none = { value: -1, parameter: "", isGradient: false };
  const states = new Set<string>();

  // A given value is one array for all examples.
  const valueAt = (value: number): Place => {
    const { name, shape } = values[value];
    const whole = given.get(name);
    return whole === undefined
      ? { ...none, kind: "value", value, shape }
      : { ...none, kind: "parameter", parameter: name, shape: whole };
  };
  const data = new Set(dataOf(network));
  const inner = innerNames(network);
  for (const [i, { name }] of values.entries()) {
    if (inner.has(name) || (data.has(i) && places.has(name))) continue;
    places.set(name, valueAt(i));
  }
  if (losses.length > 1) {
    // Parts of the loss are means, so that they add up.
    for (const { step: { name, output } } of losses) {
      places.set(name, { ...none, kind: "loss", value: output, shape: [] });
    }
  }
  for (const [label, value] of aliases) places.set(label, valueAt(value));
  if (losses.length < 2 && !places.has("y")) places.set("y", valueAt(output));
  for (const step of steps) {
    for (const { name, shape, state } of step.parameters) {
      const path = parameterPath(step.name, name);
      if (places.has(path)) continue;
      places.set(path, { ...none, kind: "parameter", parameter: path, shape });
      if (state) states.add(path);
    }
  }
  const withoutGradient = new Set([
    ...constantValues(network),
    ...losses.map(({ target }) => target),
  ]);
  for (const [path, place] of [...places]) {
    const lacks = place.kind === "value" && withoutGradient.has(place.value);
    if (lacks || states.has(path) || places.has(`${path}.grad`)) continue;
    places.set(`${path}.grad`, { ...place, isGradient: true });
  }
  if (losses.length > 0 && !places.has("loss")) {
    const place = { ...none, kind: "loss", shape: [] } as const;
    places.set("loss", place);
    places.set("loss.grad", { ...place, isGradient: true });
  }
  return places;
}

/** The names of steps within formulas: `b1.mul1` in the step `b1`. */
export function innerNames({ steps }: Network): ReadonlySet<string> {
  const names = new Set(steps.map(({ name }) => name));
  return new Set(steps.flatMap(({ name }) => {
    const dot = name.lastIndexOf(".");
    return dot > 0 && names.has(name.slice(0, dot)) ? [name] : [];
  }));
}

/**
 * The inputs, targets and parameters that a place is computed from; for a
 * gradient, those of the whole network.
 */
export function sourcesOf(
  { kind, value, parameter, isGradient }: Place,
  network: Network,
): ReadonlySet<string> {
  const { steps, values, losses, output } = network;
  const ends = losses.length === 0
    ? [output]
    : losses.map(({ step }) => step.output);
  if (kind === "parameter" && !isGradient) return new Set([parameter]);
  const open = isGradient || value < 0 ? ends : [value];
  const sources = new Set<string>();
  const seen = new Set<number>();
  const stepOf = new Map(steps.map((step) => [step.output, step]));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = stepOf.get(at);
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
