import { say, translated } from "../../../words/say.ts";
import type { PinnedRandom } from "../../base/pinned_random.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { type Layer, parameterPath, type Waivers } from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import { dataValues, inputSpec } from "../../network/graph.ts";
import { networkAlong } from "./along.ts";
import {
  type Coordinates,
  type NotDifferentiated,
  type Subject,
  undifferentiated,
} from "./subject.ts";

/**
 * A whole network. Its outputs are the losses of the examples, not their mean, so
 * that a fault of one example is not hidden by another.
 *
 * @param pinned the `random` that the network was bound with.
 */
export function networkSubject(
  bound: BoundNetwork,
  pinned: PinnedRandom,
): Subject {
  const { network, batch, passes } = bound;
  const data = dataValues(network);
  const coordinates: Coordinates[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  for (const input of network.inputs) {
    const { name: path, shape } = network.values[input];
    const values = bound.values[input];
    if (inputSpec(network, input).differentiable) {
      coordinates.push({
        path,
        role: "input",
        shape: [batch, ...shape],
        values,
        gradient: bound.gradients[input],
        from: 0,
      });
    } else notDifferentiated.push(undifferentiated(path, values, "data"));
  }
  for (const [from, step] of network.steps.entries()) {
    for (const { name, state } of step.parameters) {
      const parameter = bound.parameters.get(parameterPath(step.name, name));
      const { path, shape, value: values, gradient } = parameter;
      if (state) {
        notDifferentiated.push(undifferentiated(path, values, "state"));
        continue;
      }
      // A given value is a step of its own.
      if (name === "" && data.has(step.output)) {
        notDifferentiated.push(undifferentiated(path, values, "data"));
        continue;
      }
      const role = "parameter";
      coordinates.push({ path, role, shape, values, gradient, from });
    }
  }
  const hasLoss = network.loss !== undefined;
  for (const { target } of network.losses) {
    const { name } = network.values[target];
    const values = bound.values[target];
    notDifferentiated.push(undifferentiated(name, values, "data"));
  }
  const choosers = passes.flatMap((pass, i) => {
    const { choices } = pass;
    if (choices === undefined) return [];
    const count = bound.sites[i].y.length;
    const all: EntrySpan = { start: 0, count, stride: 1 };
    return [(note: (choice: number) => void) => choices.call(pass, note, all)];
  });
  return {
    scope: "network",
    name: "network",
    batch,
    coordinates,
    notDifferentiated,
    outputs: hasLoss ? bound.losses : bound.y,
    upstream: hasLoss ? bound.dlosses : bound.dy,
    magnitudes: network.losses.map(({ prediction }) =>
      bound.values[prediction]
    ),
    waivers: gradientWaivers(network.steps.map(({ layer }) => layer)),
    forward(from, disturb) {
      pinned.rewind();
      bound.forward(
        from,
        disturb && ((step) => {
          if (!data.has(network.steps[step].output)) {
            disturb(bound.sites[step].y);
          }
        }),
      );
    },
    backward: (disturb) =>
      bound.backward(disturb && ((step) => disturb(bound.sites[step].dy))),
    ...networkAlong(bound, coordinates.map(({ path }) => path)),
    choices: choosers.length === 0 ? undefined : (note) => {
      for (const each of choosers) each(note);
    },
  };
}

/** A network's gradient is waived if that of one of its layers is. */
function gradientWaivers(layers: readonly Layer[]): Waivers {
  for (const { name, waivers } of layers) {
    const reason = waivers?.gradient;
    if (reason === undefined) continue;
    return {
      gradient: name + say(": {words}", { words: translated(reason) }),
    };
  }
  return {};
}
