/**
 * From a network back to its text.
 *
 * @module
 */

import type { ArgumentValue } from "../lib/arguments.ts";
import type { Layer } from "../lib/layer.ts";
import type { Network } from "../lib/network.ts";
import { equalShapes } from "../lib/shape.ts";

/**
 * The canonical text of a network; it compiles to an equal network.
 *
 * ```ts
 * import { format, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(format(nn`input(2)->h:fc( 4 )->tanh`), "input(2) -> h: fc(4) -> tanh");
 * ```
 */
export function format(network: Network): string {
  const first = network.steps.at(0)?.layer;
  const isFixed = first?.inputShape !== undefined &&
    equalShapes(first.inputShape, network.inputShape);
  const steps = network.steps.map(({ name, labelled, layer }) =>
    labelled ? `${name}: ${formatLayer(layer)}` : formatLayer(layer)
  );
  if (!isFixed) steps.unshift(`input(${network.inputShape.join()})`);
  return steps.join(" -> ");
}

/** The text of one layer with its arguments: `fc(2,1)`. */
export function formatLayer(layer: Layer): string {
  const { name, definition, arguments: values = {} } = layer;
  if (definition === undefined) return name;
  const { forms, arguments: specs } = definition;
  const isGiven = (argument: string) =>
    values[argument] !== undefined &&
    values[argument] !== specs[argument].default;
  const form =
    forms.find((each) =>
      Object.keys(specs).every((argument) =>
        specs[argument].named || each.includes(argument) || !isGiven(argument)
      )
    ) ?? [];
  let positional = [...form];
  while (positional.length > 0 && !isGiven(positional[positional.length - 1])) {
    positional = positional.slice(0, -1);
  }
  const words = [
    ...positional.map((argument) => formatValue(values[argument])),
    ...Object.keys(specs)
      .filter((argument) => specs[argument].named && isGiven(argument))
      .map((argument) => `${argument}=${formatValue(values[argument])}`),
  ];
  return words.length === 0 ? name : `${name}(${words.join()})`;
}

function formatValue(value: ArgumentValue | undefined): string {
  return Array.isArray(value) ? value.join() : String(value);
}
