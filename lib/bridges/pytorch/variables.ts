/**
 * The variables of a program that hold the values of a network.
 *
 * @module
 */

import { ownOf } from "../../base/record.ts";
import type { Graph, NetworkStep } from "../../network/graph.ts";
import { py } from "./layers/lines.ts";
import { lowerings } from "./layers/lowerings.ts";
import { asItCame } from "./layers/shapes.ts";
import { variable } from "./names.ts";

/**
 * A variable for each value: a chain goes on in the same one, as people write it; where
 * several are needed at once, in `x`, `y` and `z`, or under the name of the step.
 */
export function variablesOfSteps(
  network: Graph,
  body: readonly NetworkStep[],
): ReadonlyMap<number, string> {
  const { values, inputs, losses, output } = network;
  const places = new Map<number, string>();
  const lastUse = new Map<number, number>();
  for (const [i, step] of body.entries()) {
    for (const value of step.inputs) lastUse.set(value, i);
  }
  for (
    const value of losses.length === 0
      ? [output]
      : losses.map(({ prediction }) => prediction)
  ) lastUse.set(value, body.length);
  const labels = new Set([
    ...inputs.map((input) => variable(values[input].name)),
    ...body.filter(isNamed).map(({ name }) => variable(name)),
  ]);
  for (const input of inputs) places.set(input, variable(values[input].name));
  const isFree = (name: string, at: number) =>
    ![...places].some(([value, place]) =>
      place === name && (lastUse.get(value) ?? -1) > at
    );
  const pool = ["x", "y", "z"].filter((name) =>
    !labels.has(name) || (inputs.length === 1 && places.get(inputs[0]) === name)
  );
  for (const [i, step] of body.entries()) {
    if (step.layer.name === "number") {
      places.set(step.output, py(step.layer.arguments?.value));
      continue;
    }
    if (ownOf(lowerings, step.layer.name) === asItCame) {
      const place = places.get(step.inputs[0]);
      if (place !== undefined) places.set(step.output, place);
      lastUse.set(
        step.inputs[0],
        Math.max(
          lastUse.get(step.inputs[0]) ?? 0,
          lastUse.get(step.output) ?? 0,
        ),
      );
      continue;
    }
    const free = isNamed(step)
      ? undefined
      : pool.find((name) => isFree(name, i));
    places.set(step.output, free ?? variable(step.name));
  }
  return places;
}

/** Whether people gave the value of a step its name. */
function isNamed({ labelled, layer, name, formula }: NetworkStep): boolean {
  return labelled || layer.name === "value" || formula?.name === name;
}
